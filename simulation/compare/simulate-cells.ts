import { ofType, recordsByCall } from '../../contracts/call-history/records.ts';
import { type Tier, tierOf } from '../../contracts/call-history/served-by.ts';
import { regionalOutputs } from '../../contracts/outputs.ts';
import { TIMEOUTS, type Timeouts, type TimeoutsName } from '../../contracts/settings/timeouts.ts';
import type { timeoutsOf } from '../../contracts/voice-capability.ts';
import { largest } from '../../drill/run/statistics.ts';
import { socketTimeoutsMs, withVonageTimeouts } from '../../drill/run/timeouts.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import { emulatorOutputs } from '../../emulator/describe-emulator.ts';
import type { Profile } from '../../simulator/profile.ts';
import { CALL, runSchedule } from '../run-schedule.ts';
import { primaryOrigins } from '../play-schedule.ts';
import { streamsOf } from '../streams.ts';
import type { Blueprint } from '../world/world.ts';
import { type Cell, cellOf } from './cell.ts';
import { type ComparedFault, scheduleOfCall } from './faults.ts';
import { type Heard, heardIn } from './heard.ts';
import { type Given, ruledOf } from './ruled.ts';
import { blueprintOf, type SetUpName } from './set-ups.ts';

/** What network and functions take beside the rules, ms; the second where a bot has to be reached again (drill/scenarios, `ceilingMs`). */
export const OWN_MS = { before: 200, 'mid-call': 250 } as const;

/** What is compared: the same for each cell. */
export interface Compared {
  /** This project's, as it is deployed. */
  readonly blueprint: Omit<Blueprint, 'profile'>;
  /** What its limits are computed from. */
  readonly deployed: Omit<Given, 'profile'>;
  readonly seed: number;
  /** Of each cell. */
  readonly calls: number;
}

/** All that happened in one call of a cell. @param blueprint of the set-up */
export async function playOne(
  blueprint: Blueprint,
  fault: ComparedFault,
  seed: number,
  call: number,
): Promise<readonly HistoryRecord[]> {
  const world = await runSchedule(blueprint, scheduleOfCall(fault, seed, call), streamsOf(seed, call), false);
  return recordsByCall(world.history).get(CALL) ?? [];
}

/** What the caller of one call of a cell heard. @param blueprint of the set-up */
export async function hearOne(
  blueprint: Blueprint,
  setUp: SetUpName,
  fault: ComparedFault,
  seed: number,
  call: number,
): Promise<Heard> {
  const records = await playOne(blueprint, fault, seed, call);
  return heardIn(call, records, tiersOf(setUp, records, primaryOrigins(blueprint)));
}

/** Whose NCCO a request brought: behind the fallback URL of the article stands the static one. */
export const tiersOf =
  (setUp: SetUpName, records: readonly HistoryRecord[], origins: readonly string[]) =>
  (request: string): Tier | undefined => {
    const tier = tierOf(records, request, origins);
    return setUp === 'article' && tier === 'secondary' ? 'static' : tier;
  };

/** The cells of one fault by one reading of the rules, one for each set-up. */
export async function simulateCells(
  { blueprint, deployed, seed, calls }: Compared,
  fault: ComparedFault,
  profile: Profile,
  setUps: readonly SetUpName[],
): Promise<readonly Cell[]> {
  const worlds = { ...blueprint, profile };
  const given = { profile, ...deployed };
  const played = setUps.map(async (setUp) => {
    if (ruledOf(fault, setUp, given) === undefined) return judgedCell(fault, setUp, given, []);
    const own = blueprintOf(setUp, worlds);
    const heard = Array.from({ length: calls }, (_, call) => hearOne(own, setUp, fault, seed, call));
    return judgedCell(fault, setUp, given, await Promise.all(heard));
  });
  return Promise.all(played);
}

/** A cell of calls that were played, here or on sockets. Pure. */
export function judgedCell(
  fault: ComparedFault,
  setUp: SetUpName,
  given: Given,
  calls: readonly Heard[],
  toleranceMs?: number,
): Cell {
  const ownMs = OWN_MS[fault.breaks.some(({ kind }) => kind.startsWith('bot-')) ? 'mid-call' : 'before'];
  const promised = ruledOf(fault, 'this', given);
  return cellOf(
    { fault: fault.name, setUp, profile: given.profile.name },
    {
      calls,
      ownMs,
      ...(toleranceMs !== undefined && { toleranceMs }),
      limitMs: (promised?.mostMs ?? 0) + ownMs,
      ruled: ruledOf(fault, setUp, given),
      unknown: silentAbout(fault, calls),
    },
  );
}

/** A bot that no caller has met cannot be lost. */
function silentAbout({ when }: ComparedFault, calls: readonly Heard[]): string | undefined {
  const without = calls.filter(({ talked }) => !talked).length;
  return when === 'mid-call' && without > 0
    ? `${without} of ${calls.length} callers talked to no bot that could drop them`
    : undefined;
}

const NOTHING: ComparedFault = { name: 'nothing', says: 'nothing', when: 'before', breaks: [] };

/** What the limits of this project's deployment are computed from. */
export async function deployedOf(blueprint: Blueprint): Promise<Omit<Given, 'profile'>> {
  const own = blueprintOf('this', blueprint);
  const records = await playOne(own, NOTHING, 1, 0);
  return {
    timeouts: deployedTimeouts(blueprint.deployment),
    botTimeoutMs: largest(socketTimeoutsMs(ofType(records, 'ncco'))),
    talksToBot: ofType(records, 'heard').some(({ what }) => what === 'bot'),
  };
}

/** The deadlines by their name, and Vonage's timeouts as `link` writes them. */
function deployedTimeouts(deployment: Blueprint['deployment']): Timeouts {
  const { primary } = regionalOutputs(emulatorOutputs(deployment, (text) => text));
  const deployed = TIMEOUTS[primary.TimeoutsName as TimeoutsName];
  return withVonageTimeouts(deployed, JSON.parse(primary.VoiceTimeouts) as ReturnType<typeof timeoutsOf>);
}
