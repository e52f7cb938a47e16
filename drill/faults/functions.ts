import type { RegionRole, Route, Emulator } from '../../emulator/emulator.ts';
import type { Met } from '../../simulator/rules/try-webhook.ts';
import { type Fault, nothingToUndo } from './fault.ts';
import { FUNCTION_FAILS, FUNCTION_TIMES_OUT, PLAIN_NCCO, inThePlainRegion } from './plain-effect.ts';

type FunctionFault = Parameters<Emulator['breakFunction']>[2];

/** How a function fails: in words, and how a plain set-up's function responds then. */
const FUNCTION_FAULTS: Readonly<Record<FunctionFault, { readonly says: string; readonly met: Met }>> = {
  // The process exits in the middle of an invocation.
  crashes: { says: 'crashes', met: FUNCTION_FAILS },
  // The environment stops in the middle of an invocation.
  hangs: { says: 'hangs', met: FUNCTION_TIMES_OUT },
  // No concurrency is left; API Gateway then answers with this status.
  throttled: { says: 'is throttled', met: { status: 500, afterMs: 0 } },
};

export const functionFails = (role: RegionRole, route: Route, how: FunctionFault): Fault => ({
  name: `${route} ${FUNCTION_FAULTS[how].says} in the ${role}`,
  ...inThePlainRegion(role, { [route]: FUNCTION_FAULTS[how].met }),
  // Vonage asks no second time after such an error: the events are in no journal.
  ...(route === 'event' && { rejectsCallbacks: role }),
  apply: (emulator) => emulator.breakFunction(role, route, how),
});

/**
 * Each invocation meets a cold environment.
 * @param readyAfterMs time from the request's arrival until the environment serves it; as short as possible if left out
 */
export const functionCold = (role: RegionRole, route: Route, readyAfterMs?: number): Fault => ({
  name: `${route} is cold in the ${role}`,
  ...inThePlainRegion(role, { [route]: { ...PLAIN_NCCO, afterMs: readyAfterMs ?? 0 } }),
  apply: (emulator) => emulator.makeCold(role, route, readyAfterMs),
});

/** Every warm environment of the function is gone, as after a deployment or a quiet hour. */
export const environmentsRecycled = (role: RegionRole, route: Route): Fault => ({
  name: `the environments of ${route} are recycled in the ${role}`,
  recycles: true,
  apply: async (emulator) => {
    await emulator.recycle(role, route);
    return nothingToUndo;
  },
});
