import { settings } from '#own/settings.ts';
import { problemsOf } from '../../../contracts/settings/settings-error.ts';
import { applicationId } from '../../../contracts/settings/value-checks.ts';
import { CommandError } from '../../kit/command-error.ts';
import { DEFAULT_OUTPUTS, readOutputsFile } from '../../kit/read-outputs.ts';
import type { OutputsFile } from '../../../contracts/outputs.ts';
import { readTimeouts } from '../timeouts-file.ts';
import { inOrder, voiceCapability } from '../../../contracts/voice-capability.ts';
import type { VoiceCapability } from '../../../contracts/voice-capability.ts';
import { domainOf, toldUrls } from '../../../contracts/webhook-urls.ts';

/** Flags that say which application is told what. */
export const TARGET_FLAGS = {
  outputs: { type: 'string' },
  application: { type: 'string' },
  primary: { type: 'string' },
  fallback: { type: 'string' },
  timeouts: { type: 'string' },
  credentials: { type: 'string' },
} as const;

export const APPLICATION_HELP = `  --application ID    id of the Vonage application (default: the first one of settings.ts)
  --credentials FILE  JSON {"apiKey":"…","apiSecret":"…"} instead of VONAGE_API_KEY and VONAGE_API_SECRET`;

export const TARGET_HELP = `  --outputs FILE      outputs of the deployed stacks, or of a running world (default: ${DEFAULT_OUTPUTS})
${APPLICATION_HELP}
  --primary REGION    this region answers, the other one is its fallback (default: as deployed); swaps them with no
                      deployment, and asks nothing of the region that is left. With a domain: by the region's own
                      address, around the name, for the day that the name leads nowhere, or to the wrong region
  --fallback direct   the fallback's API without its front, and so without the static NCCO behind it: for the day
                      CloudFront is down (default: front)
  --timeouts FILE     these timeouts instead of the deployed ones, as "tune" writes them`;

export interface TargetFlags {
  readonly outputs?: string | undefined;
  readonly application?: string | undefined;
  readonly primary?: string | undefined;
  readonly fallback?: string | undefined;
  readonly timeouts?: string | undefined;
}

/** Which application is to be told what. */
export interface Target {
  readonly applicationId: string;
  readonly outputs: OutputsFile;
  readonly voice: VoiceCapability;
  /** As the answers will name it to Vonage: at the address at which they were asked for. */
  readonly websocketDisconnectedUrl: string;
  /** The name that is told in the place of the primary's address; undefined without a domain, and around it. */
  readonly domain: string | undefined;
  /** Answers; with a domain, while it is healthy. */
  readonly primaryRegion: string;
  readonly fallbackRegion: string;
  readonly fallback: 'front' | 'direct';
  /** Name of the preset, or of the file they come from. */
  readonly timeoutsName: string;
}

/**
 * Reads the outputs and what else the flags name; asks the network nothing.
 * @param command of link, for what to type again
 * @throws CommandError
 */
export async function readTarget(flags: TargetFlags, command: string): Promise<Target> {
  const applicationId = applicationIdOf(flags.application);
  const fallback = fallbackOf(flags.fallback);
  const outputs = await readOutputsFile(flags.outputs ?? DEFAULT_OUTPUTS, again(command, flags));
  const timeouts = flags.timeouts === undefined ? undefined : await readTimeouts(flags.timeouts);
  try {
    const [first, second] = inOrder(outputs, flags.primary);
    const voice = voiceCapability(outputs, {
      fallback,
      ...(flags.primary === undefined ? {} : { primary: flags.primary }),
      ...(timeouts === undefined ? {} : { timeouts }),
    });
    return {
      applicationId,
      outputs,
      voice,
      websocketDisconnectedUrl: toldUrls(first, flags.primary).websocketDisconnected,
      domain: flags.primary === undefined ? domainOf(first) : undefined,
      primaryRegion: first.Region,
      fallbackRegion: second.Region,
      fallback,
      timeoutsName: flags.timeouts ?? first.TimeoutsName,
    };
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

const again = (command: string, { outputs, application, primary, fallback, timeouts }: TargetFlags): string =>
  [
    `npm run link -- ${command}`,
    ...Object.entries({ outputs, application, primary, fallback, timeouts }).flatMap(([flag, value]) =>
      value === undefined ? [] : [`--${flag} ${value}`],
    ),
  ].join(' ');

/** The one named, or the first one of the settings. @throws CommandError */
export function applicationIdOf(flag: string | undefined): string {
  const id = flag ?? settings.vonage.applicationIds[0] ?? '';
  const [problem] = problemsOf(applicationId, id, 'application');
  if (problem === undefined) return id.toLowerCase();
  throw new CommandError(
    `Expected ${problem.expected}, found "${id}". It stands in the Vonage dashboard beside the application's name.`,
  );
}

function fallbackOf(flag: string | undefined): 'front' | 'direct' {
  if (flag === undefined || flag === 'front') return 'front';
  if (flag === 'direct') return 'direct';
  throw new CommandError(`--fallback: expected front or direct, found "${flag}".`);
}
