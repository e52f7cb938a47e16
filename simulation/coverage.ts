import { TIERS, tierOf } from '../contracts/call-history/served-by.ts';
import { ROUTES } from '../contracts/routes.ts';
import { RUNGS } from '../contracts/rung.ts';
import { LOG_CODES } from '../functions/webhook/log-codes.ts';
import { PROFILES } from '../simulator/profiles.ts';
import { support2024 } from '../simulator/rules/support-2024.ts';
import { CODES_NOT_MET, RULES_NOT_MET } from './not-met.ts';
import { ofType, recordsByCall } from '../contracts/call-history/records.ts';
import { FAULT_KINDS } from './schedule/faults.ts';
import { STATIC_NCCO } from '../drill/callbacks/targets.ts';
import { OUTSIDER_KINDS, outsiderKindOf } from './outsiders/kinds.ts';
import type { PlayedWorld } from './run-schedule.ts';
import type { Schedule } from './schedule/schedule.ts';
import { readFunctionSettings } from '../emulator/function-settings.ts';
import type { Blueprint } from './world/world.ts';

/** What calls have met, each with its group: `fault: black-hole`, `tier: static`, `rule: 503-is-retried`. */
export type Met = Readonly<Record<string, number>>;

/**
 * All that a simulation of enough calls meets: what the code has, without what it cannot meet (not-met.ts).
 * @param profile of all calls; undefined: each has its own
 */
export function expectedOf(
  { deployment }: Pick<Blueprint, 'deployment'>,
  profile?: string,
): readonly string[] {
  const { websocketUri } = readFunctionSettings(deployment.primary);
  const rungs = websocketUri === null ? RUNGS.filter((rung) => !rung.endsWith('socket')) : RUNGS;
  const readings = profile === undefined ? PROFILES.map(({ name }) => name) : [profile];
  return [
    ...FAULT_KINDS.map(({ name }) => `fault: ${name}`),
    ...TIERS.map((tier) => `tier: ${tier}`),
    ...rungs.map((rung) => `rung: ${rung}`),
    ...readings.map((name) => `reading: ${name}`),
    ...without(Object.keys(support2024.rules), RULES_NOT_MET).map((rule) => `rule: ${rule}`),
    ...ROUTES.filter(({ name }) => name !== 'health').map(({ name }) => `route: ${name}`),
    ...without(LOG_CODES, CODES_NOT_MET).map((code) => `code: ${code}`),
    ...new Set(
      OUTSIDER_KINDS.map(({ name, expect }) => `outsiders: ${expect === 'accepted' ? name : expect}`),
    ),
    'outsiders: the static NCCO',
    'rotation',
    'rotation: in a brown-out',
  ];
}

function without(names: readonly string[], notMet: object): readonly string[] {
  return names.filter((name) => !Object.hasOwn(notMet, name));
}

/** What one world has met. */
export function metIn(
  { history, lines, outsiders, profile }: Pick<PlayedWorld, 'history' | 'lines' | 'outsiders' | 'profile'>,
  { faults, rotation }: Schedule,
  primaryOrigins: readonly string[],
): readonly string[] {
  const met = new Set(faults.map(({ kind }) => `fault: ${kind}`));
  met.add(`reading: ${profile.name}`);
  if (rotation !== undefined) {
    met.add('rotation');
    if (faults.some(({ kind }) => kind === 'brown-out')) met.add('rotation: in a brown-out');
  }
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
  for (const { route, code, rung } of lines) {
    if (typeof route === 'string') met.add(`route: ${route}`);
    if (typeof code === 'string') met.add(`code: ${code}`);
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
