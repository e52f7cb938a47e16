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

const read = (...texts: readonly string[]) =>
  readMenu(
    {
      to: '447700900000',
      createSimulator: (write) => ({
        placeCall: (plan) => place(plan, write),
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

  it('knows what is said to a state that cannot be read', async () => {
    expect((await read('1')).lost).toEqual([{ what: 'talk', content: 'Lost.' }, { what: 'bot' }]);
  });
});
