import type { Profile, Rule } from '../../simulator/profile.ts';
import type { RuleName } from '../../simulator/rules/rule-names.ts';
import type { Cell } from './cell.ts';
import { type ComparedFault, faultNamed } from './faults.ts';
import { type Given, type Ruled, ruledOf } from './ruled.ts';
import type { SetUpName } from './set-ups.ts';

/** Silences that differ by less are the same. */
const SAME_MS = 150;

/** A value of a profile that decides what callers hear, and what an account holder can do about it. Plain JSON. */
export interface OpenQuestion {
  readonly value: ValueName;
  /** For people. */
  readonly asks: string;
  /** What each reading says, and where it has that from. */
  readonly readings: readonly {
    readonly profile: string;
    readonly says: string;
    readonly source: string;
    readonly certainty: Rule['certainty'];
  }[];
  /** How to settle it. */
  readonly settle: string;
  /** Cells that change with it, as `fault / set-up`. */
  readonly cells: readonly string[];
}

/** A cell in which the profiles disagree. */
export interface Disagreement {
  readonly fault: string;
  readonly setUp: SetUpName;
  readonly outcomes: readonly {
    readonly profile: string;
    readonly ends: Ruled['ends'];
    /** By the rules, ms. */
    readonly mostMs: number;
    /** As it was simulated, ms. */
    readonly maxMs: number;
  }[];
}

type ValueName = Exclude<keyof Profile, 'name' | 'rules'>;

const CALIBRATE = 'npm run calibrate';

/** The values that profiles may differ in; the rule that says where each comes from. */
const VALUES: Readonly<
  Partial<Record<ValueName, { readonly asks: string; readonly rule?: RuleName; readonly settle: string }>>
> = {
  attempts: {
    asks: 'How often does Vonage ask a URL that fails in a way that may pass?',
    rule: 'last-attempt-goes-to-the-fallback',
    settle: CALIBRATE,
  },
  retryPauseMs: { asks: 'Does Vonage pause before it asks again?', rule: 'retry-pause', settle: CALIBRATE },
  keepsConnections: {
    asks: 'Does Vonage keep connections? Then a black hole costs the socket timeout instead of the connect timeout.',
    rule: 'connection-reuse',
    settle: `${CALIBRATE} -- --direct`,
  },
  socketTimeoutCovers: {
    asks: 'Does the socket timeout cut a response that drips?',
    rule: 'socket-timeout-scope',
    settle: `${CALIBRATE} -- --direct`,
  },
  defaultTimeouts: {
    asks: 'What are the timeouts of an application that sets none?',
    settle: 'nothing to find out where the application sets its timeouts, as npm run link does',
  },
};

/** Undefined twice: not applicable. */
const isSame = (a: Ruled | undefined, b: Ruled | undefined): boolean =>
  a?.ends === b?.ends && Math.abs((a?.mostMs ?? 0) - (b?.mostMs ?? 0)) < SAME_MS;

/** The cells in which profiles disagree, by what is ruled or by what was simulated. Pure. */
export function disagreementsIn(cells: readonly Cell[]): readonly Disagreement[] {
  const groups = Map.groupBy(cells, ({ fault, setUp }) => `${fault}/${setUp}`);
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined || others.every((other) => agree(first, other))) return [];
    return [
      {
        fault: first.fault,
        setUp: first.setUp,
        outcomes: group.map(({ profile, dropped, silenceMs, ruled }) => ({
          profile,
          ends: dropped > 0 ? ('dropped' as const) : ('heard' as const),
          mostMs: ruled?.mostMs ?? 0,
          maxMs: silenceMs.max,
        })),
      },
    ];
  });
}

const agree = (a: Cell, b: Cell): boolean =>
  isSame(a.ruled, b.ruled) &&
  a.dropped > 0 === b.dropped > 0 &&
  Math.abs(a.silenceMs.max - b.silenceMs.max) < SAME_MS;

/**
 * What an account holder has to find out: the values of which one alone changes what the first profile rules for a cell. Pure.
 * @param deployed what the limits are computed from
 */
export function openQuestions(
  disagreements: readonly Disagreement[],
  [base, ...others]: readonly [Profile, ...Profile[]],
  deployed: Omit<Given, 'profile'>,
): readonly OpenQuestion[] {
  return Object.entries(VALUES).flatMap(([name, { asks, rule, settle }]) => {
    const value = name as ValueName;
    const different = others.filter((other) => inJson(other[value]) !== inJson(base[value]));
    const decides = (fault: ComparedFault, setUp: SetUpName): boolean =>
      different.some(
        (other) =>
          !isSame(
            ruledOf(fault, setUp, { ...deployed, profile: base }),
            ruledOf(fault, setUp, { ...deployed, profile: { ...base, [value]: other[value] } }),
          ),
      );
    const cells = disagreements.filter(({ fault, setUp }) => decides(faultNamed(fault), setUp));
    if (cells.length === 0) return [];
    return [
      {
        value,
        asks,
        readings: [base, ...different].map((profile) => reading(profile, rule)),
        settle,
        cells: cells.map(({ fault, setUp }) => `${fault} / ${setUp}`),
      },
    ];
  });
}

function reading(profile: Profile, rule: RuleName | undefined): OpenQuestion['readings'][number] {
  const { name } = profile;
  if (rule === undefined)
    return {
      profile: name,
      says: timeoutsInWords(profile),
      source: 'simulator/profiles.ts',
      certainty: 'assumption',
    };
  const { says, source, certainty } = profile.rules[rule];
  return { profile: name, says, source, certainty };
}

const timeoutsInWords = ({ defaultTimeouts: { answer, event, fallback } }: Profile): string =>
  Object.entries({ answer, event, fallback })
    .map(([webhook, { connectMs, socketMs }]) => `${webhook} ${connectMs} and ${socketMs} ms`)
    .join(', ');

const inJson = (value: unknown): string => JSON.stringify(value);
