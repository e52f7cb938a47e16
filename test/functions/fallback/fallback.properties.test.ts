import fc from 'fast-check';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import { isServable } from '../../../ncco/check-ncco.ts';
import { createFallback } from '../../../functions/fallback/create-fallback.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { fakeRuntime } from '../support/runtime.ts';

const handler = createFallback(fakeRuntime().runtime, callFlow);
const names = fc.constantFrom(
  'from',
  'to',
  'uuid',
  'conversation_uuid',
  'status',
  'headers',
  'original_request',
  'original_request[type]',
  'original_request.type',
  '__proto__',
);
const originals = fc.constantFrom(
  { type: 'answer' },
  { type: 'event' },
  '{"type":"event"}',
  '{"type":"answer"}',
);
const anyText = fc.string({ unit: 'binary', maxLength: 300 });
const seeded = { seed: 1, numRuns: 300 };

/** What the platform may run, or nothing for an event of a call that goes on. */
const isSilence = (body: string): boolean => body !== '' && !isServable(JSON.parse(body));

describe('/fallback, whatever a verified request says,', () => {
  it('answers a POST with 200 and a valid NCCO, or lets the call go on', async () => {
    const values = fc.oneof(fc.jsonValue(), originals, anyText);
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, values), async (body) => {
        const response = await handler(gatewayEvent({ route: 'fallback', body }), lambdaContext());
        expect(response.statusCode).toBe(200);
        expect(isSilence(response.body)).toBe(false);
      }),
      seeded,
    );
  });

  it('answers a GET likewise', async () => {
    const values = fc.oneof(
      anyText,
      fc.constantFrom('answer', 'event', '{"type":"event"}', '{"type":"answer"}'),
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, values), async (query) => {
        const response = await handler(
          gatewayEvent({ route: 'fallback', method: 'GET', query }),
          lambdaContext(),
        );
        expect(response.statusCode).toBe(200);
        expect(isSilence(response.body)).toBe(false);
      }),
      seeded,
    );
  });

  it('answers any bytes likewise', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (body) => {
        const response = await handler(gatewayEvent({ route: 'fallback', body }), lambdaContext());
        expect(response.statusCode).toBe(200);
        expect(isSilence(response.body)).toBe(false);
      }),
      seeded,
    );
  });
});

describe('/fallback, whatever Authorization an unauthenticated caller sends,', () => {
  it('refuses with 403 and a code', async () => {
    const header = fc.oneof(
      anyText,
      anyText.map((text) => `Bearer ${text}`),
      fc.base64String().map((text) => `Bearer ${text}.${text}.${text}`),
    );
    await fc.assert(
      fc.asyncProperty(header, async (authorization) => {
        const response = await handler(gatewayEvent({ route: 'fallback', authorization }), lambdaContext());
        expect(response.statusCode).toBe(403);
        expect(JSON.parse(response.body)).toEqual({ code: expect.stringMatching(/^[a-z-]+$/) });
      }),
      seeded,
    );
  });
});
