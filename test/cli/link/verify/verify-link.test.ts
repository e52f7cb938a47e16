import { ApiError } from '../../../../cli/link/api/api-error.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { DAY_MS, DISTRIBUTION, NOW_MS, ONE, TWO, answered, nccoOf, verifyA } from './a-deployment.ts';
import type { Answers } from './a-deployment.ts';

/** Changes a webhook of the application; undefined removes a key. */
const webhook =
  (name: string, changes: Readonly<Record<string, string | number | undefined>>) =>
  (voice: JsonObject): JsonObject => {
    const webhooks = voice['webhooks'] as JsonObject;
    const changed = Object.entries({ ...(webhooks[name] as JsonObject), ...changes }).filter(
      ([, value]) => value !== undefined,
    );
    return { ...voice, webhooks: { ...webhooks, [name]: Object.fromEntries(changed) } } as JsonObject;
  };

describe('verifyLink: the application', () => {
  it('finds nothing where all is well, and says what it has looked at', async () => {
    const { lines, findings } = await verifyA();
    expect(lines).toEqual([]);
    expect(findings.map(({ about }) => about)).toEqual([
      'application',
      'independence',
      'answer_url',
      'event_url',
      'fallback_answer_url',
      'static NCCO',
      'certificate of one.example.com',
      'certificate of two-front.example.com',
      'numbers',
    ]);
  });

  it.each([
    [
      'address',
      'https://other.example.com/answer',
      `expected "${ONE}/answer", found "https://other.example.com/answer"`,
    ],
    ['http_method', 'GET', 'expected "POST", found "GET"'],
    ['connect_timeout', 1000, 'expected 501, found 1000'],
    ['socket_timeout', undefined, 'expected 2001, found nothing'],
  ])('finds another answer_url.%s', async (key, value, text) => {
    const { of } = await verifyA({ change: webhook('answer_url', { [key]: value }) });
    expect(of(`answer_url.${key}`)).toEqual([
      { about: `answer_url.${key}`, status: 'drift', text, fix: 'npm run link -- apply' },
    ]);
  });

  it('finds callbacks that are not signed, and gives a fix with the flags that it was given', async () => {
    const { lines } = await verifyA({
      change: (voice) => ({ ...voice, signed_callbacks: false }),
      flags: {
        outputs: 'o.json',
        application: 'an-id',
        timeouts: 't.json',
        credentials: 'c.json',
        primary: 'eu-central-1',
        fallback: 'distribution',
      },
    });
    expect(lines).toEqual([
      'drift signed_callbacks: expected true, found false → npm run link -- apply --outputs o.json --application an-id --timeouts t.json --credentials c.json --primary eu-central-1',
    ]);
  });

  it('asks no URL that is not of this deployment, and says so', async () => {
    const { requests, of } = await verifyA({
      change: webhook('answer_url', { address: 'https://other.example.com/answer' }),
    });
    expect(of('answer_url')).toEqual([expect.objectContaining({ status: 'not-checked' })]);
    expect(requests.map(({ url }) => url.host)).not.toContain('other.example.com');
    expect(requests.length).toBeGreaterThan(0);
  });

  it('finds an application without a voice capability, and no fallback in it', async () => {
    const { lines, requests } = await verifyA({ change: () => undefined });
    expect(lines).toContainEqual(
      'drift independence: expected a fallback_answer_url, found none: a call ends when the primary fails → npm run link -- apply',
    );
    expect(lines.filter((line) => line.includes('found nothing'))).toHaveLength(13);
    expect(requests).toEqual([]);
  });

  it.each([
    [{ primary: 'eu-west-1' }, '--primary eu-west-1'],
    [{ fallback: 'direct' as const }, '--primary eu-central-1 --fallback direct'],
    [{ primary: 'eu-west-1', fallback: 'direct' as const }, '--primary eu-west-1 --fallback direct'],
  ])('knows what link itself has swapped: %j', async (linked, flags) => {
    const { of, lines } = await verifyA({ linked });
    expect(of('application')).toEqual([
      {
        about: 'application',
        status: 'drift',
        text: `expected eu-central-1 as primary and the fallback by its CloudFront distribution, found what "apply ${flags}" writes`,
        fix: `npm run link -- apply once the deployment is healthy again; or, to keep this configuration, verify with ${flags}`,
      },
    ]);
    expect(lines).toHaveLength(1);
    expect((await verifyA({ linked, expected: linked })).lines).toEqual([]);
  });

  it('knows a swap that keeps timeouts of a file', async () => {
    const timeouts = {
      answer_url: { connect_timeout: 400, socket_timeout: 1400 },
      event_url: { connect_timeout: 401, socket_timeout: 1401 },
      fallback_answer_url: { connect_timeout: 402, socket_timeout: 1402 },
    };
    const { lines } = await verifyA({ linked: { primary: 'eu-west-1', timeouts }, expected: { timeouts } });
    expect(lines).toEqual([expect.stringContaining('"apply --primary eu-west-1" writes')]);
  });
});

