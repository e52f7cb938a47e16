import type { Clock } from '../contracts/clock.ts';
import type { LegControl } from './rest-control.ts';
import type { OutboundRate } from './legs/outbound-rate.ts';
import type { Network } from './network.ts';
import type { SimulatorOptions } from './simulator.ts';
import type { Webhooks } from './webhook.ts';

/** Shared by all calls of one simulator. */
export interface Context {
  readonly options: SimulatorOptions;
  readonly webhooks: Webhooks;
  /** Base URL of REST control: `region_url` of the answer webhook. */
  readonly regionUrl: string;
  /** Running legs by uuid, for REST control. */
  readonly legs: Map<string, LegControl>;
  readonly network: Network;
  readonly clock: Clock;
  readonly outboundRate: OutboundRate;
  /** Legs that ring or talk at each number or SIP URI. */
  readonly linesInUse: Map<string, number>;
  stopped: boolean;
}
