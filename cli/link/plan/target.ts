import { environmentAgain, environmentName } from '../../../contracts/settings/environment-name.ts';
import { otherEnvironmentOfApplication, ownSettings } from '../../../contracts/settings/own-settings.ts';
import { problemsOf } from '../../../contracts/settings/settings-error.ts';
import { applicationId } from '../../../contracts/settings/value-checks.ts';
import { flowsOf, readOwnFlows } from '../../kit/application-flows.ts';
import type { ApplicationFlow } from '../../kit/application-flows.ts';
import { CommandError } from '../../kit/command-error.ts';
import type { Flags, Values } from '../../kit/flags.ts';
import { isDefaultOutputs, OUTPUTS_FLAG, readOutputsFile } from '../../kit/read-outputs.ts';
import type { OutputsFile, VoiceTimeouts } from '../../../contracts/outputs.ts';
import type { OwnFlows } from '../../../infra/load-call-flow.ts';
import { CREDENTIALS_FLAG } from '../api/credentials.ts';
import { readTimeouts } from '../timeouts-file.ts';
import { inOrder, voiceCapability } from '../../../contracts/voice-capability.ts';
import type { VoiceCapability } from '../../../contracts/voice-capability.ts';
import { domainOf, webhookUrlsOf } from '../../../contracts/webhook-urls.ts';

/** The application that a command is about. */
export const APPLICATION_FLAGS = {
  application: {
    type: 'text',
    value: 'ID',
    help: 'id of the Vonage application',
    otherwise: 'the first one of settings.ts',
  },
  credentials: CREDENTIALS_FLAG,
} as const satisfies Flags;

/** Which application is configured how. */
export const TARGET_FLAGS = {
  outputs: OUTPUTS_FLAG,
  ...APPLICATION_FLAGS,
  primary: {
    type: 'text',
    value: 'REGION',
    help: "this region answers, and the other one is its fallback; swaps them without a deployment, and sends nothing to either region. With a domain: uses the region's own address instead of the domain, for when the domain fails or leads to the wrong region",
    otherwise: 'as deployed',
  },
  fallback: {
    type: 'text',
    value: 'WAY',
    choices: ['distribution', 'direct'],
    help: 'distribution: the fallback URL goes through the CloudFront distribution; direct: to the API itself, without the static NCCO, for when CloudFront is down',
    default: 'distribution',
  },
  timeouts: {
    type: 'path',
    value: 'FILE',
    help: 'use these timeouts, written by "tune", instead of the deployed ones',
  },
} as const satisfies Flags;

export type TargetFlags = Values<typeof TARGET_FLAGS>;

/** In place of one application. */
export const ALL_FLAG = {
  type: 'boolean',
  help: 'every application of settings.ts (vonage.applicationIds), then every number of it (numbers)',
} as const;

/** Which application is configured, and with which values. */
export interface Target {
  readonly applicationId: string;
  readonly outputs: OutputsFile;
  readonly voice: VoiceCapability;
  /** As the answers will name it to Vonage: at the address at which they were asked for. */
  readonly websocketDisconnectedUrl: string;
  /** The domain that is configured instead of the primary's address; undefined without a domain, or where it is bypassed. */
  readonly domain: string | undefined;
  /** Answers; with a domain, while it is healthy. */
  readonly primaryRegion: string;
  readonly fallbackRegion: string;
  readonly fallback: 'distribution' | 'direct';
  /** Name of the preset, or of the file they come from. */
  readonly timeoutsName: string;
  /** The call flows that its calls begin with; what is wrong with their files does not hold up a swap of the regions. */
  readonly flows: readonly ApplicationFlow[] | CommandError;
}

/**
 * Reads the outputs and what else the flags name; asks the network nothing.
 * @param command of link, for what to type again
 * @param again what to type again, of another command
 * @throws CommandError
 */
