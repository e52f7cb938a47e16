import * as v from 'valibot';
import { expectedRange } from '../ip-ranges/unfit-range.ts';
import { isRegion } from './check-region.ts';
import { allFit } from './check-numbers.ts';
import { type Numbers, numbers, person, type PersonSettings } from './numbers.ts';
import { distinct, section } from './section.ts';
import { problemsOf, SettingsError } from './settings-error.ts';
import { TIMEOUTS } from './timeouts.ts';
import type { TimeoutsName } from './timeouts.ts';
import * as is from './value-checks.ts';

/** How requests are verified to come from Vonage. */
export interface SourceSettings {
  /** By signature, by source address, or by both. */
  readonly mode: 'signature' | 'ip' | 'both';
  /** Counts the requests that the ranges would refuse, instead of refusing them; with `both` only. */
  readonly countOnly: boolean;
  /** Further CIDR blocks, besides Vonage's. */
  readonly operatorRanges: readonly string[];
}

/** A name in a public hosted zone of Route 53, which moves between the serving regions. */
export interface DomainSettings {
  readonly name: string;
  readonly hostedZoneId: string;
  readonly hostedZoneName: string;
}

export interface Settings {
  readonly name: string;
  /** The AWS account that is deployed to; undefined: that of the credentials. */
  readonly account?: string | undefined;
  readonly regions: { readonly primary: string; readonly secondary: string; readonly static: string };
  readonly vonage: {
    readonly applicationIds: readonly string[];
    readonly apiKey: string;
    /** New outbound legs a second, of the whole account; null: by agreement without a limit. Default: `CALLS_PER_SECOND`. */
    readonly callsPerSecond?: number | null | undefined;
    /** The most callers at once; null (default): not declared. */
    readonly peakCalls?: number | null | undefined;
  };
  readonly callerNumber: string;
  readonly person: PersonSettings;
  /** What is different for calls to some numbers; without it nothing is. */
  readonly numbers?: Numbers | undefined;
  /** null: there is no bot. */
  readonly websocketUri: { readonly primary: string; readonly secondary: string } | null;
  /** How far a call goes through the steps of the call flow, then the person. Default: 50 steps, 30 minutes. */
  readonly callFlow?:
    { readonly mostSteps?: number | undefined; readonly mostMinutes?: number | undefined } | undefined;
  readonly timeouts: TimeoutsName;
  readonly fallbackMethod: 'GET' | 'POST';
  readonly staticNcco: string;
  readonly source: SourceSettings;
  readonly journal: {
    readonly expireAfterDays: number;
    /** S3 hands each new entry to EventBridge. Default: false. */
    readonly eventBridge?: boolean | undefined;
  };
  readonly functions: {
    readonly memoryMb: number;
    /** Of `answer` and of `fallback`, in each region. */
    readonly provisionedConcurrency: number;
    /** Of each function; null: not reserved. */
    readonly reservedConcurrency: number | null;
  };
  readonly logs: { readonly showNumbers: boolean; readonly retentionDays: number };
  readonly alarms: {
    readonly email: string | null;
    readonly refusalsPerMinute: number;
    /** 0: no alarm when there are no calls. */
    readonly silentMinutes: number;
  };
  readonly domain: DomainSettings | null;
  readonly drillable: boolean;
}

/** What Vonage lets an account make without an agreement (voice-api/guides/troubleshooting). */
export const CALLS_PER_SECOND = 3;

const region = is.judgedBy(isRegion);
const NO_APPLICATION = 'a list of at least one application id';

const domain = v.pipe(
  section<DomainSettings>(
    { name: is.domainName, hostedZoneId: is.hostedZoneId, hostedZoneName: is.domainName },
    'null, or a domain',
  ),
  // The zone's apex is the company's own address and may already have a record of another kind.
  v.forward(
    v.partialCheck(
      [['name'], ['hostedZoneName']],
      ({ name, hostedZoneName }) => name.endsWith(`.${hostedZoneName}`),
      ({ input }) => `a name inside the hosted zone, like "voice.${input.hostedZoneName}"`,
    ),
    ['name'],
  ),
);

