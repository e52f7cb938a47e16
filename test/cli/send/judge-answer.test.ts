import type { HttpAnswer } from '../../../cli/kit/send-http.ts';
import { judgeAnswer } from '../../../cli/send/judge-answer.ts';
import type { BuiltRequest } from '../../../cli/send/build-request.ts';
import { send } from '../../../cli/send/command.ts';
import { sendOptions } from '../../../cli/send/options.ts';
import { lastResort } from '../../../functions/ladder/last-resort.ts';

const built = { limits: { connect_timeout: 500, socket_timeout: 2000 } } as BuiltRequest;
const NCCO = '[{"action":"talk","text":"Hello."}]';
const answered = (changes: object = {}): HttpAnswer => ({
  kind: 'answered',
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: NCCO,
  connectMs: 1,
  responseMs: 33,
  certificateEndsMs: undefined,
  ...changes,
});
function judged(args: string, answer: HttpAnswer) {
  const options = sendOptions(send.read(args.split(' ')).values);
  return judgeAnswer(answer, options, built);
}

describe('an answer', () => {
  it('that is an NCCO is said in words and as JSON', () => {
    expect(judged('answer', answered())).toEqual({
      lines: ['200 in 34 ms', 'talk "Hello."', JSON.stringify(JSON.parse(NCCO), null, 2)],
      problems: [],
    });
  });

  it.each(['event', 'websocket-disconnected', 'websocket-disconnected --fallback'])(
    'may be empty for %s',
    (args) => {
      const { lines, problems } = judged(args, answered({ body: '' }));
      expect(problems).toEqual([]);
      expect(lines[1]).toBe('an empty body: the call goes on');
    },
  );

  it.each(['answer', 'fallback', 'answer --fallback'])('may not be empty for %s', (args) => {
    expect(judged(args, answered({ body: '' })).problems).toEqual(['expected an NCCO, found an empty body']);
  });

  it('that is no NCCO for Vonage has every problem with its place', () => {
    const body = '[{"action":"tlak"},{"action":"talk","text":7}]';
    expect(judged('answer', answered({ body })).problems).toEqual([
      expect.stringMatching(/^error at \$\[0\]\.action: expected .+, found "tlak"$/),
      expect.stringMatching(/^error at \$\[1\]\.text: expected .+, found 7$/),
    ]);
  });

  it.each([
    [{ body: '[]' }, 'at least one action'],
    [{ headers: { 'content-type': 'text/html' } }, 'expected Content-Type application/json, found text/html'],
    [{ body: '{"a":1}' }, 'an array of actions'],
    [{ body: '<html>' }, 'found text that is no JSON'],
  ])('with %j is a problem', (changes, problem) => {
    const { problems } = judged('answer', answered(changes));
    expect(problems.join()).toContain(problem);
  });

  it('that is the static NCCO says so', () => {
    const headers = { 'content-type': 'application/json', 'x-cache': 'Error from cloudfront' };
    const { lines, problems } = judged('fallback', answered({ headers }));
    expect(lines[1]).toContain('The static NCCO, from CloudFront');
    expect(problems).toEqual([]);
  });

  it('that is the last resort says so, and in place of what', () => {
    const [apology, person, bye] = lastResort({
      person: { type: 'phone', number: '447700900001' },
      callerNumber: '447700900000',
    });
    const line = (ncco: readonly unknown[]) =>
      judged('answer', answered({ body: JSON.stringify(ncco) })).lines[1];
    expect(line([apology, person, bye])).toMatch(/^The last resort .* in place of your call flow: it threw/);
    expect(line([{ action: 'talk', text: 'Hello.' }, apology, person, bye])).toMatch(
      /^The last resort .* in place of rungs\.person behind a bot or a question: .*terminal of npm run local/,
    );
  });

  it.each([
    [
      'connect',
      "expected a connection within Vonage's connect timeout of 500 ms, found none: after one more",
    ],
    ['response', "expected an answer within Vonage's socket timeout of 2000 ms, found none: after one more"],
  ] as const)('that does not come before Vonage gives up (%s) names the timeout', (phase, problem) => {
    const failed = { kind: 'failed', phase, code: 'timeout', detail: 'nothing within N ms' } as const;
    expect(judged('answer', failed).problems[0]).toContain(problem);
  });

  it.each([
    [
      'answer',
      503,
      'authorization-missing',
      /the request is not signed.*after one more try Vonage asks the fallback/,
    ],
    ['answer', 401, 'signature-mismatch', /fits no secret.*: Vonage asks the fallback/],
    ['answer', 502, 'call-flow-too-slow', /found 502 \(call-flow-too-slow\): Vonage asks the fallback/],
    ['event', 503, 'journal-unavailable', /the event is lost after one more try/],
    ['event', 401, 'token-expired', /too old.*: the event is lost$/],
    ['fallback', 502, 'integration-timeout', /Vonage ends the call.*gave no answer\. .*send it again/],
    ['answer', 502, 'integration-failure', /Vonage asks the fallback.*the terminal of npm run local/],
  ])('to %s of %i %s says why, and what follows', (args, status, code, problem) => {
    const { problems } = judged(args, answered({ status, body: JSON.stringify({ code }) }));
    expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  it('that does not come says how, and what follows', () => {
    const failed = { kind: 'failed', phase: 'connect', code: 'ECONNREFUSED', detail: 'refused' } as const;
    const { lines, problems } = judged('answer', failed);
    expect(lines).toEqual(['no answer (connect: ECONNREFUSED, refused)']);
    expect(problems[0]).toContain(
      'after one more try Vonage asks the fallback (npm run send -- answer --fallback)',
    );
  });
});
