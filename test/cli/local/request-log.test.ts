import { RequestLog } from '../../../cli/local/request-log.ts';
import type { RequestLogOptions } from '../../../cli/local/request-log.ts';
import type { BrokenPart } from '../../../cli/local/local-system.ts';
import { anExchange, BUNDLES, logLine, REQUEST_ID } from './an-exchange.ts';

let printed: string[];
let broken: BrokenPart[];
function aLog(changes: Partial<RequestLogOptions> = {}): RequestLog {
  printed = [];
  broken = [];
  return new RequestLog({
    bundles: BUNDLES,
    broken: () => broken,
    stackOf: (listener) => (listener === 'primary' ? 'app-eu-central-1' : undefined),
    print: (text) => void printed.push(text),
    colors: false,
    ...changes,
  });
}
const FROM = 'app-eu-central-1-AnswerFunctionC9-1jn0: ';

describe('the line of a request', () => {
  it('has time, region, method and path, status, time, call and answer', async () => {
    const log = aLog();
    log.functionOutput(FROM + logLine());
    log.exchange(anExchange());
    await log.settled();
    expect(printed).toEqual([
      expect.stringMatching(
        /^\d\d:\d\d:\d\d\.\d{3} {2}primary {15}POST \/prod\/answer {4}200 {4}34 ms {2}…456789ab {2}talk "Hello\."$/,
      ),
    ]);
  });

  it('waits a moment for a function’s line that comes after the answer', async () => {
    const log = aLog();
    log.exchange(anExchange());
    log.functionOutput(FROM + logLine({ coldStart: true }));
    await log.settled();
    expect(printed[0]).toMatch(/34 ms \(cold\) {2}…456789ab/);
  });

  it('goes on without the line of a function that wrote none, and keeps the order', async () => {
    const log = aLog();
    log.exchange(anExchange({ url: '/first' }));
    log.exchange(anExchange({ url: '/second', headers: {} }));
    await log.settled();
    expect(printed.map((line) => /\/(first|second)/.exec(line)?.[1])).toEqual(['first', 'second']);
  });

  it('shows the end of a state, which may have 1,900 characters', async () => {
    const log = aLog();
    for (const state of ['x'.repeat(1900) + 'y8765432', '12345678'])
      log.exchange(anExchange({ url: `/prod/event/${state}?rung=person`, headers: {} }));
    await log.settled();
    expect(printed[0]).toContain('POST /prod/event/…y8765432?rung=person  200');
    expect(printed[1]).toContain('POST /prod/event/12345678?rung=person  200');
  });

  it('says why API Gateway did not invoke a function that it may not invoke', async () => {
    const log = aLog();
    log.note({
      atMs: 100,
      level: 'suspect',
      resource: 'app-eu-central-1 / M (AWS::ApiGateway::Method)',
      setting: 'SourceArn',
      text: 'API Gateway may not invoke the function.',
    });
    log.exchange(anExchange({ status: 500, atMs: 100, body: '{"message":"Internal server error"}' }));
    await log.settled();
    expect(printed[0]).toContain('API Gateway answered 500 itself: the function gave no answer');
    expect(printed[0]).toContain('API Gateway may not invoke the function.');
  });

  it('does not give a request the line of another one', async () => {
    const log = aLog();
    log.functionOutput(FROM + logLine({ requestId: 'other' }));
    log.exchange(anExchange());
    await log.settled();
    expect(printed[0]).not.toContain('…456789ab');
  });

  it.each([
    [{ body: '', url: '/prod/event' }, { event: 'completed' }, 'completed: empty, the call goes on'],
    [
      { status: 503, body: '{"code":"authorization-missing"}' },
      { code: 'authorization-missing' },
      'authorization-missing: the request is not signed. To fix this: npm run send signs.',
    ],
    [{}, { platformSays: 'Socket timeout.' }, 'after "Socket timeout.": talk "Hello."'],
  ])('says what was answered: %j', async (exchange, line, words) => {
    const log = aLog();
    log.functionOutput(FROM + logLine(line));
    log.exchange(anExchange(exchange));
    await log.settled();
    expect(printed[0]).toContain(words);
  });

  it.each([
    ['Miss from cloudfront', "the region's answer"],
    ['Error from cloudfront', 'the static NCCO, because the region did not serve: talk "Hello."'],
  ])('says of a distribution who has answered: %s', async (cache, words) => {
    const log = aLog();
    log.exchange(
      anExchange({
        listener: 'secondary distribution',
        method: 'GET',
        url: '/fallback?from=447700900123&rung=person',
        headers: { 'x-cache': cache, 'x-amzn-requestid': REQUEST_ID },
      }),
    );
    await log.settled();
    expect(printed[0]).toContain(`CloudFront secondary  GET /fallback?rung=person`);
    expect(printed[0]).toContain(words);
    expect(printed[0]).not.toContain('447700900123');
  });

  it('shows a connection that ended before, and a path that does not exist', async () => {
    const log = aLog();
    log.exchange(anExchange({ status: undefined, body: '' }));
    const headers = { 'x-amzn-errortype': 'MissingAuthenticationTokenException' };
    log.exchange(anExchange({ status: 403, headers, body: '{"message":"Missing Authentication Token"}' }));
    await log.settled();
    expect(printed[0]).toContain('---');
    expect(printed[0]).toContain('no answer');
    expect(printed[1]).toContain('API Gateway has no such method and path');
  });

  it('names what is broken, since when', async () => {
    const log = aLog();
    broken = [{ part: 'secondary', how: 'refuses', sinceMs: new Date(2026, 0, 1, 12, 30, 1).getTime() }];
    log.exchange(anExchange({ headers: {} }));
    await log.settled();
    expect(printed[0]).toContain('[broken: secondary: refuses since 12:30:01]');
  });

  it('does nothing to a terminal, whatever a request says', async () => {
    const log = aLog();
    log.exchange(anExchange({ url: '/\u001b[2J', headers: {}, body: '"\u001b[31m"' }));
    log.functionOutput(`${FROM}user said \u001b]0;title\u0007 bye`);
    await log.settled();
    expect(printed.join('')).not.toMatch(/[\u001b\u0007]/);
  });
});

