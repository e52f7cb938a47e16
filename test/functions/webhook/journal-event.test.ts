import { systemClock } from '../../../contracts/clock.ts';
import { jest } from '@jest/globals';
import type { Count, JournalingPorts } from '../../../functions/ports.ts';
import type { JournalRecord } from '../../../contracts/journal/journal-entry.ts';
import { startDeadline } from '../../../functions/deadline.ts';
import { journalEvent } from '../../../functions/webhook/journal-event.ts';
import type { Webhook } from '../../../functions/webhook/route.ts';
import { fakeBucket } from '../support/journal.ts';
import type { BucketBehavior } from '../support/journal.ts';
import { SETTINGS, fakeRuntime } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { readRawRequest } from '../../../functions/raw-request.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const EVENT = { status: 'disconnected', conversation_uuid: 'CON-1', timestamp: '2026-01-01T12:00:00.000Z' };

const journal = (
  own: BucketBehavior,
  other: BucketBehavior,
  { event = {}, deadlineMs = 600, isSynthetic = false } = {},
) => {
  const buckets = { own: fakeBucket('eu-west-1', own), other: fakeBucket('eu-central-1', other) };
  const { runtime, lines } = fakeRuntime({}, buckets);
  const notes: Record<string, unknown> = {};
  const counts: Count[] = [];
  const deadline = startDeadline(deadlineMs, systemClock);
  const webhook: Webhook<JournalingPorts> = {
    route: 'fallback',
    request: readRawRequest(gatewayEvent({ route: 'fallback', body: EVENT })),
    fields: { ...EVENT, ...event },
    called: undefined,
    query: {},
    state: undefined,
    receivedAtMs: NOW_MS,
    context: { settings: SETTINGS, urls: { websocketDisconnected: '', event: '' }, atMs: NOW_MS },
    deadline,
    ports: runtime.ports,
    note: (details) => void Object.assign(notes, details),
    count: (count) => void counts.push(count),
    isSynthetic,
  };
  let isDone = false;
  void journalEvent(webhook).then(() => {
    isDone = true;
    deadline.stop();
  });
  return { ...buckets, lines, notes, counts, isDone: () => isDone };
};
const after = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('an event of the ladder’s routes', () => {
  it('is kept as it came, with when and where', async () => {
    const { own, notes, lines } = journal('keeps', 'keeps', { event: { unknown: { a: [1, null] } } });
    await after(0);
    const [[key, body] = ['', '']] = [...own.objects];
    expect(key).toMatch(/^calls\/2026-01-01\/CON-1\/2026-01-01T12-00-00.000Z-disconnected-/);
    expect(JSON.parse(body) as JournalRecord).toEqual({
      receivedAt: '2026-01-01T12:00:00.000Z',
      region: 'eu-west-1',
      event: { ...EVENT, unknown: { a: [1, null] } },
    });
    expect(notes).toEqual({ journal: 'written in eu-west-1' });
    expect(lines).toEqual([]);
  });

  it('delays the answer by 400 ms at most, and is counted as lost then', async () => {
    const { lines, notes, isDone } = journal('hangs', 'hangs');
    await after(399);
    expect(isDone()).toBe(false);
    await after(1);
    expect(isDone()).toBe(true);
    expect(notes).toEqual({ journal: 'not kept' });
    expect(lines).toEqual([
      {
        level: 'error',
        code: 'journal-lost',
        key: expect.stringMatching(/^calls\/2026-01-01\/CON-1\//),
        problems: ['eu-west-1: no answer within 300 ms', 'eu-central-1: no answer within 300 ms'],
      },
    ]);
  });

  it('never delays it beyond the route’s own deadline, and leaves nothing running', async () => {
    const { own, other, lines, isDone } = journal('hangs', 'hangs', { deadlineMs: 250 });
    await after(250);
    expect(isDone()).toBe(true);
    expect(lines).toMatchObject([{ code: 'journal-lost', problems: ['the deadline has passed'] }]);
    expect([own.givenUp(), other.givenUp()]).toEqual([1, 1]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each<[BucketBehavior, BucketBehavior]>([
    ['throws', 'throws'],
    ['fails', 'throws'],
  ])('never throws (own %s, other %s)', async (own, other) => {
    const { isDone, lines } = journal(own, other);
    await after(0);
    expect(isDone()).toBe(true);
    expect(lines).toMatchObject([{ code: 'journal-lost' }]);
  });

  it('never throws for an event too deep to be written', async () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
    const { isDone, lines } = journal('keeps', 'keeps', { event: { deep } });
    await after(0);
    expect(isDone()).toBe(true);
    expect(lines).toMatchObject([{ code: 'journal-lost', key: undefined }]);
  });

  it.each<[string, BucketBehavior, BucketBehavior]>([
    ['own', 'keeps', 'keeps'],
    ['other', 'fails', 'keeps'],
    ['duplicate', 'has-it', 'keeps'],
    ['duplicate', 'fails', 'has-it'],
    ['lost', 'fails', 'fails'],
  ])('counts where it went: %s (own %s, other %s)', async (outcome, own, other) => {
    const { counts } = journal(own, other);
    await after(0);
    expect(counts).toEqual([{ name: 'JournalWrite', dimensions: { outcome } }]);
  });

  it('is neither kept nor counted nor missed where it is a check of our own', async () => {
    const { own, other, counts, lines, isDone } = journal('keeps', 'keeps', { isSynthetic: true });
    await after(0);
    expect(isDone()).toBe(true);
    expect([own.asked, other.asked, counts, lines]).toEqual([[], [], [], []]);
  });
});
