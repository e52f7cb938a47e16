import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { STATIC_NCCO, answered, at, failed, nccoOf, linesOf, verifyA } from './a-deployment.ts';
import type { Answers, Deployed } from './a-deployment.ts';
import type { HttpAnswer } from '../../../../cli/kit/send-http.ts';

const toOther = 'npm run link -- apply --primary eu-west-1, until eu-central-1 is healthy again';

describe('verifyLink: an unreachable URL', () => {
  it.each([
    [
      failed('connect', 'ECONNREFUSED'),
      'a connection to one.example.com, found ECONNREFUSED (ECONNREFUSED in detail)',
    ],
    [failed('connect', 'timeout'), 'a connection to one.example.com, found timeout in detail'],
    [failed('name', 'ENOTFOUND'), 'an address of one.example.com, found ENOTFOUND (ENOTFOUND in detail)'],
    [failed('tls', 'CERT_HAS_EXPIRED'), 'a TLS handshake with one.example.com, found CERT_HAS_EXPIRED'],
    [failed('response', 'timeout'), 'an answer of one.example.com, found timeout in detail'],
  ])('is drift, and the fix is the other region: %j', async (answer, text) => {
    const lines = await linesOf(at({ 'one.example.com': answer }));
    expect(lines).toEqual([
      expect.stringContaining(`drift answer_url: expected ${text}`),
      expect.stringContaining(`drift event_url: expected ${text}`),
    ]);
    for (const line of lines) expect(line.endsWith(`→ ${toOther}`)).toBe(true);
  });

  it('is left in the other direction where the regions are swapped', async () => {
    const swapped = { primary: 'eu-west-1' };
    const lines = await linesOf(at({ 'two.example.com': failed('connect', 'timeout') }), {
      linked: swapped,
      expected: swapped,
      flags: { outputs: 'o.json', ...swapped },
    });
    expect(lines).toHaveLength(2);
    for (const line of lines)
      expect(line).toContain(
        'npm run link -- apply --outputs o.json --primary eu-central-1, until eu-west-1',
      );
  });

  it('is not left for a region that does not answer either', async () => {
    const refused = failed('connect', 'ECONNREFUSED');
    const lines = await linesOf(at({ 'one.example.com': refused, 'two-front': refused }));
    expect(lines.filter((line) => line.includes('eu-west-1 does not answer either'))).toHaveLength(2);
    expect(lines.join()).not.toContain('apply --primary eu-west-1,');
  });

  it.each([
    [
      'only the static NCCO',
      at({ '/answer': failed('connect', 'timeout'), 'two-front': answered(STATIC_NCCO) }),
    ],
    ['an error', at({ '/answer': failed('connect', 'timeout'), 'two-front': answered('', { status: 502 }) })],
  ])('is not left for a region of which %s comes', async (_, answers) => {
    const lines = await linesOf(answers);
    // Its own region's event URL answers, which is no reason to leave for the other.
    expect(lines.find((line) => line.includes('answer_url: expected a connection'))).toContain(
      'eu-west-1 answers, but not as expected',
    );
  });

  it.each<Deployed>([{ secret: undefined }, { source: 'both' }])(
    'is left for a region that is there, where more cannot be known: %j',
    async (others) => {
      const lines = await linesOf(
        at({ '/answer': failed('connect', 'timeout'), 'two-front': answered(STATIC_NCCO) }),
        others,
      );
      expect(lines[0]).toContain(toOther);
    },
  );

  it('is looked after where it is the fallback without its distribution', async () => {
    const direct = { fallback: 'direct' as const };
    const lines = await linesOf(at({ 'two.example.com': failed('connect', 'timeout') }), {
      linked: direct,
      expected: direct,
    });
    expect(lines).toEqual([expect.stringMatching(/^drift fallback_answer_url: .* → check eu-west-1: /)]);
  });

  it('is left for the API without its distribution where CloudFront is unreachable', async () => {
    const refused = failed('connect', 'ECONNREFUSED');
    const lines = await linesOf(at({ 'two-front': refused, 'static.example.com': refused }));
    expect(lines).toEqual([
      expect.stringMatching(
        /^drift fallback_answer_url: expected a connection to two-front\.example\.com.*if CloudFront is down: npm run link -- apply --primary eu-central-1 --fallback direct$/,
      ),
      expect.stringMatching(/^drift static NCCO: at the static tier: no answer \(ECONNREFUSED/),
    ]);
  });
});

describe('verifyLink: tried again, as the platform does, and for a cold start', () => {
  const once = (first: HttpAnswer) => {
    let seen = 0;
    const answers: Answers = ({ url }) =>
      url.pathname.endsWith('/answer') && ++seen === 1 ? first : undefined;
    return { answers, seen: () => seen };
  };

  it.each([
    [failed('connect', 'timeout')],
    [failed('response', 'ECONNRESET')],
    [answered('', { status: 429 })],
    [answered('', { status: 503 })],
    [answered('', { status: 502 })],
    [answered('', { status: 504 })],
  ])('after %j', async (first) => {
    const { answers, seen } = once(first);
    expect(await linesOf(answers)).toEqual([]);
    expect(seen()).toBe(2);
  });

  it.each([
    [failed('name', 'ENOTFOUND')],
    [failed('tls', 'CERT_HAS_EXPIRED')],
    [failed('connect', 'interrupted')],
    [answered('', { status: 404 })],
  ])('and not after %j', async (first) => {
    const { answers, seen } = once(first);
    expect(await linesOf(answers)).toHaveLength(1);
    expect(seen()).toBe(1);
  });

  /** The first ones of these in turn, then healthy. */
  const inTurn = (place: string, ...firsts: readonly HttpAnswer[]): Answers => {
    const left = [...firsts];
    return ({ url }, isGenuine) =>
      isGenuine && `${url.host}${url.pathname}`.includes(place) ? left.shift() : undefined;
  };
  const slow = answered(nccoOf('one'), { responseMs: 2_050 });

  it('one cold start is no drift, and is said', async () => {
    const { findings, lines } = await verifyA({ answers: inTurn('/answer', slow) });
    expect(lines).toEqual([]);
    expect(findings.find(({ about }) => about === 'answer_url')?.text).toMatch(
      /^200 and a valid NCCO; .*; the first request got another answer \(200 in 2070 ms\), most likely because of a cold start/,
    );
  });

  it('too slow each time is drift, and is told apart from no answer', async () => {
    expect(await linesOf(at({ 'one.example.com/prod/answer': slow }))).toEqual([
      expect.stringMatching(
        /^drift answer_url\.socket_timeout: expected the whole answer within 2001 ms, found 2050 ms \(from this machine, in each of 3 tries\)/,
      ),
    ]);
  });

  it('a fallback whose distribution covers its cold start is asked again before the swap is judged', async () => {
    const cold = inTurn('two-front', answered(STATIC_NCCO));
    const gone = at({ 'one.example.com': failed('connect', 'timeout') });
    const lines = await linesOf((request, isGenuine) => gone(request, isGenuine) ?? cold(request, isGenuine));
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line.endsWith(`→ ${toOther}`)).toBe(true);
  });

  it('says that nothing is known of a region that nothing linked leads to', async () => {
    const lines = await linesOf(at({ 'one.example.com': failed('connect', 'timeout') }), {
      change: ({ webhooks, ...voice }) => {
        const { answer_url, event_url } = webhooks as Record<string, JsonObject>;
        return { ...voice, webhooks: { answer_url, event_url } } as JsonObject;
      },
    });
    expect(lines.filter((line) => line.includes('it is not known whether eu-west-1 answers'))).toHaveLength(
      2,
    );
  });
});