describe('the lines of a call flow that failed', () => {
  const THREW = {
    code: 'call-flow-threw',
    error: 'Error: boom\n    at callFlow (/b/answer/index.cjs:1:4321)',
  };

  it('follow the request, with the place in the source', async () => {
    const log = aLog();
    log.functionOutput(FROM + logLine(THREW));
    log.exchange(anExchange());
    await log.settled();
    expect(printed[0]?.split('\n').slice(1, 3)).toEqual([
      '    !! start in functions/call-flow.ts threw: Error: boom',
      '       functions/call-flow.ts:14:9',
    ]);
  });

  it('are red on a terminal', async () => {
    const log = aLog({ colors: true });
    log.functionOutput(FROM + logLine(THREW));
    log.exchange(anExchange());
    await log.settled();
    expect(printed[0]).toContain('\u001b[31m    !! start');
  });

  it('say what the emulated region noted meanwhile, and of no other region', async () => {
    const log = aLog();
    const note = { level: 'info', setting: 'Handler', atMs: performance.now() } as const;
    log.note({ ...note, resource: 'app-eu-central-1 / AnswerFunction', text: 'An environment crashed: x.' });
    log.note({ ...note, resource: 'app-eu-west-1 / AnswerFunction', text: 'Not this one.' });
    log.note({ ...note, atMs: note.atMs - 60_000, resource: 'app-eu-central-1 / A', text: 'Long ago.' });
    log.exchange(anExchange({ atMs: note.atMs - 5, status: 502, headers: {}, body: '{}' }));
    await log.settled();
    expect(printed[0]).toContain('An environment crashed: x.');
    expect(printed[0]).not.toMatch(/Not this one|Long ago/);
  });
});

describe('what functions write besides', () => {
  it('is shown with the function’s name, its places in the source, and without frames of Node', async () => {
    const log = aLog();
    log.functionOutput(`${FROM}Error: at import`);
    log.functionOutput(`${FROM}    at Object.<anonymous> (/b/answer/index.cjs:1:4321)`);
    log.functionOutput(`${FROM}    at Module._compile (node:internal/modules/cjs/loader:1929:14)`);
    log.functionOutput(FROM + JSON.stringify({ level: 'info', _aws: {}, FallbackUsed: 1 }));
    log.functionOutput(FROM + JSON.stringify({ level: 'error', message: 'no secret', error: 'x' }));
    await log.settled();
    expect(printed).toEqual([
      'eu-central-1 AnswerFunction | Error: at import',
      'eu-central-1 AnswerFunction |     at Object.<anonymous> (functions/call-flow.ts:14:9)',
      'eu-central-1 AnswerFunction | no secret {"error":"x"}',
    ]);
  });
});
