import type { WorldNote } from '../../contracts/history.ts';
import type { Scenario, Warm } from '../scenarios/scenario.ts';
import type { RegionRole, Route, World } from '../../emulator/world.ts';

/** However many call at once, so many events are on their way at once; nobody waits for them. */
const EVENTS_AT_ONCE = 8;

/** Each environment is a process of its own. */
const MOST = 40;

/** Warms what the scenario names, so that its calls meet no cold start that is not its own. */
export async function warmScenario(
  world: World,
  scenario: Scenario,
  calls: number,
  onNote: (note: WorldNote) => void,
): Promise<void> {
  for (const warm of scenario.warm) {
    const environments = environmentsFor(warm, scenario.concurrency, calls);
    await warmFunction(world, warm.role, warm.route, environments, onNote);
  }
}

function environmentsFor({ route, perCall, perCaller }: Warm, callers: number, calls: number): number {
  if (perCall) return Math.min(calls, MOST);
  if (perCaller !== undefined) return Math.min(callers * perCaller, MOST);
  return route === 'answer' || route === 'fallback' ? callers : Math.min(callers, EVENTS_AT_ONCE);
}

/** A function that cannot be warmed is the deployment's fault: the callers will meet it, and the report names it. */
export async function warmFunction(
  world: World,
  role: RegionRole,
  route: Route,
  environments: number,
  onNote: (note: WorldNote) => void,
): Promise<void> {
  try {
    await world.warm(role, route, environments);
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
