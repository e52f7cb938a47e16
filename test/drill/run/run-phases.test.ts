import type { Fault } from '../../../drill/faults/fault.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import type { CallPlan } from '../../../simulator/simulator.ts';
import { runPhases } from '../../../drill/run/run-phases.ts';
import { planCalls } from '../../../drill/run/schedule.ts';
import type { Phase, Scenario } from '../../../drill/scenarios/scenario.ts';
import { PRIMARY_BOT } from '../checkers/a-history.ts';
import { aSetup, aEmulator } from './a-setup.ts';
import { aScenario } from '../scenarios/scenario-named.ts';

const log: string[] = [];
beforeEach(() => log.splice(0));

const fault = (name: string): Fault => ({
  name,
  apply: () => {
    log.push(name);
    return Promise.resolve(() => Promise.resolve(void log.push(`undo ${name}`)));
  },
});
const phase = (others: Partial<Phase>): Phase => ({
  faults: [],
  servedBy: 'primary',
  limitMs: () => 0,
  ...others,
});
/** Callers who hear their bot at once, and stay as long as they should. */
const placeCall = async (plan: CallPlan, write: (record: HistoryRecord) => void): Promise<void> => {
  const at = { atMs: performance.now(), call: plan.call } as const;
  log.push(`dial ${plan.talksForMs >= 500 ? 'for long' : ''}`.trim());
  write({ ...at, type: 'heard', what: 'bot', content: PRIMARY_BOT, request: undefined });
  await plan.staysUntil;
  log.push('hang up');
};

async function run(
  scenario: Scenario,
  place = placeCall,
  calls = 2,
  history: HistoryRecord[] = [],
): Promise<void> {
  const { emulator } = aEmulator();
  let write: (record: HistoryRecord) => void = () => undefined;
  const setup = aSetup(emulator, () => [], { placeCall: (plan) => place(plan, write) });
  const { createSimulator } = setup;
  const watched: typeof setup = {
    ...setup,
    createSimulator: (listener, events) => {
      write = listener;
      log.push(`events ${events ?? 'by default'}`);
      return createSimulator(listener, events);
    },
  };
  const { phases, concurrency, name } = scenario;
  const planned = planCalls(name, {
    calls,
    phases: phases.length,
    concurrency,
    seed: 1,
    to: ['447700900000'],
  });
  const nothing = () => undefined;
  const { signal } = new AbortController();
  await runPhases(watched, scenario, planned, {
    write: (record) => history.push(record),
    onNote: nothing,
    onCallEnded: nothing,
    signal,
  });
}

