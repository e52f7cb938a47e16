import type { Random } from '../../contracts/random.ts';
import { PROFILES } from '../../simulator/profiles.ts';
import { OUTSIDER_KINDS, type OutsiderRequest } from '../outsiders/kinds.ts';
import { KNOWN_WHEN_NEEDED_AFTER_MS } from '../../contracts/secret-refresh.ts';
import { streamsOf } from '../streams.ts';
import type { RotationStep } from '../world/secrets.ts';
import { type Caller, callerOf } from './callers.ts';
import { coincide } from './coincide.ts';
import { FAULT_KINDS, type FaultKind, type Place } from './faults.ts';

/** A fault, when and where. Plain JSON, so that it can be kept. */
export interface ScheduledFault {
  /** Name of its kind. */
  readonly kind: string;
  readonly place: Place;
  /** Since the caller dialled, ms. */
  readonly fromMs: number;
  readonly forMs: number;
  /** It comes and goes: so long there, and so long not. */
  readonly flapsEveryMs?: number;
}

/** When each step of a rotation is done, since the caller dialled, ms. */
export type Rotation = Readonly<Record<RotationStep, number>>;

/** All that happens to one call. */
export interface Schedule extends Caller {
  /** The reading of Vonage's rules, by its name. Default: the one that the simulation was started with. */
  readonly profile?: string;
  readonly faults: readonly ScheduledFault[];
  /** The signature secret is rotated. Default: it is not. */
  readonly rotation?: Rotation;
  /** Requests of others than Vonage meanwhile. Default: none. */
  readonly outsiders?: readonly OutsiderRequest[];
}

const SHORT_MS = 5_000;
const LONG_MS = 90_000;
const KINDS = FAULT_KINDS as readonly [FaultKind, ...FaultKind[]];

/**
 * The schedule of one call: it depends on the seed and the call's number, and on nothing else.
 * @param profile of all calls; undefined: each has its own
 */
export function scheduleOf(seed: number, call: number, profile?: string): Schedule {
  const random = streamsOf(seed, call)('the schedule');
  const drawn = random.pick(PROFILES).name;
  const isAsked = hasOutsiders(call) && Math.floor(call / EACH) % 2 === 0;
  const caller = callerOf(random, isAsked);
  const { talksForMs } = caller;
  const faults = random.pick([1, 1, 2, 2, 3] as const);
  // In turn, so that no kind is left out by chance; the others are any.
  const inTurn = KINDS[call % KINDS.length] ?? KINDS[0];
  const kinds = [inTurn, ...Array.from({ length: faults - 1 }, () => random.pick(KINDS))];
  const any = kinds.flatMap((kind) => together(faultOf(kind, random, talksForMs), random));
  const plain = {
    profile: profile ?? drawn,
    ...caller,
    faults: coincide(any, talksForMs, random),
  };
  const schedule = isRotated(call) ? rotatedIn(plain, random, call) : plain;
  return hasOutsiders(call) ? { ...schedule, outsiders: outsidersOf(random, call, caller) } : schedule;
}

const ROTATED_EACH = 30;
/** Vonage signs with the new secret so much later than it must at the earliest, ms. */
const LATER_MS = 30_000;

const isRotated = (call: number): boolean =>
  call % ROTATED_EACH === Math.floor(call / ROTATED_EACH) % ROTATED_EACH;

/** As soon as it may be (docs/rotation.md waits for five minutes more); each second one in a brown-out. */
function rotatedIn(schedule: Schedule, random: Random, call: number): Schedule {
  const stage = Math.floor(random.next() * schedule.talksForMs);
  const sign = stage + KNOWN_WHEN_NEEDED_AFTER_MS + Math.floor(random.next() * LATER_MS);
  const finish = sign + Math.floor(random.next() * LATER_MS);
  const place = random.pick(['primary', 'secondary'] as const);
  const brownOut = { kind: 'brown-out', place, fromMs: 0, forMs: finish };
  const isInBrownOut = Math.floor(call / ROTATED_EACH) % 2 === 0;
  const faults = isInBrownOut ? [...schedule.faults, brownOut] : schedule.faults;
  return { ...schedule, rotation: { stage, sign, finish }, faults };
}

