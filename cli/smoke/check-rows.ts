import { asFinding } from './finding.ts';
import type { Finding } from './finding.ts';
import type { FaultRow, PlainRow, Row } from './row.ts';
import type { Target } from './target.ts';

export interface CheckedRow extends Finding {
  readonly row: Row;
}

/**
 * Checks each row in turn. Neighbouring rows with the same fault share one application of it.
 * @param onChecked called with each result as soon as it is known
 * @throws an error that ends the whole run: an interruption, or a fault that could not be undone
 */
export async function checkRows(
  rows: readonly Row[],
  target: Target,
  onChecked: (checked: CheckedRow) => void,
): Promise<readonly CheckedRow[]> {
  const results: CheckedRow[] = [];
  const add = (row: Row, finding: Finding): void => {
    const checked = { row, ...finding };
    results.push(checked);
    onChecked(checked);
  };
  for (const { plain, under } of inTurn(rows)) {
    if (plain !== undefined) add(plain, await findingOf(() => plain.check(target)));
    if (under !== undefined) await checkUnder(under, target, add);
  }
  return results;
}

interface Turn {
  readonly plain?: PlainRow;
  /** Neighbouring rows with the same fault. */
  readonly under?: FaultRow[];
}

function inTurn(rows: readonly Row[]): readonly Turn[] {
  const turns: Turn[] = [];
  for (const row of rows) {
    const before = turns.at(-1)?.under;
    if (row.during === undefined) turns.push({ plain: row });
    else if (before?.[0]?.during === row.during) before.push(row);
    else turns.push({ under: [row] });
  }
  return turns;
}

async function checkUnder(
  rows: readonly FaultRow[],
  target: Target,
  add: (row: Row, finding: Finding) => void,
): Promise<void> {
  const left = [...rows];
  const [first] = rows;
  if (first === undefined) return;
  try {
    await target.faults.during(first.during, async (seen) => {
      for (const row of rows) {
        add(row, await findingOf(() => row.check(target, seen)));
        left.shift();
      }
    });
  } catch (error) {
    const why = asFinding(error);
    for (const row of left) add(row, why);
  }
}

async function findingOf(check: () => Promise<Finding>): Promise<Finding> {
  try {
    return await check();
  } catch (error) {
    return asFinding(error);
  }
}
