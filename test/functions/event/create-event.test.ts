import { jest } from '@jest/globals';
import { createEvent } from '../../../functions/event/create-event.ts';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import { badBodies, goodEvents } from '../../contracts/journal/event-fixtures.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { fakeBucket } from '../support/journal.ts';
import type { BucketBehavior } from '../support/journal.ts';
import { fakeRuntime, unconfigured } from '../support/runtime.ts';
import { claimsFor, signToken } from '../support/sign.ts';

const tell = (
  sent: Omit<Parameters<typeof gatewayEvent>[0], 'route'>,
  runtime: Parameters<typeof createEvent>[0] = fakeRuntime().runtime,
) => createEvent(runtime, callFlow)(gatewayEvent({ route: 'event', ...sent }), lambdaContext());

/** A function whose journals behave like that. */
const withJournals = (own: BucketBehavior, other: BucketBehavior) => {
  const buckets = { own: fakeBucket('eu-west-1', own), other: fakeBucket('eu-central-1', other) };
  const { runtime, lines } = fakeRuntime({}, buckets);
  const handler = createEvent(runtime, callFlow);
  return {
    ...buckets,
    lines,
    tell: (body: unknown) => handler(gatewayEvent({ route: 'event', body }), lambdaContext()),
  };
};
const EVENT = { status: 'completed', conversation_uuid: 'CON-1', timestamp: '2026-01-01T12:00:00.000Z' };
const LOST = expect.objectContaining({ code: 'journal-lost', key: expect.stringContaining('-completed-') });

describe('/event', () => {
  it.each(goodEvents())('keeps %s and answers 200 with an empty body', async (_name, event) => {
    const { own, tell } = withJournals('keeps', 'keeps');
    expect(await tell(event)).toMatchObject({ statusCode: 200, body: '' });
    const [body = ''] = own.objects.values();
    expect(JSON.parse(body)).toMatchObject({ event });
  });

  it('answers 200 only once the event is kept', async () => {
    const { own, tell } = withJournals('keeps', 'keeps');
    let isKept = false;
    jest.spyOn(own, 'keep').mockImplementation(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      isKept = true;
      return 'written';
    });
    await tell(EVENT);
    expect(isKept).toBe(true);
  });

  it('keeps an event that comes twice once, and answers 200 both times', async () => {
    const { own, other, tell, lines } = withJournals('keeps', 'keeps');
    for (const body of [EVENT, Object.fromEntries(Object.entries(EVENT).reverse())]) {
      expect(await tell(body)).toMatchObject({ statusCode: 200 });
    }
    expect([own.objects.size, other.asked.length]).toEqual([1, 0]);
    expect(lines).toMatchObject([
      { journal: 'written in eu-west-1', level: 'info' },
      { journal: 'already-there in eu-west-1' },
    ]);
  });

  it.each<BucketBehavior>(['fails', 'throws', 'hangs'])(
    'keeps it in the other region when the own journal %s',
    async (own) => {
      const { other, tell } = withJournals(own, 'keeps');
      expect(await tell(EVENT)).toMatchObject({ statusCode: 200 });
      expect(other.objects.size).toBe(1);
    },
  );

  it('asks for a retry (503) once when neither journal takes it; the second time it is counted as lost', async () => {
    const { tell, lines } = withJournals('fails', 'throws');
    expect(await tell(EVENT)).toMatchObject({ statusCode: 503, body: '{"code":"journal-unavailable"}' });
    expect(lines).toMatchObject([{ status: 503, level: 'error', code: 'journal-unavailable' }]);
    expect(await tell(EVENT)).toMatchObject({ statusCode: 200, body: '' });
    expect(lines.slice(1)).toEqual([LOST, expect.objectContaining({ status: 200, journal: 'not kept' })]);
  });

  it('asks for a retry of each event apart, and again for one that was given up before', async () => {
    const { tell } = withJournals('fails', 'fails');
    const codes: number[] = [];
    for (const status of ['a', 'b', 'a', 'b', 'a']) codes.push((await tell({ ...EVENT, status })).statusCode);
    expect(codes).toEqual([503, 503, 200, 200, 503]);
  });

  it('asks for a retry of each event whose key cannot be computed: one is not another one that came again', async () => {
    const { tell, lines } = withJournals('keeps', 'keeps');
    const tooDeep = (status: string): string =>
      JSON.stringify({ ...EVENT, status, deep: [] }).replace(
        '[]',
        `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      );
    for (const status of ['a', 'b', 'c'])
      expect(await tell(tooDeep(status))).toMatchObject({ statusCode: 503 });
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatchObject({ code: 'journal-unavailable', key: undefined });
  });

  it.each(badBodies())('refuses a signed body that is no event (%s) with 400', async (_file, bytes) => {
    const authorization = `Bearer ${signToken(claimsFor(bytes))}`;
    const sent = { ...gatewayEvent({ route: 'event', authorization }), isBase64Encoded: true };
    const { own, other } = withJournals('keeps', 'keeps');
    const handler = createEvent(fakeRuntime({}, { own, other }).runtime, callFlow);
    const response = await handler({ ...sent, body: bytes.toString('base64') }, lambdaContext());
    expect(response).toMatchObject({ statusCode: 400, body: '{"code":"body-malformed"}' });
    expect([...own.asked, ...other.asked]).toEqual([]);
  });

  it.each([
    ['an event with an invalid signature with 401', 'Bearer x.y.z', 401, 'token-malformed'],
    ['an unsigned event with 503, so that it comes again', null, 503, 'authorization-missing'],
  ])('refuses %s', async (_case, authorization, statusCode, code) => {
    expect(await tell({ body: {}, authorization })).toMatchObject({
      statusCode,
      body: JSON.stringify({ code }),
    });
  });

  it('asks for a retry (503) when no secret is known: no other route takes a lost event', async () => {
    const away = fakeRuntime({ live: () => Promise.reject(new Error('away')) });
    expect(await tell({ body: {} }, away.runtime)).toMatchObject({
      statusCode: 503,
      body: '{"code":"secrets-unavailable"}',
    });
  });

  it('is 502 configuration when its environment is wrong', async () => {
    expect(await tell({ body: {} }, unconfigured)).toMatchObject({ statusCode: 502 });
  });
});
