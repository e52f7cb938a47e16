import type { HistoryRecord } from '../../../contracts/history.ts';
import { readMenu } from '../../../drill/run/read-menu.ts';
import { readScript } from '../../../drill/run/script.ts';
import type { CallPlan } from '../../../simulator/simulator.ts';

const NCCO = [
  { action: 'talk', text: 'Welcome.' },
  { action: 'record' },
  { action: 'talk', text: 'Press.' },
  { action: 'input', type: ['dtmf'] },
];

/** Greets with the caller's number, asks once, and connects a bot, or says that it is lost. */
const place = async (plan: CallPlan, write: (record: HistoryRecord) => void): Promise<void> => {
  const at = { atMs: 0, call: plan.call } as const;
  const says = (what: 'talk' | 'bot' | 'ringing', content: string): void =>
    write({ ...at, type: 'heard', what, content, request: 'r' });
  write({ ...at, type: 'ncco', request: 'r', ncco: NCCO, problems: [] });
  says('talk', `Welcome, ${plan.from}.`);
  says('talk', 'Press.');
  write({ ...at, type: 'asked', question: 1 });
  const { keys = '', eventUrl } =
    (await plan.answers?.({
      question: 1,
      eventUrl: 'https://x/event/s',
      listensFor: { speech: true, keys: { most: 1, endsWithHash: false } },
    })) ?? {};
  write({ ...at, type: 'wants-ncco', why: 'input' });
  says('talk', eventUrl === undefined ? `You have pressed ${keys}.` : 'Lost.');
  says('ringing', '4477');
  says('bot', `wss://bot.example.com/${plan.from}`);
};

const read = (...texts: readonly string[]) => readWith(place, ...texts);

const readWith = (placeCall: typeof place, ...texts: readonly string[]) =>
  readMenu(
    {
      to: '447700900000',
      createSimulator: (write) => ({
        placeCall: (plan) => placeCall(plan, write),
        openConnections: () => Promise.resolve(),
        stop: () => Promise.resolve(),
      }),
    },
    texts.map(readScript),
  );

describe('what a menu says in a healthy system', () => {
  it('is read part by part, without words that depend on the call, and without the region’s bot', async () => {
    const { journeys } = await read('1', '2');
    expect(journeys.map(({ says }) => says)).toEqual(
      ['1', '2'].map((key) => [
        [{ what: 'talk' }, { what: 'talk', content: 'Press.' }],
        [{ what: 'talk', content: `You have pressed ${key}.` }, { what: 'bot' }],
      ]),
    );
  });

  it('knows the words of the question, which stand directly before it', async () => {
    const { journeys } = await read('1');
    expect(journeys[0]?.question).toEqual([{ what: 'talk', content: 'Press.' }]);
  });

  it('knows who ends a call', async () => {
    expect((await read('1')).journeys[0]?.endedBy).toBe('ncco-ended');
    const held = await readWith(async (plan, write) => {
      await place(plan, write);
      write({ atMs: 0, call: plan.call, type: 'call-ended', by: 'caller', detail: 'said goodbye' });
    }, '1');
    expect(held.journeys[0]?.endedBy).toBe('caller');
  });

  it('is read again where a request went to the fallback, with nothing broken', async () => {
    let reads = 0;
    const { journeys } = await readWith(async (plan, write) => {
      if (plan.call === '1 447700900971') reads += 1;
      const isLate = reads === 1;
      const at = { atMs: 0, call: plan.call } as const;
      const kind = isLate ? 'fallback' : 'answer';
      const sent = { attempt: 1, method: 'POST', url: 'https://x', expectsNcco: true, payload: {} } as const;
      write({ ...at, type: 'request', request: 'r', kind, ...sent });
      if (isLate) write({ ...at, type: 'heard', what: 'talk', content: 'Static.', request: 'r' });
      else await place(plan, write);
    }, '1');
    expect(reads).toBe(2);
    expect(journeys[0]?.says).toHaveLength(2);
  });

  it('knows what is said to a state that cannot be read', async () => {
    expect((await read('1')).lost).toEqual([{ what: 'talk', content: 'Lost.' }, { what: 'bot' }]);
  });
});