export async function readTarget(
  flags: ConfigurationFlags,
  command: string,
  again = linkCommand(command, flags),
): Promise<Target> {
  const applicationId = applicationIdOf(flags.application);
  return targetOf(applicationId, flags, await readFiles(flags, again));
}

/** The same for each application of the settings, for a command with `--all`. @throws CommandError */
export async function readTargets(flags: ConfigurationFlags, command: string): Promise<readonly Target[]> {
  const files = await readFiles(flags, linkCommand(`${command} --all`, flags));
  return ownSettings().vonage.applicationIds.map((id) => targetOf(applicationIdOf(id), flags, files));
}

type ConfigurationFlags = Omit<TargetFlags, 'credentials'>;

interface Files {
  readonly outputs: OutputsFile;
  readonly timeouts: VoiceTimeouts | undefined;
  readonly flows: OwnFlows | CommandError;
}

const readFiles = async (flags: ConfigurationFlags, again: string): Promise<Files> => ({
  outputs: await readOutputsFile(flags.outputs, again),
  timeouts: flags.timeouts === undefined ? undefined : await readTimeouts(flags.timeouts),
  flows: await readOwnFlows(),
});

/** The call flows that an application's calls begin with. */
export const readFlowsOf = async (applicationId: string): Promise<Target['flows']> =>
  ofApplication(applicationId, await readOwnFlows());

const ofApplication = (applicationId: string, flows: Files['flows']): Target['flows'] =>
  flows instanceof CommandError ? flows : flowsOf(applicationId, flows, ownSettings());

/** @throws CommandError */
function targetOf(
  applicationId: string,
  flags: ConfigurationFlags,
  { outputs, timeouts, flows }: Files,
): Target {
  const { fallback } = flags;
  try {
    const [first, second] = inOrder(outputs, flags.primary);
    const voice = voiceCapability(outputs, {
      applicationId,
      fallback,
      ...(flags.primary === undefined ? {} : { primary: flags.primary }),
      ...(timeouts === undefined ? {} : { timeouts }),
    });
    return {
      applicationId,
      outputs,
      voice,
      websocketDisconnectedUrl: webhookUrlsOf(first, flags.primary).websocketDisconnected,
      domain: flags.primary === undefined ? domainOf(first) : undefined,
      primaryRegion: first.Region,
      fallbackRegion: second.Region,
      fallback,
      timeoutsName: flags.timeouts ?? first.TimeoutsName,
      flows: ofApplication(applicationId, flows),
    };
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

/** The flags that are not as they would be without being named, to be typed again. */
export const targetAgain = (flags: Partial<TargetFlags>): readonly string[] => [
  ...environmentAgain(),
  ...(['outputs', 'application', 'timeouts', 'credentials', 'primary', 'fallback'] as const).flatMap(
    (name) => {
      const value = flags[name];
      const isDefault =
        name === 'outputs' ? isDefaultOutputs(`${value}`) : value === TARGET_FLAGS.fallback.default;
      return value === undefined || isDefault ? [] : [`--${name}`, value];
    },
  ),
];

/** A command of link with these flags, as it is typed. */
export const linkCommand = (command: string, flags: Partial<TargetFlags>): string =>
  [`npm run link -- ${command}`, ...targetAgain(flags)].join(' ');

/** The one named, or the first one of the settings. @throws CommandError for what is no id, or another environment's */
export function applicationIdOf(flag: string | undefined): string {
  const { vonage } = ownSettings();
  const id = flag ?? vonage.applicationIds[0] ?? '';
  const [problem] = problemsOf(applicationId, id, 'application');
  const other = otherEnvironmentOfApplication(id);
  if (other !== undefined)
    throw new CommandError(
      `Expected an application of the environment ${environmentName() ?? ''}, found ${id}, which is ${other}'s. Use --env ${other}, or leave --application out.`,
    );
  if (problem === undefined) return id.toLowerCase();
  throw new CommandError(
    `Expected ${problem.expected}, found "${id}". The Vonage dashboard shows the id beside the application's name.`,
  );
}
