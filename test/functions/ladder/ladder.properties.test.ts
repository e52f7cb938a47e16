import fc from 'fast-check';
import type { Fields } from '../../../contracts/call.ts';
import { MOST_WAITS, RUNGS } from '../../../contracts/rung.ts';
import { readState } from '../../../functions/ladder/socket-state.ts';
import { isServable } from '../../../ncco/check-ncco.ts';
import type { Ncco } from '../../../ncco/ncco.ts';
import { NOW_MS } from '../support/sign.ts';
import { answerTo, firstNcco, legsOf, socketsIn } from './a-call.ts';
import type { Delivery, Leg } from './a-call.ts';
import { OTHER, OWN, PERSON } from './a-leg-event.ts';

const GONE = ['disconnected', 'failed', 'unanswered', 'timeout', 'rejected', 'busy'];
const NEWS = ['started', 'ringing', 'answered', 'machine', 'cancelled', 'completed', 'teleported', undefined];
const WINDOW_MS = 60_000;
/** Two regions' clocks, each up to this far from the platform's. */
const SKEW_MS = 2_000;

const delivery: fc.Arbitrary<Delivery> = fc.record({
  region: fc.constantFrom(0, 1),
  route: fc.constantFrom('websocket-disconnected', 'fallback'),
  encoding: fc.constantFrom('object', 'text', 'brackets', 'dots'),
  numbersAsText: fc.boolean(),
});
const status = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...GONE) },
  { weight: 1, arbitrary: fc.constantFrom(...NEWS) },
);
/** Any JSON, and states that look right or nearly so. */
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  // As if every socket were the first one.
  fc.constant({ attempt: 1 }),
  fc.record(
    {
      attempt: fc.oneof(fc.integer({ min: -1, max: 5 }), fc.double(), fc.jsonValue()),
      firstDropAt: fc.oneof(fc.integer({ min: NOW_MS - 90_000, max: NOW_MS + 90_000 }), fc.jsonValue()),
      caller: fc.string({ unit: 'binary', maxLength: 700 }),
    },
    { requiredKeys: [] },
  ),
);
const anyQuery = fc.oneof(
  fc.constantFrom('', ...[...RUNGS, 'none', 'unreadable'].map((rung) => `?rung=${rung}`)),
  fc.string({ maxLength: 20 }).map((text) => `?rung=${encodeURIComponent(text)}`),
);
const anyTo = fc.oneof(fc.constantFrom(OWN, OTHER, PERSON, 'wss://x.example.com', undefined), fc.string());
const timestamp = fc.oneof(
  fc.constant('now' as const),
  fc.constantFrom(undefined, 'yesterday', '2020-01-01T12:00:00Z'),
);

/** What becomes of a leg's event on its way to us. */
type Tamper<T> = (
  leg: Leg,
  attack: T,
) => { readonly to: unknown; readonly headers: unknown; readonly url: string };

interface Climbed {
  readonly served: readonly {
    readonly rung: string;
    readonly ncco: Ncco;
    readonly sinceFirstDropMs: number;
  }[];
  /** Still reporting to the ladder. */
  readonly leg: Leg | undefined;
}

const happenings = <T>(attack: fc.Arbitrary<T>) =>
  fc.array(
    fc.record({
      delivery,
      status,
      timestamp,
      waitMs: fc.integer({ min: 0, max: 40_000 }),
      skewMs: fc.integer({ min: -SKEW_MS, max: SKEW_MS }),
      /** Every webhook rejects the callback: the platform plays the running NCCO's tail. */
      rejectsCallback: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
      attack,
    }),
    { minLength: 6, maxLength: 30 },
  );
type Happenings<T> = readonly (ReturnType<typeof happenings<T>> extends fc.Arbitrary<(infer H)[]>
  ? H
  : never)[];

function climb<T>(list: Happenings<T>, tamper: Tamper<T>): Climbed {
  const served: { rung: string; ncco: Ncco; sinceFirstDropMs: number }[] = [];
  let [leg, ...later] = legsOf(firstNcco({ from: '447700900123', uuid: 'u', conversation_uuid: 'CON-1' }));
  let timeMs = NOW_MS;
  let firstDropMs: number | undefined;
  for (const { status: found, attack, ...happening } of list) {
    if (leg === undefined) break;
    timeMs += happening.waitMs;
    const isGone = GONE.includes(found ?? '');
    if (isGone && !happening.rejectsCallback) firstDropMs ??= timeMs;
    if (isGone && happening.rejectsCallback) {
      [leg, ...later] = later;
      continue;
    }
    const { to, headers, url } = tamper(leg, attack);
    const event = {
      ...{ status: found, to, headers, conversation_uuid: 'CON-1' },
      timestamp: happening.timestamp === 'now' ? new Date(timeMs).toISOString() : happening.timestamp,
    };
    const { step, ncco } = answerTo(event, url, happening.delivery, timeMs + happening.skewMs);
    if (ncco === undefined) continue;
    served.push({ rung: step.rung, ncco, sinceFirstDropMs: timeMs - (firstDropMs ?? timeMs) });
    [leg, ...later] = legsOf(ncco);
  }
  return { served, leg };
}

const position = (rung: string): number =>
  rung === 'unknown' ? RUNGS.length : RUNGS.findIndex((r) => r === rung);

/** A leg on each rung, one more for each wait, and behind each socket itself once more and the person. */
const MOST_LOSSES = 3 * (RUNGS.length + MOST_WAITS);

