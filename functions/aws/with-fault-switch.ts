import { FAULT_SWITCH, parseFaultSwitch } from '../../contracts/fault-switch.ts';
import type { FaultSwitch } from '../../contracts/fault-switch.ts';
import type { Ports, Runtime } from '../ports.ts';

type Handler<Event, Context, Result> = (event: Event, context: Context) => Promise<Result>;

/**
 * A handler that does what the fault switch says while it is on: for drills on deployed stacks. Without `drillable` the
 * variable is not even read, and without a switch the handler stays as it is. No fault is an answer of ours: the gateway
 * sees a function that hangs, dies, fails or is slow.
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
      await inject(found, endProcess);
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

/** Resolves where the handler is to go on. */
async function inject({ fault, delayMs }: FaultSwitch, endProcess: () => void): Promise<void> {
  switch (fault) {
    case 'hang':
      return pause(FOREVER_MS);
    case 'crash':
      endProcess();
      return pause(FOREVER_MS);
    case 'error':
      throw new Error('The fault switch says "error".');
    case 'slow':
      return pause(delayMs);
  }
}

/**
 * The longest that a timer takes; Lambda ends the environment long before. A timer, because a process that waits for
 * nothing ends.
 */
const FOREVER_MS = 2 ** 31 - 1;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
