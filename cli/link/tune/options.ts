import { wholeNumber } from '../../kit/flag-values.ts';
import { projectPath } from '../../kit/folders.ts';
import { JSON_FLAG } from '../../kit/flags.ts';
import type { Flags, Values } from '../../kit/flags.ts';
import { PROFILES } from '../../../simulator/profiles.ts';
import { PROFILE_FLAG } from '../../profile/profile-flag.ts';
import { targetAgain, TARGET_FLAGS } from '../plan/target.ts';
import { SIGNATURE_SECRET_FLAG } from '../probe/read-signature-secret.ts';
import { YES_FLAG } from '../../kit/io.ts';
import { isDefaultKept, KEPT_FLAG } from '../write/kept.ts';

export const LEAST_REQUESTS = 2_000;
export const PER_SECOND = 20;
const MOST_PER_SECOND = 50;
const DEFAULT_TIMEOUTS_FILE = 'link-timeouts.json';

export const TUNE_FLAGS = {
  ...TARGET_FLAGS,
  secretFile: SIGNATURE_SECRET_FLAG,
  profile: { ...PROFILE_FLAG, default: PROFILES[0].name },
  requests: {
    type: 'text',
    value: 'N',
    help: `number of paced requests, at least ${String(LEAST_REQUESTS)}`,
    default: String(LEAST_REQUESTS),
    read: wholeNumber(LEAST_REQUESTS, 1_000_000),
  },
  rate: {
    type: 'text',
    value: 'N',
    help: `paced requests a second, 1 to ${String(MOST_PER_SECOND)}`,
    default: String(PER_SECOND),
    read: wholeNumber(1, MOST_PER_SECOND),
  },
  forward: {
    type: 'boolean',
    help: 'measure each application that the call flows forward to as well: it gets signed requests that look like calls',
  },
  out: {
    type: 'path',
    value: 'FILE',
    help: 'write the recommendation to this file, for --timeouts FILE of plan, apply and verify',
    otherwise: `nowhere; with --apply: ${DEFAULT_TIMEOUTS_FILE}`,
  },
  apply: {
    type: 'boolean',
    notWith: ['json'],
    help: 'then apply the recommendation, as "apply --timeouts FILE" does',
  },
  yes: { ...YES_FLAG, with: ['apply'] },
  kept: { ...KEPT_FLAG, with: ['apply'] },
  json: JSON_FLAG,
} as const satisfies Flags;

export type TuneOptions = Values<typeof TUNE_FLAGS>;

/** Where the recommendation goes; undefined: nowhere. */
export const fileFor = ({ out, apply }: Pick<TuneOptions, 'out' | 'apply'>): string | undefined =>
  out ?? (apply ? projectPath(DEFAULT_TIMEOUTS_FILE) : undefined);

/** What `apply` is called with to apply a recommendation. */
export const applyArgs = ({ kept, yes, ...flags }: TuneOptions, timeouts: string): readonly string[] => [
  ...targetAgain({ ...flags, timeouts }),
  ...(isDefaultKept(kept) ? [] : ['--kept', kept]),
  ...(yes ? ['--yes'] : []),
];
