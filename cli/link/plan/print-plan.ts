import { printable } from '../../kit/printable.ts';
import { table } from '../../kit/table.ts';
import { countValues } from '../json/differences.ts';
import { printJson } from '../json/lossless-json.ts';
import type { Json, JsonObject } from '../json/lossless-json.ts';
import { effectOnCallers } from './effect-on-callers.ts';
import type { NamedPlan } from './make-plan.ts';
import type { Change } from './plan-changes.ts';

/** The plan for people: what changes, old → new, and what that does to a caller. */
export function printPlan({ kind, id, name, host, headline, notes, changes, before }: NamedPlan): string {
  const others = countValues(before) - changes.filter((change) => change.before !== undefined).length;
  const closing =
    changes.length === 0
      ? `No changes: the ${kind} is configured like this already.`
      : `${count(changes.length, 'change')}. All else stays as it is (${count(others, 'value')}).`;
  return [
    `${printable(JSON.stringify(name))}, ${id} at ${host}`,
    headline,
    ...notes.map((note) => `Note: ${printable(note)}`),
    '',
    ...groups(changes).flatMap(([group, members]) => [
      ...(group === '' ? [] : [group]),
      ...linesOf(members),
      '',
    ]),
    closing,
  ].join('\n');
}

/** The plan for programs, on one line; a value that is not there has no key. */
export const planJson = (plan: NamedPlan, more: JsonObject = {}): string =>
  printJson({
    ...more,
    [plan.kind]: { id: plan.id, name: plan.name, host: plan.host },
    headline: plan.headline,
    notes: plan.notes,
    changes: plan.changes.map(changeJson),
  });

const changeJson = (change: Change): Json => ({
  path: change.path.join('.'),
  ...(change.before === undefined ? {} : { before: change.before }),
  ...(change.after === undefined ? {} : { after: change.after }),
  effect: effectOnCallers(change),
});

/** One difference a line, for what link did not plan. */
export const printDifferences = (found: readonly Change[]): string =>
  found
    .map(({ path, before, after }) => `  ${printable(path.join('.'))}: ${show(before)} → ${show(after)}`)
    .join('\n');

/** Changes of one object stand together. */
function groups(changes: readonly Change[]): readonly (readonly [string, readonly Change[]])[] {
  const byGroup = Map.groupBy(changes, ({ path }) => path.slice(0, -1).join('.'));
  return [...byGroup];
}

function linesOf(changes: readonly Change[]): readonly string[] {
  const rows = table(
    changes.map(({ path, before, after }) => ['', path.at(-1) ?? '', `${show(before)} → ${show(after)}`]),
  );
  return changes.flatMap((change, index) => [
    rows[index] ?? '',
    ...[effectOnCallers(change)].filter((text) => text !== '').map((text) => `      ${text}`),
  ]);
}

const LONGEST = 160;

const show = (value: Json | undefined): string => {
  if (value === undefined) return 'nothing';
  const text = printable(printJson(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

const count = (n: number, what: string): string => `${String(n)} ${what}${n === 1 ? '' : 's'}`;
