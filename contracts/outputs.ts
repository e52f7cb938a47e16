import { MOST_MINUTES } from './call-flow-limits.ts';
import { outputProblem, pairProblem } from './check-outputs.ts';

/**
 * What `cdk deploy --outputs-file` writes: stack name → output key → value. The keys below are the
 * contract between the stacks, the emulator, `link` and the drill.
 */
export type OutputsFile = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** `FallbackUrl` of an application whose numbers have a static NCCO of their own. */
type ApplicationOutput = `Application${string}FallbackUrl`;
type DistributionOutput = 'FallbackUrl' | ApplicationOutput;

/** In the regional stacks. */
export const applicationOutput = (applicationId: string): ApplicationOutput =>
  `Application${applicationId.toLowerCase().replaceAll('-', '')}FallbackUrl`;

/** In the static stack. */
export const staticOutput = <T extends DistributionOutput>(key: T): `Static${T}` => `Static${key}`;

const isApplicationOutput = (key: string): key is ApplicationOutput =>
  /^Application[\da-f]+FallbackUrl$/.test(key);

/** Outputs of a regional stack. */
export interface RegionalOutputs {
  readonly Region: string;
  /** This region's role, unless `link` is given another primary. */
  readonly Role: 'primary' | 'secondary';
  /** This and the next two are the domain's where there is one, and then the same in both regions. */
  readonly AnswerUrl: string;
  readonly EventUrl: string;
  readonly WebsocketDisconnectedUrl: string;
  /** `https://host/stage` of this region's own API, wherever a domain leads. */
  readonly ApiUrl: string;
  /** Host that this region's record of the domain leads to; absent without a domain. */
  readonly DomainTarget?: string;
  /** `/fallback` of this region's API, without CloudFront (by another path where only CloudFront has the API key). */
  readonly FallbackDirectUrl: string;
  /** `/fallback` through this region's CloudFront distribution: the `fallback_answer_url`. */
  readonly FallbackUrl: string;
  /** `https://host` of this region's CloudFront distribution. */
  readonly FrontUrl: string;
  readonly HealthUrl: string;
  /** This region's journal bucket, as S3 addresses it. */
  readonly JournalUrl: string;
  /** The secret that holds the account's signature secrets, in this region's Secrets Manager. */
  readonly SignatureSecretArn: string;
  /** This region's Secrets Manager. */
  readonly SecretsManagerUrl: string;
  /** This region's Systems Manager, which holds the deployment record. */
  readonly SsmUrl: string;
  /** This region's Lambda. */
  readonly LambdaUrl: string;
  /** Name of the function behind `/fallback`; with an alias after a colon where environments are kept warm. */
  readonly FallbackFunctionName: string;
  /** Name of the function that checks both regions once a minute and on demand. */
  readonly SyntheticCheckFunction: string;
  /** JSON of {@link VoiceTimeouts}, with the API's names. */
  readonly VoiceTimeouts: string;
  readonly FallbackMethod: 'GET' | 'POST';
  /** Name of the timeouts preset: `shipped` or `tight`. */
  readonly TimeoutsName: string;
  /** `callFlow.mostMinutes` of the settings; absent without it. */
  readonly CallFlowMinutes?: string;
  /** Version of the call flow that a share of calls may begin with (npm run canary); absent where there is none. */
  readonly CandidateVersion?: string;
  /** Names of the secrets that the call flow declares, with spaces between; absent where it declares none. */
  readonly CallFlowSecrets?: string;
  /** `/fallback` through a distribution of the application's own; absent where it has the common static NCCO. */
  readonly [key: ApplicationOutput]: string;
}

/** Outputs of the static stack. */
export interface StaticOutputs {
  readonly Region: string;
  /** The static NCCO that the regions' distributions serve, at the static tier's own distribution. */
  readonly StaticFallbackUrl: string;
  /** The one that an application's own distributions serve; absent where it has the common static NCCO. */
  readonly [key: `Static${ApplicationOutput}`]: string;
}

/** Timeouts as the Applications API names them, ms. */
export interface WebhookTimeoutsJson {
  readonly connect_timeout: number;
  readonly socket_timeout: number;
}
export interface VoiceTimeouts {
  readonly answer_url: WebhookTimeoutsJson;
  readonly event_url: WebhookTimeoutsJson;
  readonly fallback_answer_url: WebhookTimeoutsJson;
}

/** The keys of `T`, each once. A missing or surplus name does not compile. */
const keysOf = <T>(keys: Readonly<Record<keyof T, true>>): readonly (keyof T & string)[] =>
  Object.keys(keys) as (keyof T & string)[];

const REGIONAL_KEYS = keysOf<
  Omit<RegionalOutputs, 'DomainTarget' | 'CallFlowMinutes' | 'CandidateVersion' | 'CallFlowSecrets'>
