import type { Asked, CallerAnswer } from '../../../simulator/simulator.ts';
import { APP, startApplication, type Application } from '../support/application.ts';
import { json, status, type Reply } from '../support/webhook-server.ts';

const HELLO = { action: 'talk', text: 'Hello' };
const REPLACED = json([{ action: 'talk', text: 'Replaced' }]);
const input = { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 2 }, eventUrl: [`${APP}/input`] };

let app: Application;
afterEach(() => app.stop());
const play = async (
  ncco: readonly object[],
  script: Record<string, readonly Reply[]> = {},
  wishes: Parameters<typeof startApplication>[1] = {},
  plan: Parameters<Application['place']>[0] = {},
) => {
  app = await startApplication({ '/answer': [json(ncco)], ...script }, wishes);
  await app.place(plan);
};

describe('an input of a caller with a script', () => {
  const asks = (...answers: readonly CallerAnswer[]) => ({
    answers: ({ question }: Asked) => Promise.resolve(answers[question - 1] ?? {}),
  });
  const both = { ...input, type: ['dtmf', 'speech'], dtmf: { maxDigits: 4, submitOnHash: true } };

  it('reports each question’s own answer', async () => {
    await play([input, input], {}, {}, asks({ keys: '1' }, { keys: '22' }));
    expect(app.server.to('/input').map(({ json: body }) => body['dtmf'])).toEqual([
      { digits: '1', timed_out: true },
      { digits: '22', timed_out: false },
    ]);
    expect(app.of('asked').map(({ question }) => question)).toEqual([1, 2]);
  });

  it('ends the call where the caller hangs up at a question, and reports no answer', async () => {
    await play([input, input, HELLO], {}, {}, asks({ keys: '1' }, { hangsUp: true }));
    expect(app.server.to('/input')).toHaveLength(1);
    expect(app.of('call-ended')).toEqual([expect.objectContaining({ by: 'caller', detail: 'hung up' })]);
    expect(app.of('heard')).toEqual([]);
  });

  it('reports what was said as Vonage does: the confidence is text', async () => {
    await play([both], {}, {}, asks({ says: { text: 'sales', confidence: 0.94 } }));
    expect(app.server.to('/input')[0]?.json['speech']).toEqual({
      timeout_reason: 'end_on_silence_timeout',
      results: [{ confidence: '0.94', text: 'sales' }],
    });
  });

  it('hears no words where the action asks for keys alone, and no keys where it asks for words', async () => {
    await play(
      [input, { action: 'input', type: ['speech'], eventUrl: input.eventUrl }],
      {},
      {},
      asks({ says: { text: 'sales', confidence: 1 } }, { keys: '1' }),
    );
    const [first, second] = app.server.to('/input').map(({ json: body }) => body);
    expect(first?.['speech']).toEqual({ results: [] });
    expect(second).toMatchObject({
      speech: { timeout_reason: 'start_timeout', results: [] },
      dtmf: { digits: null, timed_out: false },
    });
  });

  it('submits at the hash, where the action says so', async () => {
    await play([both, input], {}, {}, asks({ keys: '12#3' }, { keys: '1#' }));
    expect(app.server.to('/input').map(({ json: body }) => body['dtmf'])).toEqual([
      { digits: '12', timed_out: false },
      { digits: '1#', timed_out: false },
    ]);
  });

  it('reports that nothing came in time, in one of the forms that were seen', async () => {
    const forms = new Set<string>();
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      await play([both], {}, { seed }, asks({}));
      const { speech, dtmf } = app.server.to('/input')[0]?.json ?? {};
      expect(speech).toEqual({ timeout_reason: 'start_timeout', results: [] });
      forms.add(JSON.stringify(dtmf));
      await app.stop();
    }
    const usual = { digits: '', timed_out: true };
    const known = [usual, { ...usual, digits: null }, null, ''].map((form) => JSON.stringify(form));
    expect(forms.size).toBeGreaterThan(1);
    for (const form of forms) expect(known).toContain(form);
  });

  it('goes on when the caller hangs up instead of answering', async () => {
    app = await startApplication({ '/answer': [json([input, HELLO])] });
    const simulator = app.simulator;
    await app.place({
      answers: () => {
        void simulator.stop();
        return new Promise(() => undefined);
      },
    });
    expect(app.server.to('/input')).toHaveLength(0);
  });

  it('comes again as it was where the reply is lost, and the second reply counts', async () => {
    const second = json([{ action: 'talk', text: 'Second' }]);
    await play([input], { '/input': [REPLACED, second] }, {}, asks({ keys: '1', lostReplies: 1 }));
    const [one, two] = app.server.to('/input').map(({ body }) => body);
    expect(two).toBe(one);
    expect(app.heard()).toEqual(['talk: Second']);
    expect(app.of('ncco').map(({ ncco }) => JSON.stringify(ncco))).toHaveLength(3);
    expect(app.of('outcome').map(({ rule }) => rule)).toContain('reset-connection-is-retried');
  });

  it('goes to the fallback where every reply is lost', async () => {
    const script = { '/input': [REPLACED], '/fallback': [json([HELLO])] };
    await play([input], script, {}, asks({ keys: '1', lostReplies: Infinity }));
    expect(app.heard()).toEqual(['talk: Hello']);
    expect(app.server.to('/fallback')[0]?.json).toMatchObject({ dtmf: { digits: '1' } });
  });

  it('goes to the URL that somebody has put in the place of the action’s', async () => {
    await play([input], {}, {}, asks({ keys: '1', eventUrl: `${APP}/forged` }));
    expect(app.server.to('/input')).toHaveLength(0);
    expect(app.server.to('/forged')).toHaveLength(1);
  });

  it('names the URL without its query, where that is lost', async () => {
    const asking = { ...input, eventUrl: [`${APP}/input?step=1`] };
    const script = { '/input': [status(500)], '/fallback': [json([HELLO])] };
    await play([asking], script, {}, { ...asks({ keys: '1' }), losesQuery: true });
    expect(app.server.to('/fallback')[0]?.json).toMatchObject({
      original_request: { url: `${APP}/input`, type: 'event' },
    });
  });
});
