import { APP, startApplication, type Application } from '../support/application.ts';
import type { Asked, CallerAnswer } from '../../../simulator/simulator.ts';
import { hang, json, status, type Reply } from '../support/webhook-server.ts';

const HELLO = { action: 'talk', text: 'Hello' };
const REPLACED = json([{ action: 'talk', text: 'Replaced' }]);
const WAV = Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt '), Buffer.alloc(64)]);
const audio =
  (type: string, bytes: Buffer): Reply =>
  (response) =>
    response.writeHead(200, { 'content-type': type }).end(bytes);

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

describe('talk', () => {
  it('is heard at once, names its request, and takes a few milliseconds', async () => {
    await play([HELLO, { action: 'talk', text: 'x'.repeat(1500) }]);
    expect(app.of('heard')[0]).toMatchObject({ what: 'talk', content: 'Hello', request: 'call-1/1' });
    expect((app.of('call-ended')[0]?.atMs ?? 0) - (app.of('heard')[0]?.atMs ?? 0)).toBeLessThan(3000);
  });

  it('with loop 0 goes on until the caller hangs up', async () => {
    await play([
      { ...HELLO, loop: 0 },
      { action: 'talk', text: 'Never' },
    ]);
    expect(app.heard()).toEqual(['talk: Hello']);
    expect(app.ended()).toEqual(['caller']);
  });

  it('with loop 0 and bargeIn lets the input listen', async () => {
    await play([
      { ...HELLO, loop: 0, bargeIn: true },
      { action: 'input', type: ['dtmf'] },
    ]);
    expect(app.of('request').map(({ event }) => event)).toContain('input');
    expect(app.ended()).toEqual(['ncco-ended']);
  });
});

describe('stream', () => {
  const ncco = [{ action: 'stream', streamUrl: [`${APP}/audio.wav`] }, HELLO];

  it.each([
    ['wav', 'audio/wav', WAV],
    ['mp3 with a tag', 'audio/mpeg', Buffer.from('ID3\x04rest of it')],
    ['mp3 without a tag', 'audio/mpeg', Buffer.from([0xff, 0xfb, 0x90, 0x00])],
  ])('is fetched and heard: %s', async (_case, type, bytes) => {
    await play(ncco, { '/audio.wav': [audio(type, bytes)] });
    expect(app.server.to('/audio.wav')).toMatchObject([{ method: 'GET' }]);
    expect(app.server.to('/audio.wav')[0]?.headers.authorization).toBeUndefined();
    expect(app.heard()).toEqual([`stream: ${APP}/audio.wav`, 'talk: Hello']);
  });

  it.each<[string, Reply, string]>([
    ['is missing', status(404), 'expected HTTP 200, found 404'],
    [
      'is not audio by its type',
      audio('text/html', WAV),
      'expected audio/mpeg or audio/wav, found text/html',
    ],
    [
      'is not audio by its bytes',
      audio('audio/wav', Buffer.from('<html>')),
      'expected mp3 or wav, found 6 other bytes',
    ],
  ])('is not heard, and said so, when it %s', async (_case, reply, detail) => {
    await play(ncco, { '/audio.wav': [reply] });
    expect(app.heard()).toEqual(['talk: Hello']);
    expect(app.of('not-heard')).toMatchObject([{ what: 'stream', content: `${APP}/audio.wav`, detail }]);
  });
});

describe('wait', () => {
  it('is compressed and heard as nothing', async () => {
    await play([{ action: 'wait', timeout: 30 }, HELLO]);
    expect(app.heard()).toEqual(['talk: Hello']);
    const waitedMs = (app.of('heard')[0]?.atMs ?? 0) - (app.of('ncco')[0]?.atMs ?? 0);
    expect(waitedMs).toBeGreaterThan(25);
    expect(waitedMs).toBeLessThan(3000);
  });
});

describe('notify', () => {
  const ncco = [{ action: 'notify', payload: { foo: 'bar' }, eventUrl: [`${APP}/notify`] }, HELLO];

  it('sends its payload and goes on after an empty body', async () => {
    await play(ncco);
    expect(app.server.to('/notify')[0]?.json).toMatchObject({ payload: { foo: 'bar' } });
    expect(app.server.to('/notify')[0]?.json).not.toHaveProperty('status');
    expect(app.heard()).toEqual(['talk: Hello']);
    expect(app.of('wants-ncco').map(({ why }) => why)).toEqual(['answer', 'notify']);
  });

  it('is replaced by the NCCO in the response', async () => {
    await play(ncco, { '/notify': [REPLACED] });
    expect(app.heard()).toEqual(['talk: Replaced']);
  });

  it('goes out as GET when eventMethod says so', async () => {
    await play([{ ...ncco[0], eventMethod: 'GET' }]);
    expect(app.server.to('/notify')[0]?.method).toBe('GET');
  });
});

