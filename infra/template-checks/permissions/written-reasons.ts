import type { Role } from '../rule.ts';
import { SERVING } from '../rule.ts';

/** An accepted wide permission, and its reason. */
export interface WrittenReason {
  readonly in: readonly Role[];
  /** Logical ids of the resources that hold the policy. */
  readonly of: RegExp;
  /**
   * An action, a resource or a managed policy; for a principal that is any account, the resource that it may call. Rendered
   * (render-value.ts).
   */
  readonly what: RegExp;
  readonly why: string;
}

/** The CDK appends it to a logical id. */
const HASH = '[0-9A-F]{8}';
const PROVIDER = new RegExp(`^CustomCDKBucketDeployment[0-9A-F]+ServiceRole(?:DefaultPolicy)?${HASH}$`);
export const PROVIDER_WHY =
  "The CDK's own function, which fills the static bucket while the static stack is deployed; no caller's request reaches it. Its role comes with the construct.";

/** Why a role may put any key under `calls/` of a journal. */
export const EVENT_KEYS_WHY = "An event's key is built from the event, and calls/ holds nothing but events.";

/** All wide permissions of all stacks. A test refuses a reason that no permission needs. */
export const WRITTEN_REASONS: readonly WrittenReason[] = [
  {
    in: SERVING,
    of: new RegExp(`^(?:Event|WebsocketDisconnected|Fallback)RoleDefaultPolicy${HASH}$`),
    what: new RegExp(`^(?:\\$\\{JournalBucket${HASH}\\.Arn\\}|arn:aws:s3:::.+-journal-.+)/calls/\\*$`),
    why: EVENT_KEYS_WHY,
  },
  {
    in: SERVING,
    of: new RegExp(`^Api${HASH}$`),
    what: /^execute-api:\/prod\/(?:(?:GET|POST)\/fallback|GET\/health)$/,
    why: 'Behind the distribution every address is CloudFront’s, and the gateway requires the key that only the distribution has. A health check comes from any address, and gets a status and nothing else.',
  },
  {
    in: SERVING,
    of: new RegExp(`^Api${HASH}$`),
    what: /^execute-api:\/prod\/(?:GET|POST)\/event\/\*$/,
    why: 'The state of a call stands there, and no pattern matches one path segment only. There is no method on a deeper path.',
  },
  {
    in: ['static'],
    of: new RegExp(`^StaticBucketPolicy${HASH}$`),
    what: new RegExp(`^\\$\\{StaticBucket${HASH}\\.Arn\\}/(?:static/)?\\*$`),
    why: 'CloudFront serves all static NCCOs and audio files; only distributions of this account may read them.',
  },
  {
    in: ['static'],
    of: PROVIDER,
    what: /^s3:(?:GetBucket|GetObject|List|Abort|DeleteObject)\*$/,
    why: PROVIDER_WHY,
  },
  {
    in: ['static'],
    of: PROVIDER,
    what: new RegExp(
      `^(?:\\$\\{StaticBucket${HASH}\\.Arn\\}|arn:aws:s3:::cdk-hnb659fds-assets-\\$\\{AWS::AccountId\\}-.+)/\\*$`,
    ),
    why: PROVIDER_WHY,
  },
  {
    in: ['static'],
    of: PROVIDER,
    what: /^arn:\$\{AWS::Partition\}:iam::aws:policy\/service-role\/AWSLambdaBasicExecutionRole$/,
    why: PROVIDER_WHY,
  },
];

/** The reason for a wide permission; undefined if there is none. */
export const reasonFor = (role: Role, logicalId: string, what: string): WrittenReason | undefined =>
  WRITTEN_REASONS.find(
    (reason) => reason.in.includes(role) && reason.of.test(logicalId) && reason.what.test(what),
  );
