import { tierOf } from '../contracts/call-history/served-by.ts';
import { ofType, recordsByCall } from '../contracts/call-history/records.ts';
import { FAULT_KINDS } from './schedule/faults.ts';
import { STATIC_NCCO } from '../drill/callbacks/targets.ts';
import { OUTSIDER_KINDS, outsiderKindOf } from './outsiders/kinds.ts';
import type { PlayedWorld } from './run-schedule.ts';
import type { Schedule } from './schedule/schedule.ts';

/** What calls have met, each with its group: `fault: black-hole`, `tier: static`, `rule: 503-is-retried`. */
export type Met = Readonly<Record<string, number>>;

/** Rules of Vonage that faults of these kinds must meet (simulator/rules). */
const RULES = [
  'refused-connection-is-retried',
  'connect-timeout-is-retried',
  'socket-timeout-is-retried',
  'reset-connection-is-retried',
  'tls-fault-goes-to-the-fallback',
  'invalid-url-goes-to-the-fallback',
  'error-status-goes-to-the-fallback',
  'redirect-is-an-invalid-response-code',
  'invalid-ncco-goes-to-the-fallback',
  'last-attempt-goes-to-the-fallback',
  'status-event-is-never-sent-to-the-fallback',
] as const;

/** All that a simulation of enough calls meets. */
export const EXPECTED: readonly string[] = [
  ...FAULT_KINDS.map(({ name }) => `fault: ${name}`),
  ...['primary', 'secondary', 'static'].map((tier) => `tier: ${tier}`),
  ...RULES.map((rule) => `rule: ${rule}`),
  ...new Set(OUTSIDER_KINDS.map(({ name, expect }) => `outsiders: ${expect === 'accepted' ? name : expect}`)),
  'outsiders: the static NCCO',
];

/** What one world has met. */
export function metIn(
  { history, lines, outsiders }: Pick<PlayedWorld, 'history' | 'lines' | 'outsiders'>,
  { faults }: Schedule,
  primaryOrigins: readonly string[],
): readonly string[] {
  const met = new Set(faults.map(({ kind }) => `fault: ${kind}`));
  for (const { rule } of ofType(history, 'outcome')) met.add(`rule: ${rule}`);
  for (const records of recordsByCall(history).values())
    for (const { request } of ofType(records, 'ncco')) {
      const tier = tierOf(records, request, primaryOrigins);
      if (tier !== undefined) met.add(`tier: ${tier}`);
    }
  for (const { what, found } of outsiders) {
    const { expect } = outsiderKindOf(what);
    met.add(`outsiders: ${expect === 'accepted' ? what : expect}`);
    if (found === STATIC_NCCO) met.add('outsiders: the static NCCO');
  }
  for (const { code, rung } of lines) {
    if (typeof code === 'string') met.add(`handler: ${code}`);
    if (typeof rung === 'string') met.add(`rung: ${rung}`);
  }
  return [...met];
}

/** Adds what another part of the calls has met. */
export function sum(parts: readonly Met[]): Met {
  const all: Record<string, number> = {};
  for (const part of parts)
    for (const [name, times] of Object.entries(part)) all[name] = (all[name] ?? 0) + times;
  return all;
}
