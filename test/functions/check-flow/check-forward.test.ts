import { forwardProblems } from '../../../functions/check-flow/check-forward.ts';
import { walkFlow } from '../../../functions/check-flow/walk-flow.ts';
import { type CallFlow, defineFlow } from '../../../functions/define-flow.ts';
import { forwardTo } from '../../../functions/forward/forward-to.ts';
import { record, talk } from '../../../ncco/build.ts';
import { SETTINGS } from '../support/runtime.ts';

const CONTEXT = {
  settings: SETTINGS,
  urls: { websocketDisconnected: 'https://own.example.com/d', event: 'https://own.example.com/event' },
};

const flowTo = (forward: CallFlow['forward']): CallFlow => ({
  ...defineFlow({
    start: () => [talk('One moment.')],
    steps: { unreachable: () => [talk('Sorry.')] },
    rungs: { person: () => [talk('Sorry.')], voicemail: () => [record()] },
  }),
  forward,
});

const foundAt = (forward: CallFlow['forward']): readonly string[] =>
  forwardProblems(flowTo(forward), CONTEXT).map(({ where, found }) => `${where}: ${found}`);

test('a right one is taken, and its step is one that callers come to', async () => {
  const flow = flowTo(forwardTo('https://voice.example.com', { next: 'unreachable' }));
  expect(forwardProblems(flow, CONTEXT)).toEqual([]);
  expect(await walkFlow(flow, CONTEXT)).toEqual([]);
  expect(foundAt(forwardTo('https://voice.example.com:8443/app/', { answer: '/answer?a=1' }))).toEqual([]);
});

test.each([
  'voice.example.com',
  'http://voice.example.com',
  'https://user:word@voice.example.com',
  'https://voice.example.com/?a=1',
  'https://voice.example.com/#a',
  'https://localhost',
  'https://app.localhost',
  'https://server.local',
  'https://127.0.0.1',
  'https://127.1',
  'https://10.1.2.3:3000',
  'https://169.254.169.254',
  'https://[::1]',
  'https://own.example.com/prod',
])('%s is refused, with what is expected and a fix', (url) => {
  const problems = forwardProblems(flowTo(forwardTo(url)), CONTEXT);
  expect(problems).toEqual([
    {
      severity: 'error',
      where: 'forward',
      expected: expect.any(String),
      found: expect.any(String),
      fix: expect.any(String),
    },
  ]);
  expect(JSON.stringify(problems)).not.toContain('word@');
});

const ANSWER = 'https://voice.example.com/app/answer?a=1';
const EVENT = 'https://events.example.com:8443/e';

test('two whole URLs are taken, on one host or on two', () => {
  expect(foundAt(forwardTo({ answer: ANSWER, event: EVENT }, { next: 'unreachable' }))).toEqual([]);
  expect(foundAt(forwardTo({ answer: ANSWER, event: 'https://voice.example.com/e' }))).toEqual([]);
  expect(forwardTo({ answer: ANSWER, event: EVENT })).toMatchObject({ answerUrl: ANSWER, eventUrl: EVENT });
});

test.each([
  [{ answer: ANSWER, event: 'http://events.example.com/e' }, 'forward, event'],
  [{ answer: '/webhooks/answer', event: EVENT }, 'forward, answer'],
  [{ answer: ANSWER, event: 'https://10.1.2.3/e' }, 'forward, event'],
  [{ answer: 'https://own.example.com/prod/answer', event: EVENT }, 'forward, answer'],
  [{ answer: `${ANSWER}#a`, event: EVENT }, 'forward, answer'],
  [{ answer: ANSWER } as never, 'forward, event'],
])('of two URLs %j is refused at the one that is wrong', (urls, where) => {
  const problems = forwardProblems(flowTo(forwardTo(urls)), CONTEXT);
  expect(problems.map((each) => each.where)).toEqual([where]);
  expect(problems[0]?.expected).toBeTruthy();
});

test('a path that is none and a step that does not exist are refused', () => {
  expect(foundAt(forwardTo('https://voice.example.com', { answer: 'answer' }))).toEqual([
    'forward, answer: "answer"',
  ]);
  const [problem] = forwardProblems(
    flowTo(forwardTo('https://voice.example.com', { next: 'unreachabel' as never })),
    CONTEXT,
  );
  expect(problem).toMatchObject({ where: 'forward, next', fix: 'did you mean "unreachable"?' });
  expect(foundAt({ url: 'https://voice.example.com' } as never)).toHaveLength(1);
});

test('types: next names a step', () => {
  const rungs = { person: () => [talk('Sorry.')], voicemail: () => [record()] };
  const start = () => [talk('One moment.')];
  const steps = { unreachable: () => [talk('Sorry.')] };
  defineFlow({
    forward: forwardTo('https://voice.example.com', { next: 'unreachable' }),
    start,
    steps,
    rungs,
  });
  // @ts-expect-error no such step
  defineFlow({ forward: forwardTo('https://voice.example.com', { next: 'elsewhere' }), start, steps, rungs });
  expect(defineFlow({ start, rungs }).forward).toBeUndefined();
});
