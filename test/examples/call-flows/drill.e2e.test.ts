import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FlowBuilds, createFlowBuilds } from '../../../drill/call-flows/flow-builds.ts';
import { silencesAreWithinLimits } from '../../../drill/checkers/silences-are-within-limits.ts';
import { callFlowIn } from '../../../drill/faults/call-flow.ts';
import { createDrilledMenu } from '../../../drill/run/drilled-menu.ts';
import { readFlow } from '../../../drill/run/read-flow.ts';
import { runScenario } from '../../../drill/run/run-scenario.ts';
import { readScript } from '../../../drill/run/script.ts';
import type { Setup } from '../../../drill/run/setup.ts';
import { type StartedSetup, startSetup } from '../../../drill/run/start-setup.ts';
import { SCENARIOS } from '../../../drill/scenarios/scenarios.ts';
import { PROFILES } from '../../../simulator/profiles.ts';
import { settings } from '../../fixtures/own/settings.ts';
import { assemblyOf } from '../../support/assembly-of.ts';

/*
 * Each example, drilled with few calls, on one running system without a bot and one with a bot. How long things took is the
 * matter of `npm run drill`, alone on a machine.
 */

const FOLDER = fileURLToPath(new URL('../../../examples/call-flows/', import.meta.url));
/** For limits that are not looked at. */
const HEALTHY = { fetchMs: 1000, eventMs: 1000, connectMs: 1000 } as const;
const CALLS = 2;

/** With both regions gone no call flow runs: the drill's own scenarios show that. */
const ALWAYS = ['healthy', 'primary-refuses-connections'] as const;
const IN_A_MENU = ['menu', 'menu-primary-refuses'] as const;

/** One running system, in which one call flow after the other is deployed. */
async function startSystem(websocketUri: typeof settings.websocketUri) {
  const assembly = await assemblyOf({ ...settings, websocketUri });
  let builds = createFlowBuilds();
  const current: FlowBuilds = {
    of: (flow) => builds.of(flow),
    begin: (flows) => builds.begin(flows),
    remove: () => builds.remove(),
  };
  const { setup, stop }: StartedSetup = await startSetup({
    assembly,
    seed: 1,
    profile: PROFILES[0],
    conditions: { latencyMs: 0, vonageTimeouts: undefined },
    builds: current,
  });
  return {
    /** The same system, with the call flow of this file. */
    async deploy(file: string, scripts: readonly string[]): Promise<Setup> {
      await builds.remove();
      builds = createFlowBuilds(file);
      const { emulator, outside, createSimulator } = setup;
      for (const role of ['primary', 'secondary'] as const)
        await callFlowIn(role, 'menu').apply(emulator, outside, () => undefined);
      const deployed = await readFlow(emulator);
      expect(deployed.replaced).toEqual([]);
      const users = { file, scripts: scripts.map(readScript) };
      return {
        ...setup,
        ...deployed,
        menu: createDrilledMenu({ emulator, outside, createSimulator, deployed, users }),
      };
    },
    async stop() {
      await stop();
      await builds.remove();
      rmSync(assembly, { recursive: true });
    },
  };
}

type System = Awaited<ReturnType<typeof startSystem>>;

async function problemsIn(setup: Setup, names: readonly string[]): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const scenario of SCENARIOS.filter(({ name }) => names.includes(name))) {
    expect(await setup.menu.whyNot(scenario)).toBeUndefined();
    const { result } = await runScenario(
      setup,
      { ...scenario, concurrency: CALLS },
      {
        calls: CALLS * scenario.phases.length,
        healthy: HEALTHY,
        menu: scenario.menu === undefined ? undefined : await setup.menu.enter(),
        coldStartMayTakeMs: 1000,
        signal: new AbortController().signal,
        isRepeated: false,
        onCallEnded: () => undefined,
      },
    );
    for (const { checker, text, excused } of result.problems)
      if (!excused && checker !== silencesAreWithinLimits.name) problems.push(`${scenario.name}: ${text}`);
  }
  return problems;
}

const temporary = mkdtempSync(join(tmpdir(), 'examples-'));
afterAll(() => rmSync(temporary, { recursive: true }));

/** The opening hours at a time of the test, in UTC. */
function openingHoursAt(time: string): string {
  const file = join(temporary, `at-${Date.parse(time)}.ts`);
  writeFileSync(
    file,
    `import { callFlow as given } from ${JSON.stringify(join(FOLDER, 'opening-hours.ts'))};\n` +
      `export const callFlow = { ...given, start: (call, context) => given.start(call, { ...context, atMs: ${Date.parse(time)} }) };\n`,
  );
  return file;
}

describe('examples/call-flows, drilled without a bot', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem(null);
  });
  afterAll(() => system.stop());

  it.each<[string, string, readonly string[]]>([
    ['menu', join(FOLDER, 'menu.ts'), ['1', '7,9', 'none,none,none']],
    ['spoken-choices', join(FOLDER, 'spoken-choices.ts'), ['1,say:two', '2,say:Verkauf bitte', 'none,7,1']],
    ['queue', join(FOLDER, 'queue.ts'), ['1', '2', 'none']],
  ])('%s', async (_name, file, scripts) => {
    expect(await problemsIn(await system.deploy(file, scripts), [...ALWAYS, ...IN_A_MENU])).toEqual([]);
  });

  it.each([
    ['person', () => join(FOLDER, 'person.ts')],
    ['opening-hours, open', () => openingHoursAt('2026-12-01T10:00:00Z')],
    ['guarded, and its application is not there', () => join(FOLDER, 'guarded.ts')],
  ])('%s', async (_name, file) => {
    expect(await problemsIn(await system.deploy(file(), []), [...ALWAYS, 'no-bot'])).toEqual([]);
  });

  it('opening-hours, closed', async () => {
    const closed = openingHoursAt('2026-12-01T20:00:00Z');
    expect(await problemsIn(await system.deploy(closed, []), ALWAYS)).toEqual([]);
  });
});

describe('examples/call-flows, drilled with a bot', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem(settings.websocketUri);
  });
  afterAll(() => system.stop());

  it('bot', async () => {
    const setup = await system.deploy(join(FOLDER, 'bot.ts'), []);
    expect(
      await problemsIn(setup, [...ALWAYS, 'websocket-dropped', 'websocket-dropped-twice', 'person-busy']),
    ).toEqual([]);
  });
});
