import { isLoopback } from '../loopback.ts';

/** A value is right, or this says what was expected instead. */
export type ValueCheck = (value: unknown) => string | undefined;

const matching =
  (pattern: RegExp, expected: string): ValueCheck =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? undefined : expected;

// The longest physical name is "<name>-journal-<region>-<account>"; a bucket's may have 63 characters.
// A region's name has at most 14, an account 12.
const NAME_LENGTH_MAX = 63 - '-journal--'.length - 14 - 12;

/** No parameter may begin with the first two (API_PutParameter), no bucket with the others (S3, "Bucket naming rules"). */
const RESERVED_BEGINNINGS = ['aws', 'ssm', 'sthree-', 'amzn-s3-demo-'];

const nameOfBuckets = matching(
  new RegExp(`^[a-z](?:[a-z0-9]|-(?!-)){0,${NAME_LENGTH_MAX - 2}}[a-z0-9]$`),
  `2 to ${NAME_LENGTH_MAX} lower-case letters, digits and single hyphens, beginning with a letter (bucket names are built from it)`,
);

export const isName: ValueCheck = (value) => {
  const reserved = RESERVED_BEGINNINGS.find((beginning) => `${String(value)}-`.startsWith(beginning));
  return reserved === undefined
    ? nameOfBuckets(value)
    : `a name that AWS allows: none begins with "${reserved}"`;
};

export const isUuid = matching(
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  'a UUID, the id of a Vonage application',
);

export const isApiKey = matching(/^[0-9a-z]{8}$/i, 'the 8 letters and digits of a Vonage API key');

export const isPhoneNumber = matching(
  /^[1-9][0-9]{6,14}$/,
  'an E.164 number in digits, country code first, without "+" or "00"',
);

export const isSipUri = matching(
  /^sips?:(?:[^\s@:;?<>"]+@)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:;[^\s?<>"]+)?$/i,
  'a SIP URI, like "sip:agents@pbx.example.com"',
);

export const isFileStem = matching(
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  'the name of a file of static-ncco/ without ".json"',
);

/** Audio of a call leaves the machine: unencrypted only where it does not. */
export const isWebsocketUri: ValueCheck = (value) => {
  const expected = 'a wss:// URI (ws:// on a loopback address only)';
  if (typeof value !== 'string' || /\s/.test(value) || !URL.canParse(value)) return expected;
  const { protocol, hostname, username, password, hash } = new URL(value);
  if (username !== '' || password !== '' || hash !== '') return `${expected} without user, password or "#"`;
  return protocol === 'wss:' || (protocol === 'ws:' && isLoopback(hostname)) ? undefined : expected;
};

export const isOneOf =
  (...choices: readonly string[]): ValueCheck =>
  (value) =>
    typeof value === 'string' && choices.includes(value)
      ? undefined
      : choices.map((choice) => `"${choice}"`).join(' or ');

export const isFlag: ValueCheck = (value) => (typeof value === 'boolean' ? undefined : 'true or false');

export const isWhole =
  (least: number, most: number): ValueCheck =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? undefined
      : `a whole number from ${least} to ${most}`;

export const isNullOr =
  (check: ValueCheck): ValueCheck =>
  (value) => {
    const expected = value === null ? undefined : check(value);
    return expected === undefined ? undefined : `null, or ${expected}`;
  };

/** What CloudWatch Logs takes (PutRetentionPolicy). */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653];

export const isRetention: ValueCheck = (value) =>
  RETENTION_DAYS.includes(value as number)
    ? undefined
    : `a number of days that CloudWatch Logs takes (${RETENTION_DAYS.join(', ')})`;

export const isEmail = matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an email address');

export const isDomainName = matching(
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
  'a domain name in lower case, without a dot at its end',
);

export const isHostedZoneId = matching(
  /^Z[A-Z0-9]{3,31}$/,
  'the id of a hosted zone of Route 53, like "Z0123456789ABCDEFGHIJ"',
);
