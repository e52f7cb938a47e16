import { createHash } from 'node:crypto';
import { verifySignature } from '@vonage/jwt';
import { APP, SIGNATURE_SECRET, startApplication, type Application } from './support/application.ts';
import { close, hang, json, reset, status, type Received, type Reply } from './support/webhook-server.ts';

const talk = (text: string) => json([{ action: 'talk', text }]);
const calling = async (
  script: Record<string, readonly Reply[]>,
  wishes: Parameters<typeof startApplication>[1],
  check: (app: Application) => void,
) => {
  const app = await startApplication(script, wishes);
  try {
    await app.place();
    check(app);
  } finally {
    await app.stop();
  }
};

describe('the answer webhook', () => {
  it('gets the documented fields and its NCCO is played', () =>
    calling({ '/answer': [talk('Hello')] }, {}, (app) => {
      const [answer] = app.server.to('/answer');
      expect(answer?.method).toBe('POST');
      expect(answer?.headers['content-type']).toBe('application/json');
      expect(answer?.json).toEqual({
        from: '447700900000',
        to: '442079460000',
        endpoint_type: 'phone',
        uuid: expect.stringMatching(/^[0-9a-f-]{32,36}$/) as unknown,
        conversation_uuid: expect.stringMatching(/^CON-[0-9a-f-]{36}$/) as unknown,
        region_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as unknown,
      });
      expect(app.heard()).toEqual(['talk: Hello']);
      expect(app.ended()).toEqual(['ncco-ended']);
    }));

  it('gets everything in the query when it is a GET', () =>
    calling({ '/answer': [talk('Hello')] }, { methods: { answer: 'GET' } }, (app) => {
      const [answer] = app.server.to('/answer');
      expect(answer).toMatchObject({ method: 'GET', body: '' });
      expect(answer?.query.get('from')).toBe('447700900000');
      expect(answer?.query.get('region_url')).toMatch(/^http:\/\/127/);
    }));

  it.each<[string, Reply]>([
    ['503', status(503)],
    ['a closed connection', close],
    ['a reset connection', reset],
  ])('is asked once more after %s, and the second answer counts', (_case, reply) =>
    calling({ '/answer': [reply, talk('Second')] }, {}, (app) => {
      expect(app.server.to('/answer')).toHaveLength(2);
      expect(app.server.to('/fallback')).toHaveLength(0);
      expect(app.heard()).toEqual(['talk: Second']);
    }),
  );

  it('is asked alone where the application has no fallback URL, and the call ends', () =>
    calling({ '/answer': [status(503)] }, { withoutFallback: true }, (app) => {
      expect(app.server.to('/answer')).toHaveLength(2);
      expect(app.server.to('/fallback')).toHaveLength(0);
      expect(app.heard()).toEqual([]);
      expect(app.of('call-ended')).toMatchObject([
        { by: 'platform', detail: 'no NCCO from the answer URL, and no fallback URL' },
      ]);
    }));

  it('is asked twice and then the fallback after 503', () =>
    calling({ '/answer': [status(503)], '/fallback': [talk('Fallback')] }, {}, (app) => {
      expect(app.server.to('/answer')).toHaveLength(2);
      expect(app.server.to('/fallback')).toHaveLength(1);
      expect(app.heard()).toEqual(['talk: Fallback']);
      const attempts = app.of('request').filter(({ kind }) => kind === 'answer');
      expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2]);
      expect(attempts[1]?.retryOf).toBe(attempts[0]?.request);
    }));

  it('is asked once and then the fallback after 500', () =>
    calling({ '/answer': [status(500)], '/fallback': [talk('Fallback')] }, {}, (app) => {
      expect(app.server.to('/answer')).toHaveLength(1);
      expect(app.server.to('/fallback')).toHaveLength(1);
    }));

  it('hanging costs two socket timeouts of silence before the fallback', () =>
    calling({ '/answer': [hang], '/fallback': [talk('Fallback')] }, { impatient: true }, (app) => {
      const wants = app.of('wants-ncco')[0]?.atMs ?? 0;
      const silenceMs = (app.of('heard')[0]?.atMs ?? 0) - wants;
      expect(silenceMs).toBeGreaterThanOrEqual(1990);
      expect(silenceMs).toBeLessThan(2900);
    }));

  it('failing like its fallback ends the call, with an error event', () =>
    calling({ '/answer': [status(500)], '/fallback': [status(503)] }, {}, (app) => {
      expect(app.server.to('/fallback')).toHaveLength(2);
      expect(app.of('call-ended')).toMatchObject([{ by: 'platform' }]);
      expect(app.of('heard')).toEqual([]);
      expect(app.events()).toContain('reason');
      expect(app.events().at(-1)).toBe('completed');
    }));

  it('with an invalid NCCO causes an error event and the fallback', () =>
    calling({ '/answer': [json([{ action: 'sing' }])], '/fallback': [talk('Fallback')] }, {}, (app) => {
      expect(app.server.to('/event').map(({ json: body }) => body['reason'])).toContain(
        'Syntax error in NCCO. Invalid value type or action.',
      );
      expect(app.of('ncco')[0]?.problems).toHaveLength(1);
      expect(app.heard()).toEqual(['talk: Fallback']);
    }));
});

