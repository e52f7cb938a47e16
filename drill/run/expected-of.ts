import type { TimeoutsName } from '../../contracts/settings/timeouts.ts';
import type { EndsWith, Expected, Meant, PromisedCall, Recovery, Tier } from '../checkers/checker.ts';
import type { OutboundSettings } from '../../contracts/function-settings.ts';
import { PARTNERS } from '../checkers/meant.ts';
import { originOf } from '../../contracts/call-history/served-by.ts';
import type { Fault } from '../faults/fault.ts';
import { ceilingOf } from '../scenarios/scenario.ts';
import type { Given, Limit, Phase, RecoveryPromise, Scenario } from '../scenarios/scenario.ts';
import type { RegionRole } from '../../emulator/emulator.ts';
import type { Profile } from '../../simulator/profile.ts';
import { support2024 } from '../../simulator/rules/support-2024.ts';
import { partsOf } from './lost-time.ts';
import { HANDLER_MAY_TAKE_MS } from './measure-handlers.ts';
import { menuPromise } from './menu-promise.ts';
import { numberPromise } from './number-promise.ts';
import { promisedShares } from './promised-shares.ts';
import type { FlowSays } from './read-flow.ts';
import type { MenuSays } from './read-menu.ts';
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
    emulator: { description, outbound },
    timeoutsName,
    conditions: { latencyMs, vonageTimeouts },
    tierSays,
    rungSays,
    application,
  }: Setup,
  scenario: Scenario,
  planned: readonly PlannedCall[],
  given: Given,
  menuSays?: MenuSays,
): Expected {
  const says = { tierSays, rungSays };
  const stepsMs =
    application === undefined
      ? 0
      : Math.max(...scenario.phases.map((phase) => stepTakesLonger(phase, given)));
  // Ceilings are set for the deployed timeouts, without added latency.
  const ceilingOf = (ceiling: Scenario['ceilingMs'], limits: readonly Limit[]): number | undefined =>
    latencyMs > 0 || vonageTimeouts !== undefined
      ? undefined
      : ceilingMs(ceiling, timeoutsName, limits, given) + (given.applicationMs ?? 0) + stepsMs;
  const recoveryOf = ({ rungs, limitMs, untilSomebody }: RecoveryPromise): Recovery => ({
    ...(rungs && { rungs }),
    limitMs: limitMs(given) + latencyMs,
    ...(untilSomebody && {
      untilSomebody: {
        limitMs: untilSomebody.limitMs(given) + latencyMs,
        ceilingMs: ceilingOf(untilSomebody.ceilingMs, [untilSomebody.limitMs]),
      },
    }),
  });
  const promises = scenario.phases.map((phase): Omit<PromisedCall, 'call'> => {
    const { servedBy, limitMs } = phase;
    const recovery = phase.recovery && withoutWaits(asFarAsOffered(phase.recovery, rungSays), outbound);
    const endsWith = endOf(phase, recovery, says);
    const hears = hearsOf(phase, recovery, typeof servedBy === 'function' ? servedBy(given) : servedBy, says);
    // If the bot comes first, the caller also waits for the connection to it.
    const toFirstWordsMs = hears[0]?.what === 'bot' ? given.connectMs : 0;
    return {
      servedBy: typeof servedBy === 'function' ? servedBy(given) : servedBy,
      hears,
      // F contains the latency of one request; a region that answers too late or with an error adds another.
      limitMs: limitMs(given) + latencyMs + toFirstWordsMs,
      ...(recovery && { recovery: recoveryOf(recovery) }),
      ...(application && !recovery && { stepLimitMs: stepLimitMs(limitMs, given) + latencyMs }),
      ...(endsWith && { endsWith }),
      ...(scenario.guarded && isWhole(phase) && { isTheApplications: true }),
    };
  });
  const faults = scenario.phases.flatMap((phase) => [
    ...phase.faults,
    ...(phase.midCall ?? []),
    ...(phase.menu?.between?.flatMap((each) => each.faults) ?? []),
  ]);
  const inMenuOf = ({ phase, script, to }: PlannedCall): Partial<PromisedCall> => {
    const menu = scenario.phases[phase]?.menu;
    if (menu === undefined || menuSays === undefined) return {};
    const promised = menuPromise(menu, script, { ...menuSays, tierSays }, given);
    return {
      ...promised,
      stepLimitMs: (promised.stepLimitMs ?? 0) + latencyMs,
      ...(scenario.numbers && numberPromise(scenario.numbers, to, menu.findsNothing)),
    };
  };
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
    calls: planned.flatMap((each) => {
      const promise = promises[each.phase];
      return promise ? [{ call: each.call, ...promise, ...inMenuOf(each) }] : [];
    }),
    shares: promisedShares(scenario, planned, says, outbound),
    tierSays,
    ...(application && { passesOn: true }),
    ...(scenario.meets && { meets: scenario.meets(given) }),
    primaryOrigins: originsOf('primary'),
    allowanceMs: ALLOWANCE_MS,
    ceilingMs: ceilingOf(scenario.ceilingMs, limitsOf(scenario)),
    requestMayTakeMs: Math.max(given.fetchMs, given.eventMs) + HANDLER_MAY_TAKE_MS + latencyMs,
    coldStartMayTakeMs: given.coldStartMs,
    partsOf: partsOf(description),
    rejectingOrigins: rolesOf(({ rejectsCallbacks }) => rejectsCallbacks),
    journals: scenario.journals ?? 'kept',
    unreachableOrigins: rolesOf(({ unreachable }) => unreachable),
  };
}

