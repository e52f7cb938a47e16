import type { EmulatorNote } from '../../contracts/history.ts';
import type { Scenario, Warm } from '../scenarios/scenario.ts';
import type { RegionRole, Route, Emulator } from '../../emulator/emulator.ts';

/** At most this many events run at once; callers do not wait for them. */
const EVENTS_AT_ONCE = 8;

/** Most environments to warm, since each is a process. */
const MOST = 40;

/** Warms the functions that the scenario names, so that its calls meet no cold starts other than its own. */
export async function warmScenario(
  emulator: Emulator,
  scenario: Scenario,
  calls: number,
  onNote: (note: EmulatorNote) => void,
): Promise<void> {
  for (const warm of scenario.warm) {
    const environments = environmentsFor(warm, scenario.concurrency, calls);
    await warmFunction(emulator, warm.role, warm.route, environments, onNote);
  }
}

function environmentsFor({ route, perCall, perCaller }: Warm, callers: number, calls: number): number {
  if (perCall) return Math.min(calls, MOST);
  if (perCaller !== undefined) return Math.min(Math.ceil(callers * perCaller), MOST);
  return route === 'answer' || route === 'fallback' ? callers : Math.min(callers, EVENTS_AT_ONCE);
}

/** If a function cannot be warmed, the report names it as a suspect, and the scenario goes on. */
export async function warmFunction(
  emulator: Emulator,
  role: RegionRole,
  route: Route,
  environments: number,
  onNote: (note: EmulatorNote) => void,
): Promise<void> {
  try {
    await emulator.warm(role, route, environments);
  } catch (error) {
    onNote({
      atMs: performance.now(),
      level: 'suspect',
      resource: `${route} in the ${role}`,
      setting: 'Handler',
      text: error instanceof Error ? error.message : String(error),
    });
  }
}
