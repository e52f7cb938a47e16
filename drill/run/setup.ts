import type { Write } from '../../contracts/history.ts';
import type { Outside } from '../faults/outside.ts';
import type { Profile } from '../../simulator/profile.ts';
import type { EventDelivery, Simulator } from '../../simulator/simulator.ts';
import type { Timeouts, TimeoutsName } from '../../contracts/settings/timeouts.ts';
import type { VoiceTimeouts } from '../../contracts/outputs.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { DrilledMenu } from './drilled-menu.ts';
import type { GuardedApplication } from './guarded-application.ts';
import type { MeasuredHandlers } from './measure-handlers.ts';
import type { ReadFlow } from './read-flow.ts';

export interface Conditions {
  /** Latency added to each request to a region's API, ms. */
  readonly latencyMs: number;
  /** Timeouts that Vonage is configured with in place of the deployed ones. */
  readonly vonageTimeouts: VoiceTimeouts | undefined;
}

/** What every scenario of a run shares. */
export interface Setup extends Omit<ReadFlow, 'replaced'> {
  readonly emulator: Emulator;
  readonly seed: number;
  /** The rules that Vonage follows. */
  readonly profile: Profile;
  readonly timeoutsName: TimeoutsName;
  /** As deployed, or as `conditions.vonageTimeouts` overrides them. */
  readonly timeouts: Timeouts;
  /** How this run differs from the deployment on an ordinary machine. */
  readonly conditions: Conditions;
  readonly outside: Outside;
  /** What the scenarios of a menu are about. */
  readonly menu: DrilledMenu;
  /** Keys of events that functions logged as lost since the last call; each is returned once. */
  readonly takeLostKeys: () => readonly string[];
  /** Measures each webhook handler, and an empty function in its place. */
  readonly measureHandlers: (signal: AbortSignal) => Promise<MeasuredHandlers>;
  readonly createSimulator: (write: Write, events?: EventDelivery) => Simulator;
  /** What the call flow passes callbacks on to; undefined: nothing. */
  readonly application: Pick<GuardedApplication, 'takeRequests' | 'trouble'> | undefined;
  /** Of a Vonage application whose webhooks are the guarded application's own. @throws where there is none */
  readonly createSimulatorWithoutGuard: (write: Write) => Simulator;
}
