import type { Call } from './call/call.ts';
import { runCall } from './call/run-call.ts';
import { checkApplication } from './check-application.ts';
import type { Context } from './context.ts';
import { Connections } from './http/connections.ts';
import { OutboundRate } from './legs/outbound-rate.ts';
import { Ticker } from './legs/ticker.ts';
import type { CallPlan, Simulator, SimulatorOptions } from './simulator.ts';
import { RestControl } from './rest-control.ts';
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

  const rest = new RestControl(legs);
  let context: Promise<Context> | undefined;
  const start = async (): Promise<Context> => ({
    options,
    get webhooks() {
      return readWebhooks(voice(), options.profile);
    },
    regionUrl: await rest.start(),
    legs,
    connections: new Connections(options.profile),
    sockets: new Set(),
    ticker: new Ticker(),
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
    const closed = [...shared.sockets].map(
      (socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
    );
    shared.connections.close();
    await Promise.allSettled([...placed, ...closed]);
    await rest.stop();
  };

  return {
    async openConnections(each) {
      if (stopped) return;
      context ??= start();
      const { webhooks, connections } = await context;
      const addresses = Object.values(webhooks).map(({ url }: Webhook) => options.directory.webhook(url));
      await connections.open(
        addresses.filter(isPlainHttp).map((address) => new URL(address)),
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

const isPlainHttp = (address: string): boolean =>
  URL.canParse(address) && new URL(address).protocol === 'http:';