const EACH = 40;
const REQUESTS = 12;

/** One call of so many, since it is played twice: the place in each group moves, and so meets other kinds of faults. */
const hasOutsiders = (call: number): boolean => call % EACH === Math.floor(call / EACH) % EACH;

/** Some of all kinds in turn, and in a menu each that has to do with states. */
function outsidersOf(random: Random, call: number, { talksForMs, flow }: Caller): readonly OutsiderRequest[] {
  const first = Math.floor(call / EACH) * REQUESTS;
  const inTurn = Array.from(
    { length: REQUESTS },
    (_, index) => OUTSIDER_KINDS[(first + index) % OUTSIDER_KINDS.length]?.name ?? '',
  );
  const ofStates = OUTSIDER_KINDS.filter(({ state }) => state !== undefined).map(({ name }) => name);
  return [...inTurn, ...(flow === 'menu' ? ofStates : [])].map((what) => ({
    what,
    region: random.pick(['primary', 'secondary'] as const),
    target: Math.floor(random.next() * 60),
    atMs: Math.floor(random.next() * talksForMs),
  }));
}

/** What is seldom met alone: an event that no journal takes, a caller whom neither a bot nor a person takes. */
function together(fault: ScheduledFault, random: Random): readonly ScheduledFault[] {
  if (random.pick([true, false])) return [fault];
  if (fault.kind.startsWith('journal-'))
    return [fault, { ...fault, place: fault.place === 'primary' ? 'secondary' : 'primary' }];
  if (fault.place !== 'person') return [fault];
  const refuses = { kind: 'bot-refuses', fromMs: 0, forMs: LONG_MS } as const;
  return [
    { ...fault, fromMs: 0, forMs: LONG_MS },
    { ...refuses, place: 'primary' },
    { ...refuses, place: 'secondary' },
  ];
}

function faultOf(kind: FaultKind, random: Random, talksForMs: number): ScheduledFault {
  const place = random.pick(kind.places);
  // From before the call, or in the middle of it.
  const fromMs = random.pick([true, false]) ? 0 : Math.floor(random.next() * talksForMs);
  const forMs = Math.floor(random.next() * random.pick([SHORT_MS, LONG_MS]));
  const flaps = random.next() < 0.2 ? { flapsEveryMs: 200 + Math.floor(random.next() * 4000) } : {};
  return { kind: kind.name, place, fromMs, forMs, ...flaps };
}

/** A time in which something is broken, since the caller dialled, ms. */
export interface Spell {
  readonly fault: ScheduledFault;
  readonly fromMs: number;
  readonly toMs: number;
}

/** When each fault is there. */
export function spellsOf({ faults }: Schedule): readonly Spell[] {
  return faults.flatMap((fault) => {
    const { fromMs, forMs, flapsEveryMs } = fault;
    const endMs = fromMs + forMs;
    if (flapsEveryMs === undefined) return [{ fault, fromMs, toMs: endMs }];
    const spells: Spell[] = [];
    for (let atMs = fromMs; atMs < endMs; atMs += 2 * flapsEveryMs)
      spells.push({ fault, fromMs: atMs, toMs: Math.min(endMs, atMs + flapsEveryMs) });
    return spells;
  });
}

/** @throws where there is no such kind, with the names of all */
export function kindOf(name: string): FaultKind {
  const found = FAULT_KINDS.find((kind) => kind.name === name);
  if (found === undefined)
    throw new Error(
      `Expected a kind of fault (${FAULT_KINDS.map((kind) => kind.name).join(', ')}); found ${JSON.stringify(name)}.`,
    );
  return found;
}
