import { jest } from '@jest/globals';
import { callFlow, rungs } from '../../../functions/call-flow.ts';
import { createAnswer } from '../../../functions/answer/create-answer.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { LIVE, SETTINGS, fakeRuntime } from '../support/runtime.ts';
import { SECRET } from '../support/sign.ts';

const CALL = { from: '447700900123', to: '442079460000', conversation_uuid: 'CON-1', uuid: 'u' };

describe('the metrics of a webhook', () => {
  it.each(['current', 'next', 'previous'] as const)('say that the secret "%s" matched', async (name) => {
    const others = [{ name: 'current', value: 'another-secret' }] as const;
    const live = [...others, { name, value: SECRET }];
    const { runtime, counts, lines } = fakeRuntime({ live: () => Promise.resolve(live) });
    const handler = createAnswer(runtime, callFlow, rungs);
    await handler(gatewayEvent({ route: 'answer', body: CALL }), lambdaContext());
    expect(counts).toEqual([{ name: 'CallbackAccepted', dimensions: { secret: name } }]);
    expect(lines).toMatchObject([{ secret: name }]);
  });

  it('say that no secret matched where none is asked for, and the store is left alone', async () => {
    const live = jest.fn(() => Promise.resolve([]));
    const { runtime, counts } = fakeRuntime({ live });
    const settings = { ...SETTINGS, source: { mode: 'ip', countOutside: [] } } as const;
    const handler = createAnswer({ ...runtime, ports: { ...runtime.ports, settings } }, callFlow, rungs);
    await handler(gatewayEvent({ route: 'answer', body: CALL, authorization: null }), lambdaContext());
    expect(counts).toEqual([{ name: 'CallbackAccepted', dimensions: { secret: 'none' } }]);
    expect(live).not.toHaveBeenCalled();
  });

  it.each([
    ['authorization-missing', 'warn', null, {}],
    ['token-malformed', 'warn', 'Bearer x', {}],
    ['secrets-unavailable', 'error', undefined, { live: () => Promise.reject(new Error('away')) }],
  ])('count a refusal by its code: %s, logged as %s', async (code, level, authorization, secrets) => {
    const { runtime, counts, lines } = fakeRuntime(secrets);
    const handler = createAnswer(runtime, callFlow, rungs);
    const sent = { route: 'answer', body: CALL, ...(authorization !== undefined && { authorization }) };
    await handler(gatewayEvent(sent), lambdaContext());
    expect(counts).toEqual([{ name: 'CallbackRefused', dimensions: { code } }]);
    expect(lines.at(-1)).toMatchObject({ level, code });
  });

  it('count nothing of a mistake of our own, which is logged as an error', async () => {
    const live = jest.fn(() => Promise.resolve(LIVE));
    const { runtime, counts, lines } = fakeRuntime({ live });
    const handler = createAnswer(runtime, callFlow, rungs);
    live.mockImplementation(() => {
      throw new Error('a bug');
    });
    const response = await handler(gatewayEvent({ route: 'answer', body: CALL }), lambdaContext());
    expect(response).toMatchObject({ statusCode: 502, body: '{"code":"internal"}' });
    expect(counts).toEqual([]);
    expect(lines).toMatchObject([{ level: 'error', code: 'internal' }]);
  });
});
