import type { EndsWith, Expected, Meant, PromisedCall, Tier } from '../checkers/checker.ts';
import { originOf } from '../checkers/served-by.ts';
import type { Fault } from '../faults/fault.ts';
import { CEILINGS_MS } from '../scenarios/ceilings.ts';
import type { Given, Phase, RecoveryPromise, Scenario } from '../scenarios/scenario.ts';
import type { RegionRole } from '../world/world.ts';
import { partsOf } from './lost-time.ts';
import { HANDLER_MAY_TAKE_MS } from './measure-handlers.ts';
import type { PlannedCall } from './schedule.ts';
import type { Setup } from './setup.ts';

/** Measured max ≤ limit + this. */
const ALLOWANCE_MS = 150;
/** The call flow's replacement: an apology, and somebody to talk to. */
const LAST_RESORT: readonly Meant[] = [{ what: 'talk' }, { what: 'person' }];

/** A scenario's promises as plain values. */
export function expectedOf(
  { world: { description }, timeouts, timeoutsName, conditions: { latencyMs, told }, tierSays }: Setup,
  scenario: Scenario,
  planned: readonly PlannedCall[],
  given: Given,
): Expected {
  const promises = scenario.phases.map((phase): Omit<PromisedCall, 'call'> => {
    const { servedBy, limitMs, recovery } = phase;
    const endsWith = endOf(phase, tierSays);
    return {
      servedBy: typeof servedBy === 'function' ? servedBy(timeouts) : servedBy,
      hears: hearsOf(phase, typeof servedBy === 'function' ? servedBy(timeouts) : servedBy, tierSays),
      // A region that answers too late, or with an error, has been reached by then: F holds one way, this is the other.
      limitMs: limitMs(given) + latencyMs,
      ...(recovery && { recovery: { rungs: recovery.rungs, limitMs: recovery.limitMs(given) + latencyMs } }),
      ...(endsWith && { endsWith }),
    };
  });
  const faults = scenario.phases.flatMap((phase) => [...phase.faults, ...(phase.midCall ?? [])]);
  const { answer_url: answerUrl } = description.voice.webhooks;
  const originsOf = (role: RegionRole): readonly string[] =>
    (role === 'primary'
      ? [answerUrl.address, description.primary.answer]
      : [description.secondary.answer, description.secondary.fallback]
    ).map(originOf);
  const rolesOf = (roleOf: (fault: Fault) => RegionRole | undefined): readonly string[] => [
    ...new Set(faults.flatMap((fault) => roleOf(fault) ?? []).flatMap(originsOf)),
  ];
  return {
    calls: planned.flatMap(({ call, phase }) => {
      const promise = promises[phase];
      return promise ? [{ call, ...promise }] : [];
    }),
    tierSays,
    primaryOrigins: originsOf('primary'),
    allowanceMs: ALLOWANCE_MS,
    // Set for the deployed timeouts, on this machine.
    ceilingMs: latencyMs > 0 || told !== undefined ? undefined : CEILINGS_MS[scenario.name]?.[timeoutsName],
    requestMayTakeMs: Math.max(given.fetchMs, given.eventMs) + HANDLER_MAY_TAKE_MS + latencyMs,
    coldStartMayTakeMs: given.coldStartMs,
    partsOf: partsOf(description),
    deafOrigins: rolesOf(({ deaf }) => deaf),
    journals: scenario.journals ?? 'kept',
    unreachableOrigins: rolesOf(({ unreachable }) => unreachable),
  };
}

type TierSays = Setup['tierSays'];

function hearsOf({ hears, recovery }: Phase, tier: Tier, tierSays: TierSays): readonly Meant[] {
  if (hears === 'last-resort') return LAST_RESORT;
  if (recovery === undefined) return tierSays[tier];
  const first = recovery.withoutFirstBot ? [] : tierSays[tier];
  return [...first, ...recovered(recovery.endsWith, tierSays)];
}

/** What the last rung says. */
function recovered(endsWith: RecoveryPromise['endsWith'], tierSays: TierSays): readonly Meant[] {
  switch (endsWith) {
    case 'primary-bot':
      return tierSays.primary;
    case 'secondary-bot':
      return tierSays.secondary;
    case 'person':
    case 'person-who-hangs-up':
      return LAST_RESORT;
    case 'voicemail':
      return [{ what: 'talk' }, { what: 'beep' }];
    case 'static':
      return tierSays.static;
  }
}

/** A conversation ends when the caller hangs up; a voicemail, and a person who has gone, leave the NCCO to end it. */
function endOf({ recovery, endedBy }: Phase, tierSays: TierSays): EndsWith | undefined {
  if (recovery === undefined) return endedBy && { endedBy };
  const somebody = recovered(recovery.endsWith, tierSays).at(-1);
  switch (recovery.endsWith) {
    case 'static':
      return undefined;
    case 'voicemail':
    case 'person-who-hangs-up':
      return { ...(somebody && { somebody }), endedBy: 'ncco-ended' };
    default:
      return { ...(somebody && { somebody }), endedBy: 'caller' };
  }
}
