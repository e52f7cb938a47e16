import type { Profile } from '../../simulator/profile.ts';
import { type Fault, FAULTS } from './faults.ts';
import { type Moment, type Outcome, outcomeOf } from './outcome.ts';
import type { SetUp } from './set-up.ts';

/** One fault at one moment, by each profile in their order. */
export interface Row {
  readonly moment: Moment;
  readonly fault: Fault;
  readonly outcomes: readonly ByProfile[];
}

export interface ByProfile {
  readonly profile: string;
  readonly outcome: Outcome;
}

const MOMENTS: readonly Moment[] = ['call-begins', 'mid-call'];

/** Every fault at every moment for which the application has a webhook. Pure. */
export const rowsOf = (setUp: SetUp, profiles: readonly Profile[]): readonly Row[] =>
  MOMENTS.flatMap((moment) =>
    FAULTS.flatMap((fault) => {
      const outcomes = profiles.flatMap((profile) => {
        const outcome = outcomeOf(setUp, moment, fault, profile);
        return outcome === undefined ? [] : [{ profile: profile.name, outcome }];
      });
      return outcomes.length === 0 ? [] : [{ moment, fault, outcomes }];
    }),
  );

/** The longest silence in these rows, ms, by any profile. */
export const longestMs = (rows: readonly Row[]): number =>
  Math.max(0, ...rows.flatMap(({ outcomes }) => outcomes.map(({ outcome }) => outcome.mostMs)));

/** Whether callers hear something else, or after another time. */
export const doProfilesDisagree = ({ outcomes }: Row): boolean =>
  new Set(outcomes.map(({ outcome: { heard, fewestMs, mostMs } }) => `${heard} ${fewestMs} ${mostMs}`)).size >
  1;
