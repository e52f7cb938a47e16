import type { Call } from './call/call.ts';
import { runCall } from './call/run-call.ts';
import { checkApplication } from './check-application.ts';
import type { Context } from './context.ts';
import { systemClock } from '../contracts/clock.ts';
import { OutboundRate } from './legs/outbound-rate.ts';
import { loopbackNetwork } from './loopback-network.ts';
import type { CallPlan, Simulator, SimulatorOptions } from './simulator.ts';
import { readWebhooks, type Webhook } from './webhook.ts';

/**
 * Simulates Vonage Voice for one application. It shares no code with the handlers, except the schema of an NCCO. @throws
 * Error for an application that the Applications API would refuse
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const voice = () => options.application().capabilities.voice;
  checkApplication(voice());
  const legs: Context['legs'] = new Map();
  const running = new Set<Call>();
  const placed = new Set<Promise<void>>();
  let stopped: Promise<void> | undefined;

  const { clock = systemClock } = options;
  const network = options.network ?? loopbackNetwork(options.directory, options.profile, clock);
  let context: Promise<Context> | undefined;
  const start = async (): Promise<Context> => ({
    options,
    get webhooks() {
      return readWebhooks(voice(), options.profile);
    },
    regionUrl: await network.offerControl(legs),
    legs,
    network,
    clock,
    outboundRate: new OutboundRate(),
    linesInUse: new Map(),
    stopped: false,
  });

  const place = async (plan: CallPlan): Promise<void> => {
    if (stopped) throw new Error(`Call ${plan.call}: the simulator is stopped.`);
    context ??= start();
    await runCall(await context, plan, running);
  };

  const stop = async (): Promise<void> => {
    if (!context) return;
    const shared = await context;
    shared.stopped = true;
    for (const call of running) call.end('platform', 'the simulator is stopped');
    await Promise.allSettled([...placed, network.close()]);
  };

  return {
    async openConnections(each) {
      if (stopped) return;
      context ??= start();
      const { webhooks } = await context;
      await network.openConnections(
        Object.values(webhooks).map(({ url }: Webhook) => url),
        each,
      );
    },
    placeCall(plan) {
      const call = place(plan);
      placed.add(call);
      void call.finally(() => placed.delete(call)).catch(() => undefined);
      return call;
    },
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