describe('the fallback', () => {
  const answer = (app: Application) => app.server.to('/answer')[0]?.json ?? {};

  it('gets the same fields, the reason and the original request', () =>
    calling({ '/answer': [reset], '/fallback': [talk('Fallback')] }, {}, (app) => {
      expect(app.server.to('/fallback')[0]?.json).toEqual({
        ...answer(app),
        reason: 'Connection reset.',
        original_request: { url: `${APP}/answer`, type: 'answer' },
      });
    }));

  it('on GET writes original_request as JSON text', () =>
    calling(
      { '/answer': [status(500)], '/fallback': [talk('Fallback')] },
      { methods: { fallback: 'GET' } },
      (app) => {
        const query = Object.fromEntries(app.server.to('/fallback')[0]?.query ?? []);
        expect(query).toMatchObject({ from: '447700900000', reason: 'Invalid response code.' });
        expect(JSON.parse(query['original_request'] ?? '')).toEqual({ url: `${APP}/answer`, type: 'answer' });
      },
    ));
});

describe('signed callbacks', () => {
  const tokenOf = ({ headers }: Received) => headers.authorization?.replace('Bearer ', '') ?? '';
  const claimsOf = (received: Received) =>
    JSON.parse(Buffer.from(tokenOf(received).split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >;

  it('sign every POST over its raw body: answer, events and fallback', () =>
    calling({ '/answer': [status(500)], '/fallback': [talk('Fallback')] }, {}, (app) => {
      expect(app.server.received.length).toBeGreaterThanOrEqual(6);
      for (const received of app.server.received) {
        expect(verifySignature(tokenOf(received), SIGNATURE_SECRET)).toBe(true);
        expect(claimsOf(received)).toMatchObject({
          iss: 'Vonage',
          api_key: 'api-key',
          application_id: 'app-id',
          payload_hash: createHash('sha256').update(received.body).digest('hex'),
        });
      }
    }));

  it('sign a GET over the query as it arrives, the URL’s own query included', () =>
    calling(
      { '/answer': [talk('Hello')] },
      { methods: { answer: 'GET' }, names: { answer: `${APP}/answer?tenant=a%20b` } },
      (app) => {
        const [answer] = app.server.to('/answer');
        const object = JSON.stringify(Object.fromEntries(answer?.query ?? []));
        expect(object).toContain('"tenant":"a b"');
        expect(answer && claimsOf(answer)['payload_hash']).toBe(
          createHash('sha256').update(object).digest('hex'),
        );
      },
    ));

  it('are absent when the application has switched them off', () =>
    calling({ '/answer': [talk('Hello')] }, { signed: false }, (app) => {
      for (const { headers } of app.server.received) expect(headers.authorization).toBeUndefined();
    }));

  it('of a retry carry a new token or the same, by seed', async () => {
    const fresh = new Set<boolean>();
    const app = await startApplication({ '/answer': [status(503)], '/fallback': [talk('Hello')] });
    for (let call = 0; call < 10; call += 1) await app.place({ call: `call-${String(call)}` });
    const answers = app.server.to('/answer');
    for (let i = 0; i < answers.length; i += 2) {
      const [first, second] = answers.slice(i, i + 2);
      if (first && second) fresh.add(tokenOf(first) !== tokenOf(second));
    }
    expect(fresh).toEqual(new Set([true, false]));
    await app.stop();
  });
});
