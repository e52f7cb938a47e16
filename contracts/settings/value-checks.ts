import * as v from 'valibot';
import { isLoopback } from '../loopback.ts';

/** Returns undefined for a valid value, otherwise what was expected. */
export type ValueCheck = (value: unknown) => string | undefined;

/** A schema whose message depends on the value. */
export const judgedBy = (check: ValueCheck) =>
  v.custom<string>(
    (value) => check(value) === undefined,
    ({ input }) => check(input) ?? '',
  );

const matching = (pattern: RegExp, expected: string) =>
  v.pipe(v.string(expected), v.regex(pattern, expected));

// The longest physical name is "<name>-journal-<region>-<account>"; a bucket's may have 63 characters.
// A region's name has at most 14, an account 12.
const NAME_LENGTH_MAX = 63 - '-journal--'.length - 14 - 12;

/** Parameter names must not begin with the first two (API_PutParameter), bucket names not with the others (S3, "Bucket naming rules"). */
const RESERVED_BEGINNINGS = ['aws', 'ssm', 'sthree-', 'amzn-s3-demo-'];

export const deploymentName = v.pipe(
  matching(
    new RegExp(`^[a-z](?:[a-z0-9]|-(?!-)){0,${NAME_LENGTH_MAX - 2}}[a-z0-9]$`),
    `2 to ${NAME_LENGTH_MAX} lower-case letters, digits and single hyphens, beginning with a letter (bucket names are built from it)`,
  ),
  v.check(
    (name) => reservedBeginning(name) === undefined,
    ({ input }) => `a name that AWS allows: none begins with "${reservedBeginning(input) ?? ''}"`,
  ),
);

const reservedBeginning = (name: string): string | undefined =>
  RESERVED_BEGINNINGS.find((beginning) => `${name}-`.startsWith(beginning));

export const accountId = matching(/^[0-9]{12}$/, 'the 12 digits of an AWS account, as text');

export const applicationId = matching(
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  'a UUID, the id of a Vonage application',
);

export const apiKey = matching(/^[0-9a-z]{8}$/i, 'the 8 letters and digits of a Vonage API key');

export const PHONE_NUMBER = 'an E.164 number in digits, country code first, without "+" or "00"';

export const phoneNumber = matching(/^[1-9][0-9]{6,14}$/, PHONE_NUMBER);

export const sipUri = matching(
  /^sips?:(?:[^\s@:;?<>"]+@)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:;[^\s?<>"]+)?$/i,
  'a SIP URI, like "sip:agents@pbx.example.com"',
);

export const fileStem = matching(
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  'the name of a file of static-ncco/ without ".json"',
);

export const flowName = matching(
  /^[a-z][a-z0-9-]{0,39}$/i,
  'the name of a flow of functions/call-flows.ts: a letter, then letters, digits and hyphens, 40 at most',
);

/** A call's audio may be unencrypted only if it does not leave the machine. */
export const websocketUri = judgedBy((value) => {
  const expected = 'a wss:// URI (ws:// on a loopback address only)';
  if (typeof value !== 'string' || /\s/.test(value) || !URL.canParse(value)) return expected;
  const { protocol, hostname, username, password, hash } = new URL(value);
  if (username !== '' || password !== '' || hash !== '') return `${expected} without user, password or "#"`;
  return protocol === 'wss:' || (protocol === 'ws:' && isLoopback(hostname)) ? undefined : expected;
});

export const oneOf = <const T extends string>(...choices: readonly T[]) =>
  v.picklist(choices, choices.map((choice) => `"${choice}"`).join(' or '));

export const flag = v.boolean('true or false');

export const whole = (least: number, most: number, or = '') => {
  const expected = `${or}a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(expected),
    v.check((value) => Number.isInteger(value) && value >= least && value <= most, expected),
  );
};

/** What CloudWatch Logs takes (PutRetentionPolicy). */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653];

export const retentionDays = v.picklist(
  RETENTION_DAYS,
  `a number of days that CloudWatch Logs takes (${RETENTION_DAYS.join(', ')})`,
);

export const email = matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'null, or an email address');

export const domainName = matching(
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
  'a domain name in lower case, without a dot at its end',
);

export const hostedZoneId = matching(
  /^Z[A-Z0-9]{3,31}$/,
  'the id of a hosted zone of Route 53, like "Z0123456789ABCDEFGHIJ"',
);