>({
  Region: true,
  Role: true,
  AnswerUrl: true,
  EventUrl: true,
  WebsocketDisconnectedUrl: true,
  ApiUrl: true,
  FallbackDirectUrl: true,
  FallbackUrl: true,
  FrontUrl: true,
  HealthUrl: true,
  JournalUrl: true,
  SignatureSecretArn: true,
  SecretsManagerUrl: true,
  SsmUrl: true,
  LambdaUrl: true,
  FallbackFunctionName: true,
  SyntheticCheckFunction: true,
  VoiceTimeouts: true,
  FallbackMethod: true,
  TimeoutsName: true,
});

/** How many minutes a call takes steps, as deployed. */
export const mostMinutesOf = ({ CallFlowMinutes }: Pick<RegionalOutputs, 'CallFlowMinutes'>): number =>
  CallFlowMinutes === undefined ? MOST_MINUTES : Number(CallFlowMinutes);

/** The URL of an application's fallback, through its own distribution or the common one. */
export const fallbackUrlOf = (outputs: RegionalOutputs, applicationId: string | undefined): string =>
  (applicationId === undefined ? undefined : outputs[applicationOutput(applicationId)]) ??
  outputs.FallbackUrl;

/** The region's distributions: the output that names each, and its URL. */
export const distributionsOf = (
  outputs: RegionalOutputs,
): readonly { readonly key: DistributionOutput; readonly url: string }[] => [
  { key: 'FallbackUrl', url: outputs.FallbackUrl },
  ...Object.entries(outputs).flatMap(([key, url]) => (isApplicationOutput(key) ? [{ key, url }] : [])),
];

const STATIC_KEYS = keysOf<StaticOutputs>({ Region: true, StaticFallbackUrl: true });

const WHAT_TO_DO = 'Deploy it with --outputs-file, then try again.';

const complete = <T>(stack: string, found: Readonly<Record<string, string>>, keys: readonly string[]): T => {
  const missing = keys.filter((key) => typeof found[key] !== 'string' || found[key] === '');
  if (missing.length > 0) {
    const are = missing.length === 1 ? 'is' : 'are';
    throw new Error(`${missing.join(', ')} of ${stack} ${are} missing from the outputs. ${WHAT_TO_DO}`);
  }
  const given = [
    ...keys,
    'CallFlowMinutes',
    ...Object.keys(found).filter((key) => key.endsWith('FallbackUrl')),
  ].filter((key) => found[key] !== undefined);
  const problem = outputProblem(stack, Object.fromEntries(given.map((key) => [key, found[key] ?? ''])));
  if (problem !== undefined) throw new Error(`${problem} ${WHAT_TO_DO}`);
  return found as T;
};

const only = (
  outputs: OutputsFile,
  what: string,
  isIt: (found: Readonly<Record<string, string>>) => boolean,
) => {
  const stacks = Object.entries(outputs).filter(([, found]) => isIt(found));
  const [first] = stacks;
  if (first === undefined || stacks.length > 1) {
    const found =
      stacks.map(([stack]) => stack).join(', ') ||
      `none of ${Object.keys(outputs).join(', ') || '(no stack at all)'}`;
    throw new Error(`Expected one ${what} in the outputs, found ${found}. ${WHAT_TO_DO}`);
  }
  return first;
};

const ofRole = (outputs: OutputsFile, role: RegionalOutputs['Role']): RegionalOutputs => {
  const [stack, found] = only(outputs, `stack with Role "${role}"`, ({ Role }) => Role === role);
  return complete(stack, found, REGIONAL_KEYS);
};

/**
 * Outputs of the two regional stacks, whatever else the file holds.
 * @throws Error naming the stack and the outputs that are missing, or make no sense
 */
export function regionalOutputs(
  outputs: OutputsFile,
): Readonly<Record<RegionalOutputs['Role'], RegionalOutputs>> {
  const primary = ofRole(outputs, 'primary');
  const secondary = ofRole(outputs, 'secondary');
  const problem = pairProblem(primary, secondary);
  if (problem !== undefined) throw new Error(`${problem} ${WHAT_TO_DO}`);
  return { primary, secondary };
}

/**
 * Outputs of the static stack.
 * @throws Error naming what is missing
 */
export const staticOutputs = (outputs: OutputsFile): StaticOutputs => {
  const [stack, found] = only(
    outputs,
    'static stack (StaticFallbackUrl)',
    (own) => 'StaticFallbackUrl' in own,
  );
  return complete(stack, found, STATIC_KEYS);
};

/**
 * The static NCCO that a distribution serves, at the static tier.
 * @param fallbackUrl the distribution's
 * @throws Error naming what is missing
 */
export const staticFallbackUrlOf = (outputs: OutputsFile, fallbackUrl: string): string => {
  const tier = staticOutputs(outputs);
  const { origin } = new URL(fallbackUrl);
  const { key = 'FallbackUrl' } =
    Object.values(regionalOutputs(outputs))
      .flatMap(distributionsOf)
      .find(({ url }) => new URL(url).origin === origin) ?? {};
  return tier[staticOutput(key)] ?? tier.StaticFallbackUrl;
};
