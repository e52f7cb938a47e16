import type { HttpAnswer } from '../../../../cli/kit/send-http.ts';
import {
  DISTRIBUTION,
  STATIC,
  STATIC_NCCO,
  answered,
  at,
  nccoOf,
  refused,
  linesOf,
  verifyA,
} from './a-deployment.ts';
import type { Answers, Deployed } from './a-deployment.ts';

/** Only genuine requests are answered so. */
const genuine =
  (answer: HttpAnswer): Answers =>
  ({ url }, isGenuine) =>
    isGenuine && url.href.startsWith(DISTRIBUTION) ? answer : undefined;

const toOther = 'npm run link -- apply --primary eu-west-1, until eu-central-1 is healthy again';

describe('verifyLink: a URL that answers otherwise', () => {
  const answerUrl = async (answer: HttpAnswer, others: Deployed = {}) =>
    (await linesOf(at({ '/answer': answer }), others)).join('\n');

  it.each([
    [
      answered('', { status: 302, headers: { location: 'https://x.example' } }),
      'expected 200, found a redirect (302) to https://x.example, which Vonage may not follow',
    ],
    [answered('', { status: 502 }), 'expected 200, found 502 →'],
    [answered('', { status: 201 }), 'expected 200, found 201 →'],
    [answered('{"message":"Forbidden"}', { status: 403 }), 'expected 200, found 403 →'],
    [answered(nccoOf('x'), { headers: {} }), 'expected Content-Type application/json, found none'],
    [
      answered(nccoOf('x'), { headers: { 'content-type': 'text/html' } }),
      'expected Content-Type application/json, found text/html',
    ],
    [answered(''), 'expected an NCCO, found an empty body'],
    [answered('<html>'), 'expected an NCCO, found text that is no JSON'],
    [answered('[]'), 'expected a valid NCCO, found at $: expected at least one action, found an empty array'],
    [answered('{}'), 'expected a valid NCCO, found at $: expected an array of actions'],
    [answered('[{"action":"speak"},{"action":"talk"}]'), /found at \$\[0\]\.action: .* \(and 1 more\)/],
  ])('is drift: %j', async (answer, text) => {
    const line = await answerUrl(answer);
    expect(line).toMatch(/^drift answer_url: [^\n]*$/);
    if (typeof text === 'string') expect(line).toContain(text);
    else expect(line).toMatch(text);
  });

  it('takes a content type with its charset, in any case', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    expect(await answerUrl(answered(nccoOf('one'), { headers }))).toBe('');
  });

  it('is drift where its Authorization header is lost on the way', async () => {
    expect(await answerUrl(refused(503, 'authorization-missing'))).toContain(
      'drift answer_url: expected 200, found 503 (authorization-missing)',
    );
  });

  it('quotes only codes of this project', async () => {
    expect(await answerUrl(refused(500, 'x'.repeat(41)))).toContain('found 500 →');
    expect(await answerUrl(refused(500, '\u001b[31m'))).toContain('found 500 →');
  });

  it('is drift where it answers with the static NCCO', async () => {
    expect(await answerUrl(answered(STATIC_NCCO))).toContain(
      'expected an NCCO of eu-central-1, found the static one',
    );
  });

  it('takes any body of an event', async () => {
    const event = answered('<html>', { headers: {} });
    expect(await linesOf(at({ '/event': event }))).toEqual([]);
    expect(await linesOf(at({ '/event': answered('', { status: 204 }) }))).toEqual([
      expect.stringContaining('drift event_url: expected 200, found 204'),
    ]);
  });

  it.each([
    ['secret-not-configured', 'npm run rotate -- stage: the secret of eu-central-1'],
    ['signature-mismatch', 'npm run rotate -- status: eu-central-1 holds another secret'],
    ['api-key-unknown', 'vonage in settings.ts, then deploy'],
    ['application-unknown', 'vonage in settings.ts, then deploy'],
    ['token-expired', "set this machine's clock"],
    ['token-from-the-future', "set this machine's clock"],
    ['secrets-unavailable', 'cannot read their secret'],
    ['configuration', 'deploy eu-central-1 again'],
    ['who-knows', toOther],
  ])('names the code %s of a refusal, and its fix', async (code, fix) => {
    const line = await answerUrl(refused(401, code));
    expect(line).toContain(`drift answer_url: expected 200, found 401 (${code}) → `);
    expect(line).toContain(fix);
  });

  it('finds what takes longer than its timeout, from here', async () => {
    const slow = (times: { connectMs?: number; responseMs?: number }) =>
      answerUrl(answered(nccoOf('one'), times));
    expect(await slow({ connectMs: 501, responseMs: 2001 })).toBe('');
    expect(await slow({ connectMs: 502 })).toBe(
      'drift answer_url.connect_timeout: expected a connection within 501 ms, found 502 ms (from this machine, in each of 3 tries) → npm run link -- tune',
    );
    expect(await slow({ responseMs: 2002 })).toBe(
      'drift answer_url.socket_timeout: expected the whole answer within 2001 ms, found 2002 ms (from this machine, in each of 3 tries) → npm run link -- tune',
    );
  });
});

describe('verifyLink: the fallback', () => {
  it('must not answer a genuine request with the static NCCO', async () => {
    expect(await linesOf(genuine(answered(STATIC_NCCO)))).toEqual([
      'drift fallback_answer_url: expected an NCCO of eu-west-1, found the static one: the region does not answer, or its function refuses or fails → check eu-west-1: its /fallback function, its secret, its logs',
    ]);
  });

  it('must answer a forged request with the static NCCO', async () => {
    const forged =
      (answer: HttpAnswer): Answers =>
      ({ url }, isGenuine) =>
        !isGenuine && url.href.startsWith(DISTRIBUTION) ? answer : undefined;
    const found = async (answer: HttpAnswer) => (await linesOf(forged(answer))).join('\n');
    expect(await found(answered(nccoOf('two')))).toMatch(
      /^drift static NCCO: .*found: another one → deploy again/,
    );
    expect(await found(refused(403, 'signature-mismatch'))).toContain('found: expected 200, found 403');
    expect(await found(answered(STATIC_NCCO, { headers: {} }))).toContain('Content-Type application/json');
  });

  it('has a valid static NCCO behind it', async () => {
    const lines = await linesOf(({ url }) =>
      url.href === STATIC ? answered('[{"action":"speak"}]') : undefined,
    );
    expect(lines).toEqual([
      expect.stringMatching(
        /^drift static NCCO: at the static tier: expected a valid NCCO.* → deploy the static/,
      ),
    ]);
  });

  it('has no static NCCO behind it without its distribution, and refuses by itself', async () => {
    const direct = { fallback: 'direct' as const };
    const { of, lines, requests } = await verifyA({ linked: direct, expected: direct });
    expect(lines).toEqual([]);
    expect(of('static NCCO')).toEqual([]);
    expect(requests.map(({ url }) => url.host)).not.toContain('static.example.com');
    expect(of('independence')[0]?.text).toContain('to its API');
    const refusing = await verifyA({
      linked: direct,
      expected: direct,
      answers: at({ '/fallback': refused(403, 'signature-mismatch') }),
    });
    expect(refusing.lines).toEqual([
      expect.stringMatching(
        /^drift fallback_answer_url: .*\(signature-mismatch\) → npm run rotate -- status: eu-west-1/,
      ),
    ]);
  });
});
