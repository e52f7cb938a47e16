import type { HistoryRecord, Write } from '../../../contracts/history.ts';
import type { Fault } from '../../../drill/faults/fault.ts';
import { placeMenuCalls } from '../../../drill/run/menu-calls.ts';
import type { PlannedCall } from '../../../drill/run/schedule.ts';
import { readScript } from '../../../drill/run/script.ts';
import type { MenuPromise } from '../../../drill/scenarios/scenario.ts';
import type { CallerAnswer, CallPlan } from '../../../simulator/simulator.ts';
import { anOutside, aEmulator } from './a-setup.ts';

const ANYTHING = { speech: true, keys: { most: 1, endsWithHash: false } };
const BASE = 'https://api.example.com/event/';
const log: string[] = [];
beforeEach(() => log.splice(0));

const fault = (name: string): Fault => ({
  name,
  apply: () => {
    log.push(name);
    return Promise.resolve(() => Promise.resolve(void log.push(`undo ${name}`)));
  },
});

const planned = (call: string): PlannedCall => ({
  call,
  phase: 0,
  from: '447700900001',
  to: '447700900000',
  talksForMs: 1,
  digits: '',
  script: readScript('1,2'),
  staggerMs: 0,
});

/** Callers who are asked so often, and then hang up. */
async function run(menu: Partial<MenuPromise>, questions = 2, calls = ['a', 'b']) {
  const listeners = new Set<Write>();
  const history: HistoryRecord[] = [];
  const answers: Record<string, CallerAnswer[]> = {};
  const write = (record: HistoryRecord): void => {
    history.push(record);
    for (const listener of listeners) listener(record);
  };
  const place = async (call: string, { answers: answer }: Partial<CallPlan>): Promise<void> => {
    const at = { atMs: 0, call } as const;
    write({ ...at, type: 'call-started', from: '', to: '' });
    for (let question = 1; question <= questions; question += 1) {
      log.push(`${call} is asked ${question}`);
      (answers[call] ??= []).push(
        (await answer?.({ question, eventUrl: BASE + call, listensFor: ANYTHING })) ?? {},
      );
      log.push(`${call} answers ${question}`);
    }
    write({ ...at, type: 'call-ended', by: 'caller', detail: '' });
  };
  await placeMenuCalls(
    { emulator: aEmulator().emulator, outside: anOutside(), write },
    listeners,
    calls.map(planned),
    { hears: 'script', limitMs: () => 0, ...menu },
    async (more) => {
      await Promise.all(calls.map((call) => place(call, more(planned(call)))));
    },
  );
  expect(listeners.size).toBe(0);
  return { answers, history };
}

describe('callers in a menu', () => {
  it('follow their script', async () => {
    const { answers, history } = await run({});
    expect(answers).toEqual({ a: [{ keys: '1' }, { keys: '2' }], b: [{ keys: '1' }, { keys: '2' }] });
    expect(history.some(({ type }) => type === 'mid-call-faults-began')).toBe(false);
  });

  it('wait at a question until all are asked and it is broken, and it is undone at the end', async () => {
    const { history } = await run({
      between: [
        { question: 1, faults: [fault('first')] },
        { question: 2, faults: [fault('second')] },
      ],
    });
    expect(log.slice(0, 3)).toEqual(['a is asked 1', 'b is asked 1', 'first']);
    const second = log.indexOf('second');
    expect(second).toBeGreaterThan(log.indexOf('b is asked 2'));
    expect(log.indexOf('a answers 2')).toBeGreaterThan(second);
    expect(log.slice(-2)).toEqual(['undo second', 'undo first']);
    expect(history.filter(({ type }) => type === 'mid-call-faults-began')).toHaveLength(2);
  });

  it('end also where nobody is asked that often', async () => {
    await run({ between: [{ question: 3, faults: [fault('never met')] }] });
    expect(log.filter((line) => line.includes('answers 2'))).toHaveLength(2);
  });

  it('answer at a forged event URL once, and at each other’s where that is broken', async () => {
    const forged = await run({ forges: 'made-up' });
    expect(forged.answers['a']?.[0]?.eventUrl).not.toBe(`${BASE}a`);
    expect(forged.answers['a']?.[1]).toEqual({ keys: '2' });
    const swapped = await run({ forges: 'of-another-call', between: [{ question: 1, faults: [] }] });
    expect(swapped.answers['a']?.[0]).toEqual({ keys: '1', eventUrl: `${BASE}b` });
    expect(swapped.answers['b']?.[0]).toEqual({ keys: '1', eventUrl: `${BASE}a` });
  });

  it('lose replies, where a scenario says so', async () => {
    const { answers } = await run({ lostReplies: 1 }, 1);
    expect(answers['a']).toEqual([{ keys: '1', lostReplies: 1 }]);
  });
});
