import type { Role } from '../rule.ts';
import { SERVING } from '../rule.ts';

/** What may be wide although everything else is narrow, and why. */
export interface WrittenReason {
  readonly in: readonly Role[];
  /** Logical ids of the resources that hold the policy. */
  readonly of: RegExp;
  /** An action, a resource, a managed policy or, of the whole world, what it may call; rendered (render-value.ts). */
  readonly what: RegExp;
  readonly why: string;
}

/** What the CDK names after a thing of ours has eight hexadecimal digits behind it. */
const HASH = '[0-9A-F]{8}';
const PROVIDER = new RegExp(`^CustomCDKBucketDeployment[0-9A-F]+ServiceRole(?:DefaultPolicy)?${HASH}$`);
export const PROVIDER_WHY =
  "The CDK's own function, which fills the static bucket while the static stack is deployed; no caller's request meets it. Its role comes with the construct.";

/** Why a role may put whatever it likes under `calls/` of a journal. */
export const EVENT_KEYS_WHY = "An event's key is made of the event; under calls/ there is nothing else.";

/** Everything wide, in every stack. A reason that nothing needs is refused by test. */
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
    why: 'Behind the front every address is CloudFront’s, and the gateway asks for the key that only the front knows; a health check comes from anywhere, and learns nothing.',
  },
  {
    in: ['static'],
    of: new RegExp(`^StaticBucketPolicy${HASH}$`),
    what: new RegExp(`^\\$\\{StaticBucket${HASH}\\.Arn\\}/(?:static/)?\\*$`),
    why: 'The static NCCOs and the audio are for CloudFront to read, whatever they are named; for this account alone.',
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

/** The reason for something wide; undefined: there is none. */
export const reasonFor = (role: Role, logicalId: string, what: string): WrittenReason | undefined =>
  WRITTEN_REASONS.find(
    (reason) => reason.in.includes(role) && reason.of.test(logicalId) && reason.what.test(what),
  );
