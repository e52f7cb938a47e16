import { ownSettings } from '../../../contracts/settings/own-settings.ts';
import type { ApplicationsApi } from '../api/applications-api.ts';
import { inOrder } from '../../../contracts/voice-capability.ts';
import { domainOf } from '../../../contracts/webhook-urls.ts';
import { isLoopback } from '../../../contracts/loopback.ts';
import { CommandError } from '../../kit/command-error.ts';
import { isObject } from '../json/lossless-json.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import { notesOnForwarding } from '../guard/plan/on-apply.ts';
import { planVoice, VOICE, valueAt, WEBHOOK_KEYS, WEBHOOKS } from './plan-changes.ts';
import type { Plan } from './plan-changes.ts';
import type { Target } from './target.ts';
import type { Subject } from '../write/subject.ts';

/** A plan, and for whom it is. */
export interface NamedPlan extends Plan {
  readonly kind: Subject['kind'];
  /** An application's id, or a number's digits. */
  readonly id: string;
  readonly name: string;
  /** Where it is held: Vonage, or a stand-in. */
  readonly host: string;
  /** One line: who answers from then on. */
  readonly headline: string;
  /** What is no change and worth knowing. */
  readonly notes: readonly string[];
}

/** Reads the application and plans it; writes nothing. @throws CommandError */
export async function makePlan(
  api: ApplicationsApi,
  target: Target,
  signal?: AbortSignal,
): Promise<NamedPlan> {
  return planFor(await api.readApplication(target.applicationId, signal), api, target);
}

/** Plans an application that was read. @throws CommandError */
export function planFor(
  application: JsonObject,
  { host, apiKey }: Pick<ApplicationsApi, 'host' | 'apiKey'>,
  target: Target,
): NamedPlan {
  refuseLocal(target, host);
  return {
    ...planVoice(application, target.voice),
    kind: 'application',
    id: target.applicationId,
    name: String(application['name']),
    host,
    headline: headlineOf(target),
    notes: [
      ...notesOnApplication(application),
      ...notesOnTarget(target, apiKey),
      ...notesOnForwarding(application, target),
    ],
  };
}

/** Vonage reaches no local system: its calls would not be answered. @throws CommandError */
function refuseLocal({ voice }: Target, host: string): void {
  const isLocal = (url: string): boolean => isLoopback(new URL(url).hostname);
  const local = Object.values(voice.webhooks).find(({ address }) => isLocal(address));
  if (local === undefined || isLocal(host)) return;
  throw new CommandError(
    `Expected the outputs of deployed stacks, found those of a local system (${local.address}), which ${host} cannot reach. Nothing was written. Name others with --outputs FILE, or the local system's API with VONAGE_API_HOST.`,
  );
}

const headlineOf = ({ domain, primaryRegion, fallbackRegion, fallback, timeoutsName }: Target): string => {
  const answers =
    domain === undefined
      ? `${primaryRegion} answers; its`
      : `${domain} answers, from ${primaryRegion} or, while that is not healthy, from ${fallbackRegion}; the`;
  const fallbackBy =
    fallback === 'distribution' ? ' through its CloudFront distribution' : "'s API, without CloudFront";
  return `${answers} fallback is ${fallbackRegion}${fallbackBy}; timeouts: ${timeoutsName}`;
};

function notesOnApplication(application: JsonObject): readonly string[] {
  const voice = valueAt(application, VOICE);
  if (!isObject(voice))
    return [
      'The application has no voice capability: the plan adds one. Link a number to the application, so that it can be called.',
    ];
  return WEBHOOKS.flatMap((webhook) => {
    const held = valueAt(voice, ['webhooks', webhook]);
    if (!isObject(held)) return [];
    return Object.keys(held)
      .filter((key) => !WEBHOOK_KEYS.includes(key))
      .map(
        (key) =>
          `${webhook}.${key} is not a known key of the API. It is written back unchanged. If the API answers 400, nothing is written: then remove the key in the Vonage dashboard.`,
      );
  });
}

function notesOnTarget(target: Target, apiKey: string): readonly string[] {
  const { applicationIds, apiKey: accepted } = ownSettings().vonage;
  const { applicationId, fallback } = target;
  const notes: string[] = [...notesOnDomain(target)];
  if (apiKey !== accepted)
    notes.push(
      `Callbacks will carry the API key ${apiKey}; settings.ts accepts ${accepted}. The deployed functions would refuse every callback: set vonage.apiKey and deploy first.`,
    );
  if (!applicationIds.some((id) => id.toLowerCase() === applicationId))
    notes.push(
      `The application is not among vonage.applicationIds of settings.ts. The deployed functions would refuse its callbacks: add it and deploy first.`,
    );
  if (fallback === 'direct')
    notes.push('Without CloudFront there is no static NCCO: when both regions fail, the call ends.');
  return notes;
}

function notesOnDomain({ outputs, domain, primaryRegion }: Target): readonly string[] {
  const regions = inOrder(outputs, undefined);
  const [known, ...others] = [...new Set(regions.map(domainOf).filter((name) => name !== undefined))];
  if (known === undefined) return [];
  const without = regions.find((region) => domainOf(region) === undefined);
  if (others.length > 0 || without !== undefined)
    return [
      `Expected both regions to be deployed with one domain, found ${regions.map((region) => `${region.Region} with ${domainOf(region) ?? 'none'}`).join(', ')}. Route 53 cannot move the domain until both are: deploy the region without it.`,
    ];
  if (domain !== undefined) return [];
  return [
    `Vonage uses the own address of ${primaryRegion} instead of ${known}: Route 53 does not move calls until "apply" without --primary.`,
  ];
}
