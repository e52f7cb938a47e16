import { troubleOf } from '../../../cli/local/trouble.ts';
import { aLine, anExchange, BUNDLES } from './an-exchange.ts';

const given = { notes: [], bundles: BUNDLES };
const STACK =
  'TypeError: boom\n    at callFlow (/b/answer/index.cjs:1:4321)\n    at x (/b/answer/index.cjs:1:9)';

describe('trouble', () => {
  it.each([
    ['a request that was served', {}, {}],
    [
      'a refusal',
      { status: 503, body: '{"code":"authorization-missing"}' },
      { code: 'authorization-missing' },
    ],
    ['a malformed body', { status: 400 }, { code: 'body-malformed' }],
    [
      'a lost journal',
      { status: 503 },
      { code: 'journal-unavailable', problems: ['the deadline has passed'] },
    ],
  ])('is not seen in %s', async (_case, exchange, line) => {
    expect(await troubleOf(anExchange(exchange), aLine(line), given)).toBeUndefined();
  });

  it('names the error and its place in the source when the call flow threw', async () => {
    const trouble = await troubleOf(anExchange(), aLine({ code: 'call-flow-threw', error: STACK }), given);
    expect(trouble?.headline).toBe('start in functions/call-flow.ts threw: TypeError: boom');
    expect(trouble?.details.slice(0, 3)).toEqual([
      'functions/call-flow.ts:14:9',
      '  14 | throw new Error("boom");',
      '  at callFlow (functions/call-flow.ts:14:9)',
    ]);
    expect(trouble?.details.at(-1)).toContain('last resort');
  });

  it.each([
    ['rungs["voicemail"]', { rung: 'voicemail' }, 'last resort'],
    ['steps["menu"]', { route: 'event', step: 'menu' }, 'the question once more'],
    ['steps["menu"]', { route: 'fallback', original: 'event', step: 'menu' }, 'the question once more'],
    ['rungs["person"]', { route: 'event', step: 'menu', rung: 'person' }, 'last resort'],
    ['lost', { route: 'event' }, 'the person instead'],
    ['lost', { route: 'fallback', original: 'event' }, 'the person instead'],
    ['start', { route: 'fallback', original: 'answer' }, 'last resort'],
  ])('names the part that threw: %s (%j)', async (part, line, instead) => {
    const threw = aLine({ code: 'call-flow-threw', error: STACK, ...line });
    const trouble = await troubleOf(anExchange(), threw, given);
    expect(trouble?.headline).toMatch(`${part} in functions/call-flow.ts threw`);
    expect(trouble?.details.at(-1)).toContain(instead);
  });

  it.each([
    [502, 'answer', 'Vonage asks the fallback at once.'],
    [502, 'fallback', 'The CloudFront distribution serves the static NCCO instead.'],
    [200, 'fallback', 'The caller gets the last resort instead (functions/ladder/last-resort.ts).'],
  ])('says of a flow that was too slow (%i of %s) what follows', async (status, route, follows) => {
    const line = aLine({ code: 'call-flow-too-slow', route, durationMs: 603 });
    const trouble = await troubleOf(anExchange({ status }), line, given);
    expect(trouble?.headline).toBe('start in functions/call-flow.ts was too slow');
    expect(trouble?.details[0]).toContain(`deadline of ${route}, found none after 603 ms`);
    expect(trouble?.details.at(-1)).toBe(follows);
  });

  it('says of an invalid NCCO where, what was expected and what was found', async () => {
    const problem = { severity: 'error', path: '$[0].action', expected: '"talk"', found: '"tlak"' };
    const warning = { severity: 'warning', path: '$[1].level', expected: 'x', found: 'y' };
    const line = aLine({ code: 'call-flow-invalid-ncco', problems: [problem, warning] });
    expect((await troubleOf(anExchange(), line, given))?.details).toEqual([
      'at $[0].action: expected "talk", found "tlak"',
      expect.stringContaining('last resort'),
    ]);
  });

  it('counts an empty NCCO, which is a warning alone, among them', async () => {
    const problem = { severity: 'warning', path: '$', expected: 'an action', found: 'an empty array' };
    const line = aLine({ code: 'call-flow-invalid-ncco', problems: [problem] });
    expect((await troubleOf(anExchange(), line, given))?.details[0]).toContain('found an empty array');
  });

  it('is seen in the person’s rung behind a bot that is served', async () => {
    const line = aLine({ tail: { code: 'call-flow-threw', error: STACK } });
    const trouble = await troubleOf(anExchange(), line, given);
    expect(trouble?.headline).toBe(
      'rungs.person, behind a bot or a question, in functions/call-flow.ts threw: TypeError: boom',
    );
    expect(trouble?.details).toContain('functions/call-flow.ts:14:9');
  });

  it.each([
    [
      'unreachable',
      'ENOTFOUND: getaddrinfo ENOTFOUND voice.example.com',
      'was not reached: ENOTFOUND',
      '--app',
    ],
    ['tls', 'CERT_HAS_EXPIRED: certificate has expired', 'that can be trusted: CERT_HAS_EXPIRED', undefined],
    ['timeout', 'no whole response within 999 ms', 'was too late: no whole response', "'guarded'"],
    ['closed', 'ECONNRESET: the connection was closed', 'before a whole response: ECONNRESET', undefined],
    ['status', 'status 401', 'succeed: status 401', 'VONAGE_SIGNATURE_SECRET'],
    ['status', 'status 302 to https://a.example', 'succeed: status 302', 'Redirects are not followed'],
    ['status', 'status 404', 'succeed: status 404', 'paths stand in forwardTo'],
    ['status', 'status 500', 'succeed: status 500', undefined],
    ['invalid', 'markup, expected an NCCO', 'would take: markup', undefined],
  ])('says why the application failed (%s: %s)', async (application, applicationProblem, headline, hint) => {
    const line = aLine({ code: 'application-failed', application, applicationProblem });
    const trouble = await troubleOf(anExchange(), line, given);
    expect(trouble?.headline).toContain(`the application `);
    expect(trouble?.headline).toContain(headline);
    expect(trouble?.details.slice(0, -1)).toEqual(hint === undefined ? [] : [expect.stringContaining(hint)]);
  });

  it.each([
    [200, { route: 'answer' }, 'The caller gets start in functions/call-flow.ts instead.'],
    [200, { route: 'fallback', original: 'answer' }, 'The caller gets start in '],
    [200, { route: 'event', step: 'unreachable' }, 'The caller gets steps["unreachable"] in '],
    [200, { route: 'event', rung: 'person' }, 'The caller gets rungs["person"] in '],
    [503, { route: 'event' }, 'Vonage sends the event once more.'],
    [200, { route: 'event' }, 'No caller waits for it. The event is in the journal.'],
  ])('says what follows where the application failed (%i, %j)', async (status, fields, follows) => {
    const failed = { code: 'application-failed', application: 'status', applicationProblem: 'status 500' };
    const trouble = await troubleOf(anExchange({ status }), aLine({ ...failed, ...fields }), given);
    expect(trouble?.details.at(-1)).toContain(follows);
  });

  it('names the application’s failure also where the call flow’s own step threw after it', async () => {
    const line = aLine({
      ...{ code: 'call-flow-threw', error: STACK, route: 'event', step: 'unreachable' },
      ...{ application: 'status', applicationProblem: 'status 500' },
    });
    const trouble = await troubleOf(anExchange(), line, given);
    expect(trouble?.headline).toContain('steps["unreachable"] in functions/call-flow.ts threw');
    expect(trouble?.details).toContain('Before that, the application did not succeed: status 500');
  });

  it.each(['ncco', 'none'])('is not seen in an application that works (%s)', async (application) => {
    expect(await troubleOf(anExchange(), aLine({ application }), given)).toBeUndefined();
  });

  it('says what the emulated region knows where the function gave no answer', async () => {
    const exchange = anExchange({ status: 502, body: '{"code":"integration-timeout"}' });
    const notes = ['An invocation of POST /answer was cut after 1200 ms.'];
    const trouble = await troubleOf(exchange, undefined, { notes, bundles: BUNDLES });
    expect(trouble?.headline).toContain('API Gateway answered 502 itself');
    expect(trouble?.details).toEqual([...notes, expect.stringContaining('a loop that never ends')]);
  });

  it('is reported once: by the region, not by the distribution before it', async () => {
    const exchange = anExchange({ listener: 'secondary distribution', status: 502, body: '' });
    expect(await troubleOf(exchange, undefined, given)).toBeUndefined();
  });
});