/** What breaks an answer request breaks the event of a question in the same way, with the event URL's timeouts. */
const stepLimitMs = (limitMs: Limit, given: Given): number => {
  const { answer, websocketDisconnected } = given.timeouts;
  return limitMs({
    ...given,
    fetchMs: Math.max(given.fetchMs, given.eventMs),
    timeouts: { ...given.timeouts, answer: { ...websocketDisconnected, handlerMs: answer.handlerMs } },
  });
};

const stepTakesLonger = ({ limitMs, recovery }: Phase, given: Given): number => {
  const idle = { ...given, fetchMs: 0, eventMs: 0, connectMs: 0 };
  return recovery ? 0 : Math.max(0, stepLimitMs(limitMs, idle) - limitMs(idle));
};

/** No fault at all: a region that fails may keep callbacks from the application. */
const isWhole = ({ faults, midCall, menu }: Phase): boolean =>
  faults.length === 0 && midCall === undefined && menu?.between === undefined;

const limitsOf = ({ phases }: Pick<Scenario, 'phases'>): readonly Limit[] =>
  phases.flatMap(({ limitMs, recovery, menu }) => [
    limitMs,
    ...(recovery ? [recovery.limitMs] : []),
    ...(menu ? [menu.limitMs] : []),
  ]);

/** The ceiling of limits, and what the profile's rules add to those of support-2024. */
function ceilingMs(
  ceiling: Scenario['ceilingMs'],
  timeoutsName: TimeoutsName,
  limits: readonly Limit[],
  given: Given,
): number {
  const longest = (profile: Profile): number =>
    Math.max(...limits.map((limit) => limit({ ...given, profile, fetchMs: 0, eventMs: 0, connectMs: 0 })));
  return ceilingOf(ceiling, timeoutsName) + longest(given.profile) - longest(support2024);
}

/** The ceiling of a scenario with the deployed timeouts. */
export const ceilingOfScenario = (scenario: Scenario, timeoutsName: TimeoutsName, given: Given): number =>
  ceilingMs(scenario.ceilingMs, timeoutsName, limitsOf(scenario), given);

/** If the person's rung has no connect, no event reports from it, so the ladder ends there. */
const asFarAsOffered = (recovery: RecoveryPromise, { person }: FlowSays['rungSays']): RecoveryPromise =>
  recovery.endsWith === 'voicemail' && !person.some(({ what }) => what === 'person')
    ? {
        ...recovery,
        ...(recovery.rungs && { rungs: recovery.rungs.filter((rung) => rung !== 'voicemail') }),
        endsWith: 'person',
      }
    : recovery;

/** Without a limit of the account nobody waits, so that no socket is offered twice. */
const withoutWaits = (recovery: RecoveryPromise, { callsPerSecond }: OutboundSettings): RecoveryPromise =>
  callsPerSecond === null && recovery.rungs
    ? { ...recovery, rungs: recovery.rungs.filter((rung, at, rungs) => rung !== rungs[at - 1]) }
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
    case 'somebody':
      // `endsWith` says who it may be.
      return [];
  }
}

/** Nobody is left alone; where the call flow records no voicemail, its words are the end. */
const somebody = ({ rungSays }: FlowSays): readonly EndsWith[] => [
  { partner: { what: 'bot' }, endedBy: 'caller' },
  { partner: { what: 'person' }, endedBy: 'caller' },
  rungSays.voicemail.some(({ what }) => what === 'beep')
    ? { partner: { what: 'beep' }, endedBy: 'ncco-ended' }
    : { endedBy: 'ncco-ended' },
];

/** The caller ends a conversation; the end of the NCCO ends a voicemail, and a call whose person has hung up. */
function endOf(
  { endedBy }: Phase,
  recovery: RecoveryPromise | undefined,
  says: FlowSays,
): readonly EndsWith[] | undefined {
  if (recovery === undefined) return endedBy && [{ endedBy }];
  if (recovery.endsWith === 'static') return undefined;
  if (recovery.endsWith === 'somebody') return somebody(says);
  const partner = recovered(recovery.endsWith, says).findLast(({ what }) => PARTNERS.includes(what));
  const stays = partner !== undefined && partner.what !== 'beep';
  const ends = recovery.endsWith === 'voicemail' || recovery.endsWith === 'person-who-hangs-up';
  return [{ ...(partner && { partner }), endedBy: ends || !stays ? 'ncco-ended' : 'caller' }];
}
