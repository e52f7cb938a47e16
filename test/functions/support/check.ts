import type { AskWebhook, CheckPorts, WebhookReply, WebhookRequest } from '../../../functions/check-ports.ts';
import type { CheckSettings } from '../../../contracts/check-settings.ts';
import type { DeploymentRecord } from '../../../contracts/deployment-record.ts';
import type { Count, Runtime } from '../../../functions/ports.ts';
import { ANSWERED_BY_HEADER } from '../../../contracts/own-headers.ts';
import { fakeRuntime, LIVE } from './runtime.ts';

export const CHECK: CheckSettings = {
  answerUrl: 'https://own.example.com/prod/answer',
  answerFunction: null,
  fallbackMethod: 'POST',
  socketMs: { answer: 2000, fallback: 4000 },
};

export const OWN = 'eu-west-1';
export const OTHER = 'eu-central-1';

const regionRecord = (role: 'primary' | 'secondary', region: string) => ({
  role,
  answerUrl: `https://${region}.example.com/prod/answer`,
  fallbackUrl: `https://${region}-front.example.com/fallback`,
});
export const RECORD: DeploymentRecord = {
  writtenAt: '2026-01-01T12:00:00.000Z',
  regions: { [OWN]: regionRecord('secondary', OWN), [OTHER]: regionRecord('primary', OTHER) },
};

export const NCCO = JSON.stringify([{ action: 'talk', text: 'Hello' }]);

/** What a region answers to a synthetic check; `null`: it does not say that it did. */
export const answeredBy = (region: string | null, changes: Partial<WebhookReply> = {}): WebhookReply => ({
  status: 200,
  headers: {
    'content-type': 'application/json',
    ...(region === null ? {} : { [ANSWERED_BY_HEADER]: region }),
  },
  text: NCCO,
  ...changes,
});

export interface Asked extends WebhookRequest {
  readonly signal: AbortSignal;
}

/** A runtime of which all is well but for the changes. `asked`: what was sent, by target. */
export function fakeCheckRuntime(changes: Partial<CheckPorts> = {}): {
  readonly runtime: Extract<Runtime<CheckPorts>, { configured: true }>;
  readonly asked: { readonly own: Asked[]; readonly other: Asked[] };
  readonly lines: Readonly<Record<string, unknown>>[];
  readonly counts: Count[];
} {
  const { runtime, lines, counts } = fakeRuntime();
  const asked = { own: [] as Asked[], other: [] as Asked[] };
  const recording =
    (target: 'own' | 'other', ask: AskWebhook): AskWebhook =>
    (request, signal) => {
      asked[target].push({ ...request, signal });
      return ask(request, signal);
    };
  const { askOwn, askOther, ...more } = changes;
  let ids = 0;
  const ports: CheckPorts = {
    ...runtime.ports,
    check: CHECK,
    readSecrets: () => Promise.resolve(LIVE),
    readRecord: () => Promise.resolve(JSON.stringify(RECORD)),
    newId: () => `id-${(ids += 1)}`,
    ...more,
    askOwn: recording('own', askOwn ?? (() => Promise.resolve(answeredBy(OWN)))),
    askOther: recording('other', askOther ?? (() => Promise.resolve(answeredBy(OTHER)))),
  };
  return { runtime: { configured: true, ports }, asked, lines, counts };
}
