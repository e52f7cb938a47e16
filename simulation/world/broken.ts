import type { BotBehavior, Drop } from '../../simulator/bot/behavior.ts';
import type { LegBehavior, Pace } from '../../simulator/simulator.ts';
import type { FunctionFault } from '../../emulator/lambda/lambda-function.ts';
import type { RegionRole } from '../../emulator/emulator.ts';
import type { WireFault } from './wire.ts';

/** How a store treats who asks it. */
export type StoreFault = 'unreachable' | 'hangs';

/** What is broken in one region at the moment. */
export interface BrokenRegion {
  /** On the way to its API. */
  api: WireFault | undefined;
  /** On the way to its distribution. */
  distribution: WireFault | undefined;
  /** Of each function. */
  functions: FunctionFault | undefined;
  /** Share of the requests to functions that fail, and how many times as long the others take. */
  brownOut: { readonly fails: number; readonly times: number } | undefined;
  secretStore: StoreFault | undefined;
  /** The store holds another secret than Vonage signs with. */
  hasWrongSecret: boolean;
  journal: StoreFault | undefined;
  /** Its clock is so much ahead, ms. */
  aheadMs: number;
  bot: BotBehavior;
}

/** What is broken in the world at the moment: faults write it, and each part reads it when it is asked. */
export interface Broken {
  readonly primary: BrokenRegion;
  readonly secondary: BrokenRegion;
  staticBucket: WireFault | undefined;
  person: LegBehavior;
  /** How long a second of media lasts, and what the account allows in it. */
  pace: Pace;
}

/** What faults strike: a virtual world, or the emulated system on real sockets. */
export interface Breakable {
  readonly broken: Broken;
  /** Environments of the region's functions end. */
  readonly recycle: (role: RegionRole) => void;
  /** A fault has begun, or has ended. */
  readonly changed?: () => void;
  /** A bot drops all its callers at once. */
  readonly bots: Readonly<Record<RegionRole, { readonly leave: (how: Drop) => void }>>;
}

const whole = (): BrokenRegion => ({
  api: undefined,
  distribution: undefined,
  functions: undefined,
  brownOut: undefined,
  secretStore: undefined,
  hasWrongSecret: false,
  journal: undefined,
  aheadMs: 0,
  bot: { kind: 'talks' },
});

export const nothingBroken = (): Broken => ({
  primary: whole(),
  secondary: whole(),
  staticBucket: undefined,
  person: 'answers',
  // As in the drill: speech takes no time, so that every silence is somebody's fault.
  pace: { secondMs: 1, callsPerSecond: null },
});

export const ROLES: readonly RegionRole[] = ['primary', 'secondary'];
