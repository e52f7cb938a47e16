import type { Write } from '../../contracts/history.ts';
import type { Outside } from '../faults/outside.ts';
import type { EventDelivery, Simulator } from '../../simulator/simulator.ts';
import type { Timeouts, TimeoutsName } from '../../contracts/settings/timeouts.ts';
import type { VoiceTimeouts } from '../../contracts/outputs.ts';
import type { World } from '../../emulator/world.ts';
import type { MeasuredHandlers } from './measure-handlers.ts';
import type { ReadFlow } from './read-flow.ts';

export interface Conditions {
  /** How much longer each request takes to a region's API, ms. */
  readonly latencyMs: number;
  /** Timeouts that the platform is told instead of the deployed ones. */
  readonly told: VoiceTimeouts | undefined;
}

/** What every scenario of a run shares. */
export interface Setup extends ReadFlow {
  readonly world: World;
  readonly seed: number;
  readonly timeoutsName: TimeoutsName;
  /** As deployed, or as told instead. */
  readonly timeouts: Timeouts;
  /** What is not as a laptop's own world is. */
  readonly conditions: Conditions;
  readonly outside: Outside;
  /** The platform notices a half-open socket within this. */
  readonly halfOpenMs: number;
  /** The newest lines of functions that say that no journal keeps an event, as journal keys; each is handed out once. */
  readonly takeLostKeys: () => readonly string[];
  /** Measures each webhook handler beside an empty function. */
  readonly measureHandlers: (signal: AbortSignal) => Promise<MeasuredHandlers>;
  readonly createSimulator: (write: Write, events?: EventDelivery) => Simulator;
}
