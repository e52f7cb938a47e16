import { table } from '../kit/table.ts';
import type { Outcome } from './carry-out.ts';
import { describeSecrets } from './fingerprint.ts';

/** One line a region. */
export const printOutcomes = (outcomes: readonly Outcome[]): readonly string[] =>
  table(
    outcomes.map((outcome) => [
      `${outcome.region} (${outcome.role})`,
      'held' in outcome ? describeSecrets(outcome.held.secrets) : '?',
      describeOutcome(outcome),
    ]),
  );

/** What was done in a region, or will be done. */
export function describeOutcome(outcome: Outcome): string {
  switch (outcome.state) {
    case 'changed':
      return `done, and read back: ${outcome.did}`;
    case 'to-change':
      return `to do: ${outcome.does}`;
    case 'unchanged':
      return outcome.why;
    case 'refused':
      return `refused: ${outcome.why}.`;
    case 'unavailable':
      return `not changed: ${outcome.problem}`;
    case 'unknown':
      return `unknown whether it was changed: ${outcome.problem}`;
    case 'not-visible':
      return `not visible yet: ${outcome.problem}`;
    case 'changed-by-another-hand':
      return 'the secret was changed meanwhile by other means; that change is kept';
  }
}
