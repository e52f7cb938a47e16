import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgress } from '../../../drill/report/progress.ts';
import { ReplacedFlowError } from '../../../drill/run/refuse-replaced-flow.ts';
import { runDrill } from '../../../drill/run/run-drill.ts';
import type { Setup } from '../../../drill/run/setup.ts';
import type { StartedSetup } from '../../../drill/run/start-setup.ts';
import { aRunningSystem } from './a-running-system.ts';
import { optionsOf } from './options-of.ts';

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'drill-'));
});
afterEach(() => rm(out, { recursive: true, force: true }));

const run = (
  setup: Setup,
  names: readonly string[],
  startWithoutBot?: () => Promise<StartedSetup>,
  startGuarded?: () => Promise<StartedSetup>,
) => {
  const chosen = names.flatMap((name) => ['--scenario', name]);
  const options = optionsOf([...chosen, '--calls', '4', '--out', out]);
  const progress = createProgress({ write: () => undefined }, [], options.scenarios);
  const { signal } = new AbortController();
  const startOwn = {
    ...(startWithoutBot && { 'without-bot': startWithoutBot }),
    ...(startGuarded && { guarded: startGuarded }),
  };
  return runDrill({ options, setup, startOwn, progress, signal });
};

/** As a call flow without a bot is read: it connects the person at first, or says words alone. */
const withoutBot = (first: 'person' | 'talk'): Setup => {
  const running = aRunningSystem();
  const says = [{ what: first }] as const;
  return {
    ...running,
    emulator: { ...running.emulator, websocketUris: null },
    tierSays: { ...running.tierSays, primary: says, secondary: says },
  };
};

/** A set-up of its own, and how often it was stopped. */
function ownSetup(first: 'person' | 'talk') {
  const own = { stopped: 0 };
  const setup = withoutBot(first);
  const start = (): Promise<StartedSetup> =>
    Promise.resolve({ setup, stop: () => Promise.resolve(void (own.stopped += 1)) });
  return { own, start };
}

describe('a drill without a bot', () => {
  it('leaves out what is about one, by name, and runs the others', async () => {
    const names = ['healthy', 'websocket-dropped-twice', 'primary-dies-mid-call'];
    const { leftOut, scenarios } = await run(withoutBot('talk'), names);
    expect(leftOut).toEqual([
      { scenario: 'websocket-dropped-twice', why: 'they are about a bot and websocketUri is null' },
    ]);
    expect(scenarios.map(({ name }) => name).sort()).toEqual(['healthy', 'primary-dies-mid-call']);
  });

  it('runs no-bot on its own set-up', async () => {
    const { own, start } = ownSetup('person');
    const { scenarios } = await run(withoutBot('person'), ['no-bot'], start);
    expect(scenarios.map(({ name }) => name)).toEqual(['no-bot']);
    expect(own.stopped).toBe(0);
  });
});

describe('the scenarios of a guarded application', () => {
  const names = ['guarded-app-down', 'healthy', 'guarded-app-dies-in-mid-menu'];

  it('are left out of an assembly that exists, with the reason', async () => {
    const { leftOut, scenarios } = await run(aRunningSystem(), names);
    const why = expect.stringMatching(/assembly of their own, with the guarded timeouts/);
    expect(leftOut).toEqual([
      { scenario: 'guarded-app-down', why },
      { scenario: 'guarded-app-dies-in-mid-menu', why },
    ]);
    expect(scenarios.map(({ name }) => name)).toEqual(['healthy']);
  });

  it('share a set-up of their own, which is started once, and stopped once', async () => {
    let [started, stopped] = [0, 0];
    const start = (): Promise<StartedSetup> => {
      started += 1;
      const setup = aRunningSystem();
      const application = { break: () => Promise.resolve(() => Promise.resolve()) };
      const outside = { ...setup.outside, application };
      return Promise.resolve({
        setup: { ...setup, outside },
        stop: () => Promise.resolve(void (stopped += 1)),
      });
    };
    const { scenarios, leftOut } = await run(aRunningSystem(), names, undefined, start);
    expect(scenarios.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    expect([leftOut, started, stopped]).toEqual([[], 1, 1]);
  });
});

describe('a guarded application that connects no bot', () => {
  const guarded = (...says: readonly ('talk' | 'bot')[]): Setup => {
    const setup = aRunningSystem();
    const primary = says.map((what) => ({ what }));
    const application = { takeRequests: () => [], trouble: () => undefined };
    return { ...setup, application, tierSays: { ...setup.tierSays, primary } };
  };
  const names = ['healthy', 'websocket-dropped-twice', 'primary-dies-mid-call'];

  it('leaves out what follows a lost bot, also where the settings name one', async () => {
    const { leftOut } = await run(guarded('talk'), names);
    const why = 'they are about a bot, and the application connects none before its first question';
    expect(leftOut).toEqual([{ scenario: 'websocket-dropped-twice', why }]);
    expect((await run(guarded('talk', 'bot'), names)).leftOut).toEqual([]);
  });
});

describe('the scenario of several numbers', () => {
  it('is left out of an assembly that exists, with the reason', async () => {
    const { leftOut } = await run(aRunningSystem(), ['several-numbers', 'healthy']);
    const why = expect.stringMatching(/assembly of its own, with a table of numbers/);
    expect(leftOut).toEqual([{ scenario: 'several-numbers', why }]);
  });
});

describe('the scenario no-bot', () => {
  it('runs on a set-up of its own where there is a bot, which is stopped', async () => {
    const { own, start } = ownSetup('person');
    const { scenarios, leftOut } = await run(aRunningSystem(), ['no-bot'], start);
    expect(scenarios.map(({ name }) => name)).toEqual(['no-bot']);
    expect(leftOut).toEqual([]);
    expect(own.stopped).toBe(1);
  });

  it.each<[string, Setup, (() => Promise<StartedSetup>) | undefined, RegExp]>([
    ['the assembly has a bot', aRunningSystem(), undefined, /needs an assembly whose settings name no bot/],
    ['nobody is called at first', withoutBot('talk'), undefined, /connects no person at first/],
    [
      'nobody is called at first without a bot',
      aRunningSystem(),
      ownSetup('talk').start,
      /no person at first/,
    ],
    [
      'the call flow needs a bot',
      aRunningSystem(),
      () => Promise.reject(new ReplacedFlowError('start threw')),
      /no valid NCCO without a bot/,
    ],
  ])('is left out, with the reason, where %s', async (_where, setup, startWithoutBot, why) => {
    const result = await run(setup, ['no-bot', 'healthy'], startWithoutBot);
    expect(result.leftOut).toEqual([{ scenario: 'no-bot', why: expect.stringMatching(why) }]);
    expect(result.notRun).toEqual([]);
    expect(result.scenarios.map(({ name }) => name)).toEqual(['healthy']);
  });
});
