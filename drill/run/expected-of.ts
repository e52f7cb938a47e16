import type { TimeoutsName } from '../../contracts/settings/timeouts.ts';
import type { EndsWith, Expected, Meant, PromisedCall, Tier } from '../checkers/checker.ts';
import { PARTNERS } from '../checkers/meant.ts';
import { originOf } from '../checkers/served-by.ts';
import type { Fault } from '../faults/fault.ts';
import type { Given, Phase, RecoveryPromise, Scenario } from '../scenarios/scenario.ts';
import type { RegionRole } from '../../emulator/emulator.ts';
import type { Profile } from '../../simulator/profile.ts';
import { support2024 } from '../../simulator/rules/support-2024.ts';
import { partsOf } from './lost-time.ts';
import { HANDLER_MAY_TAKE_MS } from './measure-handlers.ts';
import type { FlowSays } from './read-flow.ts';
import type { PlannedCall } from './schedule.ts';
import type { Setup } from './setup.ts';
import { untilBotOrPerson } from './describe-ncco.ts';

/** Added to every limit, ms. */
const ALLOWANCE_MS = 150;
/** The replacement of a failed call flow: an apology, then a person. */
const LAST_RESORT: readonly Meant[] = [{ what: 'talk' }, { what: 'person' }];

/** A scenario's promises as plain values. */
export function expectedOf(
  {
    emulator: { description },
    timeoutsName,
    conditions: { latencyMs, vonageTimeouts },
    tierSays,
    rungSays,
  }: Setup,
  scenario: Scenario,
  planned: readonly PlannedCall[],
  given: Given,
): Expected {
  const says = { tierSays, rungSays };
  const promises = scenario.phases.map((phase): Omit<PromisedCall, 'call'> => {
    const { servedBy, limitMs } = phase;
    const recovery = phase.recovery && asFarAsOffered(phase.recovery, rungSays);
    const endsWith = endOf(phase, recovery, says);
    const hears = hearsOf(phase, recovery, typeof servedBy === 'function' ? servedBy(given) : servedBy, says);
    // If the bot comes first, the caller also waits for the connection to it.
    const toFirstWordsMs = hears[0]?.what === 'bot' ? given.connectMs : 0;
    return {
      servedBy: typeof servedBy === 'function' ? servedBy(given) : servedBy,
      hears,
      // F contains the latency of one request; a region that answers too late or with an error adds another.
      limitMs: limitMs(given) + latencyMs + toFirstWordsMs,
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
    ...(scenario.meets && { meets: scenario.meets(given) }),
    primaryOrigins: originsOf('primary'),
    allowanceMs: ALLOWANCE_MS,
    // Ceilings are set for the deployed timeouts, without added latency.
    ceilingMs:
      latencyMs > 0 || vonageTimeouts !== undefined ? undefined : ceilingMs(scenario, timeoutsName, given),
    requestMayTakeMs: Math.max(given.fetchMs, given.eventMs) + HANDLER_MAY_TAKE_MS + latencyMs,
    coldStartMayTakeMs: given.coldStartMs,
    partsOf: partsOf(description),
    rejectingOrigins: rolesOf(({ rejectsCallbacks }) => rejectsCallbacks),
    journals: scenario.journals ?? 'kept',
    unreachableOrigins: rolesOf(({ unreachable }) => unreachable),
  };
}

/** The scenario's ceiling, and what the profile's rules add to those of support-2024. */
export function ceilingMs(
  scenario: Pick<Scenario, 'ceilingMs' | 'phases'>,
  timeoutsName: TimeoutsName,
  given: Given,
): number {
  const { ceilingMs: ceiling, phases } = scenario;
  const limits = phases.flatMap(({ limitMs, recovery }) => [
    limitMs,
    ...(recovery ? [recovery.limitMs] : []),
  ]);
  const longest = (profile: Profile): number =>
    Math.max(...limits.map((limit) => limit({ ...given, profile, fetchMs: 0, eventMs: 0, connectMs: 0 })));
  const deployed = typeof ceiling === 'number' ? ceiling : ceiling[timeoutsName];
  return deployed + longest(given.profile) - longest(support2024);
}

/** If the person's rung has no connect, no event reports from it, so the ladder ends there. */
const asFarAsOffered = (recovery: RecoveryPromise, { person }: FlowSays['rungSays']): RecoveryPromise =>
  recovery.endsWith === 'voicemail' && !person.some(({ what }) => what === 'person')
    ? { ...recovery, rungs: recovery.rungs.filter((rung) => rung !== 'voicemail'), endsWith: 'person' }
    : recovery;

function hearsOf(
  { hears }: Phase,
  recovery: RecoveryPromise | undefined,
  tier: Tier,
  says: FlowSays,
): readonly Meant[] {
  if (hears === 'last-resort') return LAST_RESORT;
  if (recovery === undefined) return says.tierSays[tier];
  const first = recovery.withoutFirstBot ? [] : says.tierSays[tier];
  return [...first, ...recovered(recovery.endsWith, says)];
}

/** What the last rung says. */
function recovered(
  endsWith: RecoveryPromise['endsWith'],
  { tierSays, rungSays }: FlowSays,
): readonly Meant[] {
  switch (endsWith) {
    case 'primary-bot':
      return untilBotOrPerson(rungSays['same-socket']);
    case 'secondary-bot':
      return untilBotOrPerson(rungSays['other-socket']);
    case 'person':
      return untilBotOrPerson(rungSays.person);
    case 'person-who-hangs-up':
      return rungSays.person;
    case 'voicemail':
      return rungSays.voicemail;
    case 'static':
      return tierSays.static;
  }
}

/** The caller ends a conversation; the end of the NCCO ends a voicemail, and a call whose person has hung up. */
function endOf(
  { endedBy }: Phase,
  recovery: RecoveryPromise | undefined,
  says: FlowSays,
): EndsWith | undefined {
  if (recovery === undefined) return endedBy && { endedBy };
  if (recovery.endsWith === 'static') return undefined;
  const partner = recovered(recovery.endsWith, says).findLast(({ what }) => PARTNERS.includes(what));
  const stays = partner !== undefined && partner.what !== 'beep';
  const ends = recovery.endsWith === 'voicemail' || recovery.endsWith === 'person-who-hangs-up';
  return { ...(partner && { partner }), endedBy: ends || !stays ? 'ncco-ended' : 'caller' };
}