describe('runPhases', () => {
  it('keeps the records that faults write, also the faults in mid-call', async () => {
    const history: HistoryRecord[] = [];
    const telling = (key: string): Fault => ({
      name: key,
      apply: (_emulator, _outside, write) =>
        Promise.resolve(() => Promise.resolve(write({ atMs: 1, call: '', type: 'journal-lost', key }))),
    });
    await run(aScenario([phase({ faults: [telling('a')], midCall: [telling('b')] })]), placeCall, 2, history);
    const lostKeys = history.flatMap((record) => (record.type === 'journal-lost' ? [record.key] : []));
    expect(lostKeys).toEqual(['b', 'a']);
  });

  it('applies the faults of a phase on top of those before', async () => {
    await run(aScenario([phase({ faults: [fault('a')] }), phase({ faults: [fault('b')] })]));
    expect(log.slice(1)).toEqual(['a', 'dial', 'hang up', 'b', 'dial', 'hang up', 'undo b', 'undo a']);
  });

  it('puts the faults of a phase into the place of those before where it says so', async () => {
    await run(aScenario([phase({ faults: [fault('a')] }), phase({ faults: [fault('b')], replaces: true })]));
    expect(log.filter((line) => /a$|b$/.test(line))).toEqual(['a', 'undo a', 'b', 'undo b']);
  });

  it('breaks in mid-call: when all callers talk, until all have hung up', async () => {
    await run(aScenario([phase({ midCall: [fault('a'), fault('b')] })]));
    expect(log.slice(1)).toEqual(['dial', 'dial', 'a', 'b', 'hang up', 'hang up', 'undo b', 'undo a']);
  });

  it('breaks for so many calls at once, and again for the next ones', async () => {
    await run(aScenario([phase({ midCall: [fault('a')] })], { concurrency: 1 }));
    expect(log.slice(1)).toEqual(['dial', 'a', 'hang up', 'undo a', 'dial', 'a', 'hang up', 'undo a']);
  });

  it('does not wait for a bot that no caller meets', async () => {
    await run(aScenario([phase({ midCall: [fault('a')] })]), () => Promise.resolve());
    expect(log.slice(1)).toEqual(['a', 'undo a']);
  });

  describe('a caller whose bot is to be lost', () => {
    const recovery = { rungs: ['same-socket'], endsWith: 'primary-bot', limitMs: () => 0 } as const;
    const lost = (plan: CallPlan, write: (record: HistoryRecord) => void) => {
      log.push('lost');
      write({ atMs: performance.now(), call: plan.call, type: 'wants-ncco', why: 'websocket-dropped' });
    };

    it('stays until it is', async () => {
      await run(aScenario([phase({ recovery })]), (plan, write) => {
        setTimeout(lost, 100, plan, write);
        return placeCall(plan, write);
      });
      expect(log.slice(1).toSorted()).toEqual(['dial', 'dial', 'hang up', 'hang up', 'lost', 'lost']);
      expect(log.indexOf('hang up')).toBeGreaterThan(log.indexOf('lost'));
    });

    it('stays until the fault has come, and then until it is', async () => {
      const placed = aScenario([phase({ recovery, midCall: [fault('a')] })], { concurrency: 1 });
      await run(
        placed,
        (plan, write) => {
          setTimeout(lost, 200, plan, write);
          return placeCall(plan, write);
        },
        1,
      );
      expect(log.slice(1)).toEqual(['dial', 'a', 'lost', 'hang up', 'undo a']);
    });

    it('stays until it is lost as often as it should be', async () => {
      const twice = { ...recovery, rungs: ['same-socket', 'other-socket'] } as const;
      const scenario = aScenario([phase({ recovery: twice })]);
      await run(
        scenario,
        (plan, write) => {
          setTimeout(lost, 50, plan, write);
          setTimeout(lost, 150, plan, write);
          return placeCall(plan, write);
        },
        1,
      );
      expect(log.slice(1)).toEqual(['dial', 'lost', 'lost', 'hang up']);
    });
  });

  it('says which callers did not talk yet when the fault came', async () => {
    const history: HistoryRecord[] = [];
    const mute: typeof placeCall = async (plan, write) => {
      const at = { atMs: 1, call: plan.call } as const;
      write({ ...at, type: 'call-started', from: '', to: '' });
      if (plan.call.endsWith('1'))
        write({ ...at, type: 'heard', what: 'bot', content: '', request: undefined });
      // The second one is over before it talks: that is no matter of the fault.
      if (plan.call.endsWith('2')) write({ ...at, type: 'call-ended', by: 'platform', detail: '' });
      await Promise.resolve();
    };
    await run(aScenario([phase({ midCall: [fault('a')] })], { concurrency: 3 }), mute, 3, history);
    const found = history.flatMap((record) => (record.type === 'not-talking' ? [record] : []));
    expect(found).toMatchObject([{ call: 'test-3', sinceMs: 1 }]);
    const began = history.filter(({ type }) => type === 'mid-call-faults-began').map(({ call }) => call);
    expect(began).toEqual(['test-1', 'test-2', 'test-3']);
  });

  it('waits until what was reported of the beginning has arrived', async () => {
    const slow: typeof placeCall = (plan, write) => {
      const at = { atMs: 0, call: plan.call, request: plan.call, kind: 'event' } as const;
      const url = 'https://primary.example/event';
      write({ ...at, type: 'request', attempt: 1, method: 'POST', url, expectsNcco: false, payload: {} });
      const outcome = { kind: 'response', status: 200, headers: {}, body: '' } as const;
      setTimeout(() => {
        log.push('reported');
        write({
          ...at,
          type: 'outcome',
          tookMs: 0,
          outcome,
          next: 'done',
          rule: 'status-event-is-delivered',
        });
      }, 100);
      return placeCall(plan, write);
    };
    await run(aScenario([phase({ midCall: [fault('a')] })]), slow);
    expect(log.slice(1, 6)).toEqual(['dial', 'dial', 'reported', 'reported', 'a']);
  });

  it('lets callers talk longer, and events arrive, as the scenario says', async () => {
    await run(aScenario([phase({ talksForMs: 500 })], { events: 'twice-and-out-of-order' }));
    expect(log).toEqual([
      'events twice-and-out-of-order',
      'dial for long',
      'hang up',
      'dial for long',
      'hang up',
    ]);
  });
});