describe('input', () => {
  const input = { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 2 }, eventUrl: [`${APP}/input`] };

  it('reports the digits of the caller', async () => {
    await play([input], {}, {}, { digits: '12345' });
    expect(app.server.to('/input')[0]?.json['dtmf']).toEqual({ digits: '12', timed_out: false });
  });

  it('times out when the caller presses nothing', async () => {
    await play([input]);
    expect(app.server.to('/input')[0]?.json['dtmf']).toEqual({ digits: '', timed_out: true });
  });

  it('with an NCCO in the response drops the rest of its own', async () => {
    await play([input, HELLO], { '/input': [REPLACED] });
    expect(app.heard()).toEqual(['talk: Replaced']);
  });

  it('with an empty body goes on', async () => {
    await play([input, HELLO]);
    expect(app.heard()).toEqual(['talk: Hello']);
  });

  it('with [] goes on, since that is no NCCO', async () => {
    await play([input, HELLO], { '/input': [json([])] });
    expect(app.heard()).toEqual(['talk: Hello']);
    expect(app.ended()).toEqual(['ncco-ended']);
  });

  it('asks the fallback when its URL fails, naming the event', async () => {
    await play([input, HELLO], { '/input': [status(500)], '/fallback': [REPLACED] });
    expect(app.server.to('/fallback')[0]?.json).toMatchObject({
      dtmf: { digits: '', timed_out: true },
      reason: 'Invalid response code.',
      original_request: { url: `${APP}/input`, type: 'event' },
    });
    expect(app.heard()).toEqual(['talk: Replaced']);
  });

  it('goes on with the next action when the fallback fails too', async () => {
    await play([input, HELLO], { '/input': [status(500)], '/fallback': [status(500)] });
    expect(app.heard()).toEqual(['talk: Hello']);
    expect(app.of('outcome').at(-1)?.next).toBe('done');
    expect(app.of('outcome').map(({ rule }) => rule)).toContain('call-flow-goes-on-when-the-fallback-fails');
  });

  it('has the event URL’s timeouts when it hangs', async () => {
    await play([input, HELLO], { '/input': [hang] }, { impatient: true });
    const [, wants] = app.of('wants-ncco');
    const silenceMs = (app.of('heard')[0]?.atMs ?? 0) - (wants?.atMs ?? 0);
    expect(silenceMs).toBeGreaterThan(1990);
    expect(silenceMs).toBeLessThan(3000);
  });

  describe('of a caller with a script', () => {
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

  it('in asynchronous mode reports each digit and waits for nothing', async () => {
    await play([{ action: 'input', type: ['dtmf'], mode: 'asynchronous' }, HELLO], {}, {}, { digits: '12' });
    const inputs = app.server.to('/event').filter(({ json: body }) => 'dtmf' in body);
    expect(inputs.map(({ json: body }) => body['dtmf'])).toEqual([
      { digits: '1', timed_out: false },
      { digits: '2', timed_out: false },
    ]);
    expect(app.of('wants-ncco')).toHaveLength(1);
  });
});

describe('record', () => {
  it('with an end is reported before the call goes on', async () => {
    await play([
      { action: 'record', endOnSilence: 3, beepStart: true, eventUrl: [`${APP}/voicemail`] },
      HELLO,
    ]);
    expect(app.heard()).toEqual(['beep: beep', 'talk: Hello']);
    expect(app.server.to('/voicemail')[0]?.json).toMatchObject({
      recording_url: expect.stringContaining('https://') as unknown,
      size: expect.any(Number) as unknown,
    });
    expect(app.server.to('/voicemail')[0]?.json).not.toHaveProperty('status');
  });

  it('without an end runs until the call ends', async () => {
    await play([{ action: 'record' }, HELLO]);
    const names = app.of('request').map(({ event }) => event);
    expect(names.slice(-2)).toEqual(['record', 'completed']);
  });

  it('with a transcription is reported again, transcribed', async () => {
    await play([{ action: 'record', timeOut: 3, transcription: { eventUrl: [`${APP}/text`] } }]);
    expect(app.server.to('/text')[0]?.json).toMatchObject({ type: 'record', status: 'transcribed' });
  });
});

describe('conversation and transfer', () => {
  it('keep the caller until they hang up', async () => {
    await play([{ action: 'conversation', name: 'room', musicOnHoldUrl: [`${APP}/music.mp3`] }, HELLO]);
    expect(app.heard()).toEqual([`hold-music: ${APP}/music.mp3`]);
    expect(app.ended()).toEqual(['caller']);
  });

  it('a named conversation is the application’s: each caller moves to the same one', async () => {
    await play([{ action: 'conversation', name: 'room' }]);
    await app.place({ call: 'call-2' });
    const moved = app.server.to('/event').flatMap(({ json: body }) => body['conversation_uuid_to'] ?? []);
    expect(moved).toHaveLength(2);
    expect(new Set(moved).size).toBe(1);
    const completed = app.server.to('/event').filter(({ json: body }) => body['status'] === 'completed');
    expect(completed.map(({ json: body }) => body['conversation_uuid'])).toEqual(moved);
  });

  it('a transfer is reported, and later events of the leg come under the new conversation', async () => {
    await play([{ action: 'transfer', conversationId: 'CON-other' }]);
    const transfer = app.server.to('/event').find(({ json: body }) => 'conversation_uuid_from' in body);
    expect(transfer?.json).toMatchObject({ type: 'transfer', conversation_uuid_to: 'CON-other' });
    const completed = app.server.to('/event').find(({ json: body }) => body['status'] === 'completed');
    expect(completed?.json).toMatchObject({ conversation_uuid: 'CON-other' });
    expect(app.ended()).toEqual(['caller']);
  });
});

describe('what is not simulated', () => {
  it.each([
    ['the action pay', [{ action: 'pay', amount: 9.99 }]],
    [
      'connect to an endpoint of type app',
      [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }],
    ],
    [
      'onAnswer of a phone endpoint',
      [
        {
          action: 'connect',
          endpoint: [{ type: 'phone', number: '447700900001', onAnswer: { url: `${APP}/a` } }],
        },
      ],
    ],
  ])('ends the call and names %s', async (what, ncco) => {
    await play(ncco);
    expect(app.of('call-ended')).toMatchObject([
      { by: 'platform', detail: expect.stringContaining(what) as unknown },
    ]);
  });
});