describe('verifyLink: independence', () => {
  const independence = async (address: string, name = 'fallback_answer_url') => {
    const { of } = await verifyA({ change: webhook(name, { address }) });
    return of('independence').map(({ status, text }) => `${status}: ${text}`);
  };

  it('says who answers, and who when they do not', async () => {
    const { of } = await verifyA();
    expect(of('independence')).toEqual([
      {
        about: 'independence',
        status: 'ok',
        text: 'answer and event URL lead to eu-central-1, the fallback URL to eu-west-1, through its CloudFront distribution',
      },
    ]);
  });

  it('wants another host', async () => {
    expect(await independence(`${ONE}/fallback`)).toEqual([
      'drift: expected another host in fallback_answer_url than in answer_url, found one.example.com',
      'drift: expected another host in fallback_answer_url than in event_url, found one.example.com',
    ]);
  });

  it('wants another region, behind a distribution too', async () => {
    expect(await independence('https://one-front.example.com/fallback')).toEqual([
      'drift: expected fallback_answer_url in another region than answer_url, found eu-central-1',
      'drift: expected fallback_answer_url in another region than event_url, found eu-central-1',
    ]);
  });

  it('looks at the event URL too', async () => {
    expect(await independence(`${TWO}/event`, 'event_url')).toEqual([
      'drift: expected fallback_answer_url in another region than event_url, found eu-west-1',
    ]);
  });

  it('reads the region of an API of somebody else in its name, and knows no other', async () => {
    const api = (region: string) => `https://abc.execute-api.${region}.amazonaws.com/live/fallback`;
    expect(await independence(api('eu-central-1'))).toEqual([
      expect.stringContaining('in another region than answer_url, found eu-central-1'),
      expect.stringContaining('in another region than event_url, found eu-central-1'),
    ]);
    expect(await independence(api('eu-south-1'))).toEqual([
      'ok: answer and event URL lead to eu-central-1, the fallback URL to eu-south-1, to its API',
    ]);
    const unknown = ['not-checked: the region of a URL is not known'];
    expect(await independence('https://else.example.com/x')).toEqual(unknown);
    const moved = (name: string) => webhook(name, { address: `https://${name}.example.org/x` });
    const { of } = await verifyA({
      change: (voice) => moved('answer_url')(moved('event_url')(moved('fallback_answer_url')(voice))),
    });
    expect(of('independence').map(({ status, text }) => `${status}: ${text}`)).toEqual(unknown);
  });
});

describe('verifyLink: certificates', () => {
  const ending =
    (ms: number | undefined): Answers =>
    ({ url }) =>
      url.host === 'one.example.com'
        ? answered(url.pathname.endsWith('/event') ? '' : nccoOf('one'), { certificateEndsMs: ms })
        : undefined;

  it.each([
    [21 * DAY_MS, 'ok', '21 days left'],
    [21 * DAY_MS - 1, 'drift', 'found 20 days left'],
    [DAY_MS, 'drift', 'found 1 day left'],
  ])('with %d ms left: %s', async (leftMs, status, text) => {
    const { of } = await verifyA({ answers: ending(NOW_MS + leftMs) });
    expect(of('certificate of one.example.com')).toEqual([
      expect.objectContaining({ status, text: expect.stringContaining(text) as string }),
    ]);
  });

  it('says nothing of a host without TLS', async () => {
    const { of } = await verifyA({ answers: ending(undefined) });
    expect(of('certificate of one.example.com')).toEqual([]);
    expect(of('certificate of two-front.example.com')).toHaveLength(1);
  });
});

describe('verifyLink: numbers', () => {
  const number = (features: readonly string[]) => ({ country: 'GB', msisdn: '447700900123', features });

  it('shows no whole number', async () => {
    const { of } = await verifyA({ numbers: Array.from({ length: 4 }, () => number(['VOICE'])) });
    expect(of('numbers')).toEqual([
      { about: 'numbers', status: 'ok', text: '4 linked (…123, …123, …123, …)' },
    ]);
  });

  it.each([
    [[], 'found none'],
    [[number(['SMS'])], 'found 1 without voice'],
  ])('finds that no number leads to the application: %j', async (numbers, text) => {
    const { lines } = await verifyA({ numbers });
    expect(lines).toEqual([
      expect.stringMatching(/^drift numbers: .*it cannot be called → move one here \(npm run guard/),
    ]);
    expect(lines[0]).toContain(text);
  });

  it('does not know where the Numbers API does not answer, and looks at all else', async () => {
    const { lines } = await verifyA({
      numbers: new ApiError('Expected rest.nexmo.com to answer.', undefined),
    });
    expect(lines).toEqual([
      'not-checked numbers: Expected rest.nexmo.com to answer. → npm run link -- verify, later',
    ]);
  });
});

it('hides no error that is not the Numbers API’s', async () => {
  await expect(verifyA({ numbers: new TypeError('a mistake') })).rejects.toThrow('a mistake');
});

it('is interrupted without a finding', async () => {
  await expect(verifyA({ signal: AbortSignal.abort(new Error('Ctrl-C')) })).rejects.toThrow('Ctrl-C');
});

it('asks the fallback as the application says, with longer timeouts than the platform', async () => {
  const { requests } = await verifyA();
  const byPlace = Object.fromEntries(
    requests.map(({ method, url, timeouts: given }) => [`${method} ${url.host}${url.pathname}`, given]),
  );
  expect(byPlace).toEqual({
    [`POST ${ONE.slice(8)}/answer`]: { connectMs: 1501, responseMs: 4001 },
    [`POST ${ONE.slice(8)}/event`]: { connectMs: 1601, responseMs: 4501 },
    [`POST ${DISTRIBUTION.slice(8)}`]: { connectMs: 1701, responseMs: 6002 },
    'GET static.example.com/static/fallback.json': { connectMs: 1701, responseMs: 6002 },
  });
  // Once genuine, once forged.
  expect(requests.filter(({ url }) => url.href === DISTRIBUTION)).toHaveLength(2);
});
