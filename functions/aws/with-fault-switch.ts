import { type Clock, sleep } from '../../contracts/clock.ts';
import { FAULT_SWITCH, parseFaultSwitch } from '../../contracts/fault-switch.ts';
import type { FaultSwitch } from '../../contracts/fault-switch.ts';
import type { Ports, Runtime } from '../ports.ts';

type Handler<Event, Context, Result> = (event: Event, context: Context) => Promise<Result>;

/**
 * Wraps a handler so that it injects the fault that the fault switch names: for drills on deployed stacks. Without
 * `drillable` the variable is not read, and without a switch the handler is returned unchanged. API Gateway sees a function
 * that hangs, crashes, fails or is slow; the handler never sends a response of its own for a fault.
 */
export function withFaultSwitch<Event, Context, Result>(
  handler: Handler<Event, Context, Result>,
  runtime: Runtime,
  variables: Readonly<Record<string, string | undefined>>,
  endProcess: () => void = () => process.exit(1),
): Handler<Event, Context, Result> {
  if (!runtime.configured || !runtime.ports.settings.drillable) return handler;
  const { ports } = runtime;
  const found = readSwitch(variables[FAULT_SWITCH], ports);
  if (found === undefined) return handler;
  return async (event, context) => {
    if (ports.clock.nowMs() < found.untilMs) {
      ports.log({ level: 'warn', message: 'a fault is injected', ...found });
      await inject(found, ports.clock, endProcess);
    }
    return handler(event, context);
  };
}

function readSwitch(text: string | undefined, { log }: Ports): FaultSwitch | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return parseFaultSwitch(text);
  } catch (error) {
    log({
      level: 'error',
      message: 'the fault switch is malformed, and no fault is injected',
      error: String(error),
    });
    return undefined;
  }
}

/** Resolves if the handler should go on. */
async function inject({ fault, delayMs }: FaultSwitch, clock: Clock, endProcess: () => void): Promise<void> {
  switch (fault) {
    case 'hang':
      return sleep(clock, FOREVER_MS);
    case 'crash':
      endProcess();
      return sleep(clock, FOREVER_MS);
    case 'error':
      throw new Error('The fault switch injects "error".');
    case 'slow':
      return sleep(clock, delayMs);
  }
}

/**
 * The longest delay of a timer; Lambda ends the environment long before. It takes a timer, because Node.js exits when
 * nothing is pending.
 */
const FOREVER_MS = 2 ** 31 - 1;