/** What holds for every way up. */
function expectFinite(list: Happenings<unknown>, { served, leg }: Climbed): void {
  expect(served.length).toBeLessThanOrEqual(RUNGS.length + MOST_WAITS);
  const positions = served.map(({ rung }) => position(rung));
  // Upwards: none after a later one, and none twice, except after a wait.
  expect(positions).toEqual(positions.toSorted());
  const repeated = positions.length - new Set(positions).size;
  expect(repeated).toBeLessThanOrEqual(MOST_WAITS);
  // Each is offered once more behind itself, for when no webhook is asked.
  expect(served.flatMap(({ ncco }) => socketsIn(ncco)).length).toBeLessThanOrEqual(2 * (2 + MOST_WAITS));
  for (const { ncco } of served) expectValid(ncco);
  // As many losses as there are rungs, and no webhook is asked any more.
  const losses = list.filter(({ status: found }) => GONE.includes(found ?? '')).length;
  if (losses > MOST_LOSSES) expect(leg).toBeUndefined();
}

function expectValid(ncco: Ncco): void {
  expect(isServable(ncco)).toBe(true);
  for (const headers of socketsIn(ncco))
    expect(Buffer.byteLength(JSON.stringify(headers))).toBeLessThanOrEqual(512);
}

const honest: Tamper<unknown> = (leg) => leg;
const seeded = { seed: 1, numRuns: 600 };

describe('the ladder, whatever happens to the legs,', () => {
  it('ends, upwards only, after three waits at most, each socket within 60 s of the first drop', () => {
    fc.assert(
      fc.property(happenings(fc.constant(undefined)), (list) => {
        const climbed = climb(list, honest);
        expectFinite(list, climbed);
        for (const { ncco, sinceFirstDropMs } of climbed.served) {
          if (socketsIn(ncco).length > 0)
            expect(sinceFirstDropMs).toBeLessThanOrEqual(WINDOW_MS + 2 * SKEW_MS);
        }
      }),
      seeded,
    );
  });

  it('ends likewise when `headers` and `to` come back as anything at all', () => {
    const attack = fc.record({ to: anyTo, headers: hostile });
    fc.assert(
      fc.property(happenings(attack), (list) => {
        expectFinite(
          list,
          climb(list, ({ url }, forged) => ({ url, ...forged })),
        );
      }),
      seeded,
    );
  });

  it('ends likewise when the URL’s query is lost, or anything at all', () => {
    fc.assert(
      fc.property(happenings(anyQuery), (list) => {
        const tampered: Tamper<string> = (leg, query) => ({
          ...leg,
          url: leg.url.replace(/\?.*$/, '') + query,
        });
        expectFinite(list, climb(list, tampered));
      }),
      seeded,
    );
  });

  it('ends likewise when the query is lost and the headers cannot be read', () => {
    const unreadable = hostile.filter((value) => readState(value as Fields, NOW_MS + 1e9) === undefined);
    fc.assert(
      fc.property(happenings(unreadable), (list) => {
        const tampered: Tamper<unknown> = ({ to, url }, headers) => ({
          to,
          headers,
          url: url.replace(/\?.*$/, ''),
        });
        expectFinite(list, climb(list, tampered));
      }),
      seeded,
    );
  });
});

describe('the ladder, asked anything,', () => {
  const anything = fc.record({
    status,
    to: anyTo,
    headers: hostile,
    timestamp: fc.oneof(timestamp, fc.jsonValue()),
    conversation_uuid: fc.oneof(fc.constant('CON-1'), fc.string({ maxLength: 700 })),
  });
  const url = anyQuery.map((query) => `https://a.example.com/live/websocket-disconnected${query}`);

  it('answers with a valid NCCO, its headers within 512 bytes, and a counted socket only within the window', () => {
    fc.assert(
      fc.property(anything, url, delivery, (event, to, by) => {
        const { step, ncco } = answerTo(event, to, by, NOW_MS);
        if (ncco === undefined) return;
        expectValid(ncco);
        for (const headers of socketsIn(ncco)) {
          // The first one again only where it was refused.
          expect(headers['waits'] === undefined ? [2, 3] : [1, 2, 3]).toContain(headers['attempt']);
          const sinceMs = NOW_MS - (headers['firstDropAt'] as number);
          expect(sinceMs).toBeLessThanOrEqual(WINDOW_MS);
        }
        // Every leg that may report again says on which rung it is: the same one, or later.
        for (const leg of legsOf(ncco)) {
          const query = new URL(leg.url).searchParams;
          const rung = query.get('rung') ?? (Number(query.get('waits')) > 0 ? 'same-socket' : '');
          expect(position(rung)).toBeGreaterThanOrEqual(position(step.rung));
        }
      }),
      seeded,
    );
  });

  it('gives the same answer to the same event, and in both regions the same step', () => {
    fc.assert(
      fc.property(anything, url, delivery, (event, to, by) => {
        const once = answerTo(event, to, by, NOW_MS);
        expect(answerTo(event, to, by, NOW_MS)).toEqual(once);
        const known = { ...event, to: OWN };
        const toDropped = { ...by, route: 'websocket-disconnected' } as const;
        expect(answerTo(known, to, { ...toDropped, region: 1 }, NOW_MS).step).toEqual(
          answerTo(known, to, { ...toDropped, region: 0 }, NOW_MS).step,
        );
      }),
      seeded,
    );
  });
});
