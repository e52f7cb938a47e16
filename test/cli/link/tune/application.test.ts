import { createHash } from 'node:crypto';
import { CommandError } from '../../../../cli/kit/command-error.ts';
import type { HttpAnswer, HttpRequest } from '../../../../cli/kit/send-http.ts';
import { adviseApplication } from '../../../../cli/link/tune/advise-application.ts';
import { applicationRequest } from '../../../../cli/link/probe/application-request.ts';
import {
  APPLICATION_REQUESTS,
  measureApplication,
  measuredApplications,
} from '../../../../cli/link/tune/application.ts';
import { isPublicAddress } from '../../../../contracts/public-address.ts';
import { answered, failed, nccoOf, NOW_MS, SECRET } from '../verify/a-deployment.ts';

const URL_ = 'https://voice.example.com/webhooks/answer';
const TO = { address: URL_, called: '447700900000' };
const request = applicationRequest(TO, {
  apiKey: 'abcd1234',
  applicationId: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
  signatureSecret: SECRET,
});

/** Asks an application that answers the nth request so. */
async function asked(answer: (nth: number) => HttpAnswer) {
  const sent: HttpRequest[] = [];
  const times = await measureApplication(TO, request, {
    send: async (each) => answer(sent.push(each)),
    nowMs: () => NOW_MS,
    pause: () => Promise.resolve(),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  return { times, sent };
}
const took = (responseMs: number): HttpAnswer => answered(nccoOf('hello'), { connectMs: 20, responseMs });
const advised = async (
  answer: (nth: number) => HttpAnswer,
  deployed: Parameters<typeof adviseApplication>[1],
): Promise<string> => adviseApplication((await asked(answer)).times, deployed).join('\n');

it('gets POSTs as the guard passes calls on: signed over the body, marked, each another call', async () => {
  const { sent, times } = await asked(() => took(80));
  expect(sent).toHaveLength(APPLICATION_REQUESTS);
  expect(times.tookMs).toEqual(Array.from({ length: APPLICATION_REQUESTS }, () => 100));
  const [first] = sent;
  expect(first).toMatchObject({
    method: 'POST',
    url: new URL(URL_),
    headers: { 'content-type': 'application/json', 'x-forwarded-callback': expect.any(String) },
  });
  const claims = JSON.parse(
    Buffer.from(String(first?.headers['authorization']).split('.')[1] ?? '', 'base64url').toString(),
  ) as object;
  const hash = createHash('sha256')
    .update(first?.body ?? '')
    .digest('hex');
  expect(claims).toMatchObject({ payload_hash: hash, api_key: 'abcd1234' });
  expect(JSON.parse(first?.body ?? '')).toMatchObject({
    from: '447700900999',
    to: '447700900000',
    endpoint_type: 'phone',
  });
  expect(new Set(sent.map(({ body }) => body)).size).toBe(APPLICATION_REQUESTS);
});

it('is connected to at public addresses only', async () => {
  const { sent } = await asked(() => took(80));
  const problem = await new Promise<unknown>((resolve) =>
    sent[0]?.lookup?.('localhost', {}, (error, address) => resolve(error ?? address)),
  );
  expect(isPublicAddress('127.0.0.1')).toBe(false);
  expect(problem).toMatchObject({ code: 'ENOTPUBLIC' });
});

it.each<[string, HttpAnswer, string]>([
  ['a redirect', answered('', { status: 302, headers: { location: '/login' } }), 'status 302 to /login'],
  ['HTML', answered('<html>'), 'markup, expected an NCCO'],
  ['no NCCO', answered('[]'), 'no NCCO'],
  ['an NCCO that Vonage refuses', answered('[{"action":"tlak"}]'), 'at $[0]'],
  ['a private address', failed('name', 'ENOTPUBLIC'), 'ENOTPUBLIC'],
])('that answers with %s is asked three times, and has failed', async (_what, answer, problem) => {
  const { times, sent } = await asked(() => answer);
  expect(sent).toHaveLength(3);
  const [line] = adviseApplication(times, 'guarded');
  expect(line).toContain('failed 3 of 3 times');
  expect(line).toContain(problem);
});

describe('the advice', () => {
  it.each<[string, number, 'shipped' | 'tight' | 'guarded', string]>([
    ['fast', 80, 'shipped', "within the 500 ms that timeouts: 'shipped' leaves it."],
    ['slow for the fallback', 250, 'shipped', 'leaves it at the fallback 100 of 100 times'],
    ['slow for shipped', 600, 'shipped', "longer than the 500 ms that timeouts: 'shipped' leaves it 100 of"],
    ['slow for tight', 600, 'tight', "Set timeouts: 'guarded' in settings.ts and deploy: it leaves 1000 ms"],
    ['fast enough', 600, 'guarded', "within the 1000 ms that timeouts: 'guarded' leaves it."],
    ['near the end', 900, 'guarded', 'with little margin'],
    ['too slow for any', 1200, 'shipped', 'A longer wait helps none of them'],
    ['too slow for guarded', 1200, 'guarded', 'no preset leaves more than 1000 ms'],
    ['silent', Infinity, 'guarded', 'some no answer in time'],
  ])('where it is %s', async (_what, responseMs, deployed, text) => {
    expect(await advised(() => took(responseMs), deployed)).toContain(text);
  });

  it('counts those that guarded leaves out too', async () => {
    const advice = await advised((nth) => took(nth === 7 ? 1500 : 700), 'shipped');
    expect(advice).toContain("Set timeouts: 'guarded'");
    expect(advice).toContain('still too short 1 of 100 times');
  });

  it('names what failed beside how fast the others were', async () => {
    const advice = await advised((nth) => (nth === 9 ? answered('', { status: 500 }) : took(80)), 'guarded');
    expect(advice).toMatch(/failed 1 of 100 times: status 500.*\n.*within the 1000 ms/);
  });
});

describe('what is measured', () => {
  const flow = (answerUrl: string | undefined, ...numbers: string[]) => ({
    where: 'functions/call-flow.ts',
    numbers,
    forward: answerUrl === undefined ? undefined : { answerUrl, eventUrl: `${answerUrl}/event` },
  });

  it('is each answer URL that a call flow forwards to, once, called at a number of that flow', () => {
    const other = 'https://sales.example.com/answer';
    const flows = [flow(URL_), flow(undefined), flow(other, '447700900002'), flow(other, '447700900003')];
    expect(measuredApplications(flows)).toEqual([
      { address: URL_, called: expect.any(String) },
      { address: other, called: '447700900003' },
    ]);
  });

  it.each([
    [undefined, 'found none. Leave out --forward'],
    ['http://voice.example.com/a', 'found http://voice.example.com/a'],
    ['https://10.1.2.3/a', 'found https://10.1.2.3/a'],
  ])('is refused where a call flow forwards to %s, with what to do', (answerUrl, problem) => {
    expect(() => measuredApplications([flow(answerUrl)])).toThrow(problem);
  });

  it('is nothing where the call flow cannot be loaded', () => {
    expect(() => measuredApplications(new CommandError('it throws'))).toThrow('it throws');
  });
});
