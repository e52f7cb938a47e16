import { callFlow } from '../../fixtures/own/call-flow.ts';
import { createAnswer } from '../../../functions/webhook/create-answer.ts';
import { readRawRequest } from '../../../functions/raw-request.ts';
import { createSourceOutside } from '../../../functions/auth/source-outside.ts';
import { createFallback } from '../../../functions/fallback/create-fallback.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { SETTINGS, fakeRuntime } from '../support/runtime.ts';

const RANGES = ['8.8.8.0/24', '2606:4700::/32'];
const CALL = { from: '447700900123', to: '442079460000', conversation_uuid: 'CON-1', uuid: 'u' };

type Sent = Parameters<typeof gatewayEvent>[0];

const eventFrom = (sourceIp: string | undefined, sent: Sent) => {
  const event = gatewayEvent(sent);
  return { ...event, requestContext: { ...event.requestContext, identity: { sourceIp } } } as typeof event;
};

const outside = (sourceIp: string | undefined, sent: Sent, ranges = RANGES): string | undefined => {
  const event = eventFrom(sourceIp, sent);
  return createSourceOutside(ranges)(event, readRawRequest(event));
};

describe('who would be refused by address', () => {
  const answer = { route: 'answer', body: CALL };
  const verdict = (value: string): Sent => ({ route: 'fallback', headers: { 'X-Source-Verdict': value } });

  it.each(['8.8.8.0', '8.8.8.255', '2606:4700:ffff::1', '::ffff:8.8.8.8'])('is not %s', (address) => {
    expect(outside(address, answer)).toBeUndefined();
  });

  it.each(['8.8.7.255', '8.8.9.0', '127.0.0.1', '2606:4701::', '::1'])('is %s, by name', (address) => {
    expect(outside(address, answer)).toBe(address);
  });

  it.each(['', 'here', '8.8.8', undefined])('is %j, as unknown', (address) => {
    expect(outside(address, answer)).toBe('unknown');
  });

  it('is no caller without ranges', () => {
    expect(outside('9.9.9.9', answer, [])).toBeUndefined();
    expect(outside('9.9.9.9', verdict('outside 9.9.9.9'), [])).toBeUndefined();
  });

  it('is judged by the connection, not by what the request says of it', () => {
    const headers = { 'X-Forwarded-For': '8.8.8.8', Forwarded: 'for=8.8.8.8', 'X-Source-Verdict': 'inside' };
    expect(outside('9.9.9.9', { ...answer, headers })).toBe('9.9.9.9');
    expect(outside('9.9.9.9', { route: 'fallback-direct', headers })).toBe('9.9.9.9');
    expect(outside('8.8.8.8', { route: 'fallback-direct', headers: {} })).toBeUndefined();
  });

  it('is judged by the distribution behind the distribution', () => {
    expect(outside('130.176.0.1', verdict('inside'))).toBeUndefined();
    expect(outside('130.176.0.1', verdict('outside 9.9.9.9'))).toBe('9.9.9.9');
    expect(outside('130.176.0.1', verdict('outside 2606:4701::1'))).toBe('2606:4701::1');
  });

  it.each(['', 'Inside', 'inside, inside', 'outside', 'outside here', 'outside 9.9.9.9 and more'])(
    'is a caller who asks the fallback with "%s" for a verdict: the distribution says no such thing',
    (value) => {
      expect(outside('8.8.8.8', verdict(value))).toBe('8.8.8.8');
    },
  );

  it('is a caller who asks the fallback with two verdicts', () => {
    const headers = { 'X-Source-Verdict': 'inside', 'x-source-verdict': 'inside' };
    expect(outside('8.8.8.8', { route: 'fallback', headers })).toBe('8.8.8.8');
  });

  it('is a caller who asks the fallback past the distribution, from wherever: the gateway would miss the key', () => {
    expect(outside('8.8.8.8', { route: 'fallback' })).toBe('8.8.8.8');
  });
});

describe('a webhook that counts by address', () => {
  const counting = { ...SETTINGS, source: { mode: 'both', countOutside: RANGES } } as const;

  const ask = async (sourceIp: string, sent: Sent, settings = counting) => {
    const { runtime, lines, counts } = fakeRuntime();
    const configured = { ...runtime, ports: { ...runtime.ports, settings } };
    const handler =
      sent.route === 'answer' ? createAnswer(configured, callFlow) : createFallback(configured, callFlow);
    const { statusCode } = await handler(eventFrom(sourceIp, sent), lambdaContext());
    return {
      statusCode,
      line: lines[0],
      counts: counts.filter(({ name }) => name === 'SourceOutsideRanges'),
    };
  };

  it('answers a genuine call from outside, says from where, and counts it', async () => {
    expect(await ask('9.9.9.9', { route: 'answer', body: CALL })).toEqual({
      statusCode: 200,
      line: expect.objectContaining({ outsideRanges: '9.9.9.9', level: 'info' }),
      counts: [{ name: 'SourceOutsideRanges', dimensions: { route: 'answer', signature: 'valid' } }],
    });
  });

  it('counts apart whom the signature refuses anyway', async () => {
    const forged = { route: 'fallback', body: CALL, authorization: null };
    expect(await ask('9.9.9.9', forged)).toMatchObject({
      statusCode: 403,
      counts: [{ name: 'SourceOutsideRanges', dimensions: { route: 'fallback', signature: 'invalid' } }],
    });
  });

  it('counts no caller from inside', async () => {
    const { line, counts } = await ask('8.8.8.8', { route: 'answer', body: CALL });
    expect(counts).toEqual([]);
    expect(line).not.toHaveProperty('outsideRanges');
  });

  it('counts no caller where it does not count', async () => {
    const { counts } = await ask('9.9.9.9', { route: 'answer', body: CALL }, {
      ...SETTINGS,
      source: { mode: 'both', countOutside: [] },
    } as unknown as typeof counting);
    expect(counts).toEqual([]);
  });
});
