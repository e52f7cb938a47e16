import { CommandError } from '../../kit/command-error.ts';
import { table } from '../../kit/table.ts';
import { callsGoTo } from '../guard/number/plan-number.ts';
import { printJson } from '../json/lossless-json.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { planJson, printPlan } from '../plan/print-plan.ts';
import type { Part } from './plan-all.ts';

type Planned = { readonly plan: NamedPlan; readonly olderThan?: unknown };

/** What a part is found to be. */
export type Found = 'as planned' | 'differs' | 'TO FIX' | 'NOT VISIBLE YET';
/** What it may become. `FAILED`: it was written, and is not as planned, or that is unknown. */
export type State = Found | 'NEW' | 'FAILED';

/** Before anything is written. */
export function stateOf({ planned }: Part<Planned>): Found {
  if (planned instanceof CommandError) return 'TO FIX';
  if (planned.olderThan !== undefined) return 'NOT VISIBLE YET';
  return planned.plan.changes.length === 0 ? 'as planned' : 'differs';
}

/** The plan of each application, and of each number that would change. */
export const printPlans = (parts: readonly Part<Planned>[]): string =>
  parts
    .flatMap(({ planned, subject }) => {
      if (planned instanceof CommandError) return [];
      const { plan } = planned;
      return subject.kind === 'number' && plan.changes.length === 0 ? [] : [`${printPlan(plan)}\n`];
    })
    .join('\n');

/** One line each: what it is found to be, and what to do. */
export const printRows = (rows: Iterable<readonly [Part<Planned>, State]>): string =>
  table(
    [...rows].map(([part, state]) => [state, `${part.subject.kind} ${part.subject.id}`, textOf(part, state)]),
  ).join('\n');

function textOf({ planned, subject, applicationId, alone }: Part<Planned>, state: State): string {
  if (planned instanceof CommandError) return planned.message;
  if (state === 'NOT VISIBLE YET' || state === 'FAILED') return 'see above';
  const { changes, before, name } = planned.plan;
  const differs = state === 'differs';
  if (subject.kind === 'application')
    return `${JSON.stringify(name)}${differs ? `: ${String(changes.length)} to change → ${alone}` : ''}`;
  return differs
    ? `expected its calls to go to the application ${applicationId}, found ${callsGoTo(before)} → ${alone}`
    : `calls go to the application ${applicationId}`;
}

/** One for programs. */
export const partJson = (
  { planned, subject: { kind, id, host } }: Part<Planned>,
  more: JsonObject,
): string =>
  planned instanceof CommandError
    ? printJson({ ...more, [kind]: { id, host }, problem: planned.message })
    : planJson(planned.plan, more);
