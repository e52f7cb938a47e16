import type { EdgeEvent } from '../../../../emulator/cloudfront/edge-function/edge-event.ts';
import { sandboxed } from '../../../../emulator/cloudfront/edge-function/run-in-sandbox.ts';
import { startDistribution } from '../edge-harness.ts';
import type { Harness } from '../edge-harness.ts';
import { handler, withFunction } from './with-function.ts';

let distribution: Harness;
afterEach(() => distribution.close());

describe('a function at the edge that fails: the viewer gets an error that no page takes the place of', () => {
  it.each([
    ['throws', handler("throw new Error('no');"), 'Error: no'],
    ['rejects', "async function handler() { throw new Error('no'); }", 'Error: no'],
    ['throws while it is loaded', `throw new Error('no'); ${handler('')}`, 'Error: no'],
    ['is not there', 'const a = 1;', 'handler is not defined'],
    ['uses what the runtime lacks', handler('process.exit(1);'), 'process is not defined'],
  ])('%s: 503', async (_case, code, why) => {
    distribution = await startDistribution(withFunction(code));
    const answer = await distribution.ask('GET', '/a');
    expect(answer).toMatchObject({ status: 503, body: expect.stringContaining('FunctionExecutionError') });
    expect(distribution.asked).toEqual({ api: [], files: [] });
    expect(distribution.notes).toEqual([
      expect.objectContaining({
        level: 'suspect',
        resource: 'app / EdgeFunction (AWS::CloudFront::Function)',
        setting: 'FunctionCode',
        text: expect.stringContaining(why),
      }),
    ]);
  });

  it.each([
    ['nothing', 'function handler() {}', 'neither a request nor a response'],
    ['a text', "function handler() { return 'a'; }", 'neither a request nor a response'],
    ['another method', handler("request.method = 'GET';"), 'another method'],
    ['a path without its slash', handler("request.uri = 'a';"), 'uri "a"'],
    ['no path', handler('delete request.uri;'), 'uri undefined'],
    ['another host', handler("request.headers.host.value = 'a';"), 'the read-only header host'],
    ['no host', handler('delete request.headers.host;'), 'the read-only header host'],
    ['a length', handler("request.headers['content-length'] = { value: '9' };"), 'header content-length'],
    [
      'a header that is not for it',
      handler("request.headers['x-edge-a'] = { value: '1' };"),
      'header x-edge-a',
    ],
    [
      'a header in capitals',
      handler("request.headers['X-A'] = { value: '1' };"),
      'header X-A, not in lower case',
    ],
    ['a header that cannot be sent', handler("request.headers.a = { value: '\\n' };"), 'header a: '],
    ['a header without a value', handler("request.headers.a = 'b';"), 'headers: no value in a'],
    ['half a list', handler("request.headers.a = { value: '', multiValue: [1] };"), 'headers: no value in a'],
    ['no headers', handler('delete request.headers;'), 'headers: no object'],
    ['a list of parameters', handler('request.querystring = [];'), 'querystring: no object'],
    ['no cookies', handler('request.cookies = null;'), 'cookies: no object'],
    ['a status in text', "function handler() { return { statusCode: '200' }; }", 'statusCode "200"'],
    ['a status that is none', 'function handler() { return { statusCode: 42 }; }', 'statusCode 42'],
    [
      'a body of unknown encoding',
      "function handler() { return { statusCode: 200, body: { encoding: 'hex', data: '' } }; }",
      'gave back body',
    ],
  ])('gives back %s: 502', async (_case, code, why) => {
    distribution = await startDistribution(withFunction(code));
    const answer = await distribution.ask('POST', '/a', { body: 'a' });
    expect(answer).toMatchObject({ status: 502, body: expect.stringContaining('FunctionValidationError') });
    expect(distribution.asked).toEqual({ api: [], files: [] });
    expect(distribution.notes).toEqual([expect.objectContaining({ text: expect.stringContaining(why) })]);
  });
});

it('a function that does not end is stopped', async () => {
  const event = {} as EdgeEvent;
  const endless = sandboxed(handler('for (;;) {}'), 50);
  await expect(endless(event)).rejects.toThrow('Script execution timed out after 50ms');
  const neverLoaded = sandboxed('for (;;) {}', 50);
  await expect(neverLoaded(event)).rejects.toThrow('Script execution timed out after 50ms');
});
