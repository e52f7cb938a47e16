import { runScenario } from '../../../drill/run/run-scenario.ts';
import { hangingUp, readScript } from '../../../drill/run/script.ts';
import type { CallPlan, CallerAnswer } from '../../../simulator/simulator.ts';
import { CallHistory, PRIMARY_BOT, SECONDARY_BOT, aHealthyCall, eventOf } from '../checkers/a-history.ts';
import { type Play, aSetup, aEmulator } from './a-setup.ts';
import { scenarioNamed } from '../scenarios/scenario-named.ts';

const options = (signal = new AbortController().signal) => ({
  calls: 2,
  healthy: { fetchMs: 50, eventMs: 30, connectMs: 5 },
  coldStartMayTakeMs: 100,
  signal,
  isRepeated: false,
  onCallEnded: () => undefined,
});
const healthy: Play = ({ call }) => aHealthyCall(call).records;
const byTheSecondary: Play = ({ call }) =>
  new CallHistory(call)
    .wantsNcco()
    .fallsBack('secondary')
    .hears('talk', 'Hello.')
    .hears('bot', SECONDARY_BOT)
    .ends().records;

describe('runScenario', () => {
  it('passes, and counts what the callers lived through', async () => {
    const { result, history } = await runScenario(
      aSetup(aEmulator().emulator, healthy),
      scenarioNamed('healthy'),
      options(),
    );
    expect(result).toMatchObject({
      name: 'healthy',
      verdict: 'pass',
      calls: 2,
      heard: 2,
      dropped: 0,
      silenceMs: { p50: 40, max: 40 },
      // The ceiling of the scenario is as much as the limit and the allowance.
      limitMs: 200,
      servedBy: { primary: 2, secondary: 0, static: 0 },
      events: { sent: 0, deliverable: 0, journaled: 0, duplicated: 0, lost: 0 },
    });
    expect(new Set(history.map(({ call }) => call)).size).toBe(2);
  });

  it('places other calls where it is repeated: events of the same ones are in the journal already', async () => {
    const callsOf = async (isRepeated: boolean) => {
      const setup = aSetup(aEmulator().emulator, healthy);
      const { history } = await runScenario(setup, scenarioNamed('healthy'), { ...options(), isRepeated });
      return new Set(history.map(({ call }) => call));
    };
    const [once, again] = [await callsOf(false), await callsOf(true)];
    expect(again.size).toBe(2);
    expect([...again].filter((call) => once.has(call))).toEqual([]);
  });

  it.each([
    [true, [{ keys: '2' }, {}, {}, {}, { hangsUp: true }]],
    [false, undefined],
  ])(
    'lets callers press what was given, also where nothing is about a menu: guarded %s',
    async (isGuarded, pressed) => {
      const plans: CallPlan[] = [];
      const play: Play = (plan) => {
        plans.push(plan);
        return healthy(plan);
      };
      const setup = aSetup(aEmulator().emulator, play);
      const menu = { ...setup.menu, scriptsOf: () => [hangingUp(readScript('2,none'))] };
      const application = isGuarded ? { takeRequests: () => [], trouble: () => undefined } : undefined;
      await runScenario({ ...setup, menu, application }, scenarioNamed('healthy'), options());
      const eventUrl = 'https://voice.example.com';
      const listensFor = { speech: false, keys: undefined };
      const answers: (CallerAnswer | undefined)[] = [];
      for (const question of [1, 2, 3, 4, 5])
        answers.push(await plans[0]?.answers?.({ question, eventUrl, listensFor }));
      expect(answers).toEqual(pressed ?? [1, 2, 3, 4, 5].map(() => undefined));
    },
  );

  it('applies the faults before the calls, and undoes them afterwards', async () => {
    const { emulator, log } = aEmulator();
    const setup = aSetup(emulator, (plan) => {
      log.push('call');
      return byTheSecondary(plan);
    });
    const { result } = await runScenario(setup, scenarioNamed('primary-refuses-connections'), options());
    expect(result).toMatchObject({ verdict: 'pass', servedBy: { secondary: 2 } });
    expect(log).toEqual([
      'warm 8 fallback of secondary',
      'warm 8 websocket-disconnected of secondary',
      'primary refuses',
      'call',
      'call',
      'undo primary refuses',
    ]);
  });

  it('warms after faults that recycle environments, and before the others', async () => {
    const { emulator, log } = aEmulator();
    await runScenario(
      aSetup(emulator, byTheSecondary),
      scenarioNamed('secret-is-wrong-everywhere'),
      options(),
    );
    expect(log.slice(0, 3)).toEqual([
      'secret of primary',
      'secret of secondary',
      expect.stringMatching('warm 4'),
    ]);
  });

  it('warms an environment for each call where the fault uses them up', async () => {
    const { emulator, log } = aEmulator();
    await runScenario(aSetup(emulator, byTheSecondary), scenarioNamed('function-hangs'), options());
    expect(log[0]).toBe('warm 2 answer of primary');
  });

  it('undoes the faults when a call cannot be placed', async () => {
    const { emulator, log } = aEmulator();
    const setup = aSetup(emulator, healthy, {
      placeCall: () => Promise.reject(new Error('no more numbers')),
    });
    await expect(runScenario(setup, scenarioNamed('primary-refuses-connections'), options())).rejects.toThrow(
      'no more numbers',
    );
    expect(log.at(-1)).toBe('undo primary refuses');
  });

  it('measures a cold failover by what an empty function takes, however slow its own cold starts are', async () => {
    const { emulator, coldStartsMs } = aEmulator();
    coldStartsMs.push(5000);
    const setup = aSetup(emulator, ({ call }) => {
      coldStartsMs.push(700);
      const history = new CallHistory(call).wantsNcco().after(700).fallsBack('secondary');
      return history.hears('bot', SECONDARY_BOT).ends().records;
    });
    const { result } = await runScenario(setup, scenarioNamed('failover-cold'), options());
    expect(result).toMatchObject({
      verdict: 'fail',
      limitMs: 100 + 50 + 150,
      coldStartMs: { p50: 700, max: 700 },
    });
  });

  it('fails when callers are dropped, and says what the emulator suspects, counted', async () => {
    const { emulator, addNote } = aEmulator();
    const setup = aSetup(emulator, ({ call }) => {
      addNote({
        atMs: 0,
        level: 'suspect',
        resource: 'Front',
        setting: 'CustomErrorResponses',
        text: 'Not mapped.',
      });
      addNote({ atMs: 0, level: 'info', resource: 'Front', setting: 'Logs', text: 'Nothing special.' });
      return new CallHistory(call).wantsNcco().ends('platform').records;
    });
    const { result } = await runScenario(setup, scenarioNamed('primary-refuses-connections'), options());
    expect(result).toMatchObject({
      verdict: 'fail',
      heard: 0,
      dropped: 2,
      suspects: [{ resource: 'Front', setting: 'CustomErrorResponses', text: 'Not mapped.', count: 2 }],
      checkers: { 'caller-hears-what-is-meant': 'fail', 'tiers-were-exercised': 'pass' },
    });
    expect(result.problems[0]).toMatchObject({ checker: 'caller-hears-what-is-meant', calls: 2 });
  });

  it('counts a caller who heard something else neither as one who heard what was meant nor as dropped', async () => {
    const setup = aSetup(aEmulator().emulator, ({ call }) =>
      call.endsWith('1')
        ? aHealthyCall(call).records
        : new CallHistory(call).wantsNcco().hears('talk', 'Hello.').ends().records,
    );
    const { result } = await runScenario(setup, scenarioNamed('healthy'), options());
    expect(result).toMatchObject({ verdict: 'fail', calls: 2, heard: 1, dropped: 0 });
  });

  it('goes on when a function cannot be warmed, and names it', async () => {
    const { emulator } = aEmulator();
    const broken = { ...emulator, warm: () => Promise.reject(new Error('AnswerFunction: found: crashed')) };
    const dropped: Play = ({ call }) => new CallHistory(call).wantsNcco().ends('platform').records;
    const { result } = await runScenario(aSetup(broken, dropped), scenarioNamed('healthy'), options());
    expect(result).toMatchObject({ verdict: 'fail', dropped: 2 });
    expect(result.suspects[0]).toMatchObject({
      resource: 'answer in the primary',
      text: 'AnswerFunction: found: crashed',
    });
  });

  it('is no pass when nothing was exercised', async () => {
    const { result } = await runScenario(
      aSetup(aEmulator().emulator, () => []),
      scenarioNamed('healthy'),
      options(),
    );
    expect(result.verdict).toBe('unknown');
    expect(result.unknown).toEqual([
      'expected every call to be placed; found that 2 of 2 calls were not placed',
    ]);
  });

  it('places no more calls once it is interrupted', async () => {
    const controller = new AbortController();
    const { emulator, log } = aEmulator();
    const setup = aSetup(emulator, (plan) => {
      controller.abort();
      return byTheSecondary(plan);
    });
    const { history } = await runScenario(setup, scenarioNamed('primary-refuses-connections'), {
      ...options(controller.signal),
      calls: 100,
    });
    expect(new Set(history.map(({ call }) => call)).size).toBeLessThan(10);
    expect(log.at(-1)).toBe('undo primary refuses');
  });

  it('holds a recovery to its promise, says how long the caller was without a partner, and counts what was journaled', async () => {
    const { emulator, journals } = aEmulator();
    const setup = aSetup(emulator, ({ call }) => {
      for (const event of ['started', 'disconnected']) {
        journals.primary.set(
          `calls/${call}/${event}`,
          JSON.stringify({ event: { ...eventOf(event), call } }),
        );
      }
      const history = new CallHistory(call).wantsNcco().asks('1', 'answer').after(20).gets('1', 'answer');
      history.ncco('1').asks('9', 'event', { event: 'started', payload: { ...eventOf('started'), call } });
      history.gets('9', 'event').meets(PRIMARY_BOT).loses(PRIMARY_BOT, '2').getsNcco('2').meets(PRIMARY_BOT);
      return history.ends().records;
    });
    const { result } = await runScenario(setup, scenarioNamed('websocket-dropped-twice'), options());
    expect(result).toMatchObject({
      verdict: 'fail',
      limitMs: 200,
      checkers: { 'rungs-are-climbed-in-order': 'fail', 'caller-ends-as-promised': 'fail' },
      events: { sent: 3, deliverable: 3, journaled: 2, duplicated: 0, lost: 0 },
    });
    expect(result.rungs?.[0]?.rungs).toEqual([
      { rung: 'first', by: 'primary', reached: 'bot', withoutAnybodyMs: 20 },
      { rung: 'same-socket', by: 'primary', reached: 'bot', withoutAnybodyMs: 30 },
    ]);
  });
});