const source = v.pipe(
  section<SourceSettings>({
    mode: is.oneOf('signature', 'ip', 'both'),
    countOnly: is.flag,
    operatorRanges: v.pipe(
      v.array(is.judgedBy(expectedRange), 'a list of CIDR blocks; [] for none'),
      distinct('a block', (key) => `source.operatorRanges[${key}]`),
    ),
  }),
  v.forward(
    v.partialCheck(
      [['mode'], ['countOnly']],
      ({ mode, countOnly }) => !countOnly || mode === 'both',
      ({ input: { mode } }) =>
        mode === 'ip'
          ? 'false with mode "ip": unauthenticated callers would not be refused (mode "both" counts while the signature refuses)'
          : 'false with mode "signature": it has no ranges to count by (mode "both" has)',
    ),
    ['countOnly'],
  ),
);

const functions = v.pipe(
  section<Settings['functions']>({
    memoryMb: is.whole(256, 10_240),
    provisionedConcurrency: is.whole(0, 1000),
    reservedConcurrency: v.nullable(is.whole(1, 1000, 'null, or ')),
  }),
  // Provisioned environments are part of the reserved ones: Lambda refuses a higher number.
  v.forward(
    v.partialCheck(
      [['provisionedConcurrency'], ['reservedConcurrency']],
      ({ provisionedConcurrency, reservedConcurrency }) =>
        reservedConcurrency === null || provisionedConcurrency <= reservedConcurrency,
      ({ input }) => `null, or at least ${input.provisionedConcurrency}, as functions.provisionedConcurrency`,
    ),
    ['reservedConcurrency'],
  ),
);

const schema = v.pipe(
  section<Settings>({
    name: is.deploymentName,
    account: v.optional(is.accountId),
    regions: v.pipe(
      section<Settings['regions']>({ primary: region, secondary: region, static: region }),
      distinct('a region', (role) => `regions.${role}`),
    ),
    vonage: section<Settings['vonage']>({
      applicationIds: v.pipe(
        v.array(is.applicationId, NO_APPLICATION),
        v.minLength(1, NO_APPLICATION),
        distinct('an application id', (key) => `vonage.applicationIds[${key}]`),
      ),
      apiKey: is.apiKey,
      callsPerSecond: v.optional(
        v.nullable(is.whole(1, 1000, 'null (no limit, by agreement with Vonage), or ')),
      ),
      peakCalls: v.optional(v.nullable(is.whole(1, 100_000, 'null (not declared), or '))),
    }),
    callerNumber: is.phoneNumber,
    person: section<PersonSettings>(person),
    numbers: v.optional(numbers),
    websocketUri: v.nullable(
      section<NonNullable<Settings['websocketUri']>>(
        { primary: is.websocketUri, secondary: is.websocketUri },
        'null, or an object with primary, secondary',
      ),
    ),
    callFlow: v.optional(
      section<NonNullable<Settings['callFlow']>>({
        mostSteps: v.optional(is.whole(1, 1000)),
        mostMinutes: v.optional(is.whole(1, 1440)),
      }),
    ),
    timeouts: is.oneOf(...(Object.keys(TIMEOUTS) as TimeoutsName[])),
    fallbackMethod: is.oneOf('GET', 'POST'),
    staticNcco: is.fileStem,
    source,
    journal: section<Settings['journal']>({
      expireAfterDays: is.whole(1, 36_500),
      eventBridge: v.optional(is.flag),
    }),
    functions,
    logs: section<Settings['logs']>({ showNumbers: is.flag, retentionDays: is.retentionDays }),
    alarms: section<Settings['alarms']>({
      email: v.nullable(is.email),
      refusalsPerMinute: is.whole(1, 1_000_000),
      silentMinutes: is.whole(0, 1440),
    }),
    domain: v.nullable(domain),
    drillable: is.flag,
  }),
  // The fault switch affects only $LATEST; provisioned environments run a published version, which never reads it.
  v.forward(
    v.partialCheck(
      [['drillable'], ['functions', 'provisionedConcurrency']],
      ({ drillable, functions: { provisionedConcurrency } }) => !drillable || provisionedConcurrency === 0,
      '0 where the stacks are drillable (a fault switch does not reach environments kept warm)',
    ),
    ['functions', 'provisionedConcurrency'],
  ),
  allFit(),
);

/**
 * Returns the settings, or throws an error that lists every problem.
 * @throws SettingsError
 */
export const checkSettings = (value: unknown): Settings => {
  const problems = problemsOf(schema, value, 'settings');
  if (problems.length > 0) throw new SettingsError('settings.ts', problems);
  return value as Settings;
};
