import type { Cold } from '../../../../cli/link/tune/bursts.ts';
import type { RouteTimes } from '../../../../cli/link/tune/measure.ts';
import type { Route } from '../../../../cli/link/tune/route.ts';
import type { Tally } from '../../../../cli/link/tune/tally.ts';
import { describeFailures, wayOut, whyNot } from '../../../../cli/link/tune/why-not.ts';

const tally = (requests: number, failures: Tally['failures'] = {}): Tally => ({
  requests,
  times: { connectsMs: [], responsesMs: [] },
  failures,
});
const cold = (requests: number, failures: Tally['failures'] = {}): Cold => ({
  ...tally(requests, failures),
  coldStarts: 0,
  mostAtOnce: 0,
});
const result = (
  name: Route['name'],
  webhook: Route['webhook'],
  warm: Tally,
  atOnce: Cold | undefined,
): RouteTimes => ({
  route: { name, webhook, address: 'https://one.example.com', request: () => ({}) as never },
  warm,
  cold: atOnce,
});

/** 2000 warm requests and 60 at once, except for what is given. */
const run = ({ warm = tally(500), answerCold = cold(20), eventCold = cold(10) } = {}) => [
  result('answer', 'answer_url', warm, answerCold),
  result('event', 'event_url', tally(500), eventCold),
  result('websocket-disconnected', 'event_url', tally(500), cold(10)),
  result('fallback', 'fallback_answer_url', tally(500), cold(20)),
];

describe('whyNot', () => {
  it('has nothing against a run that is whole and well', () => {
    expect(whyNot(run(), 2000)).toEqual([]);
  });

  it('lets 1 in 100 fail, and no more', () => {
    expect(whyNot(run({ warm: tally(500, { 'HTTP 502': 20 }) }), 2000)).toEqual([]);
    // 20 of 2000, of which too few were warm.
    expect(whyNot(run({ warm: tally(440, { 'HTTP 502': 20 }) }), 2000)[0]).toContain('found 1940: too few');
    expect(whyNot(run({ warm: tally(500, { 'HTTP 502': 15, ECONNRESET: 6 }) }), 2000)).toEqual([
      '21 of 2060 requests failed, more than 1 %: the times of an unhealthy deployment are not used.',
      expect.stringContaining('HTTP 502 (answer 15 times): the function failed'),
      expect.stringContaining('ECONNRESET (answer 6 times): it cannot be reached'),
    ]);
  });

  it('counts what failed at once too', () => {
    expect(whyNot(run({ answerCold: cold(40, { 'HTTP 502': 21 }) }), 2000)[1]).toContain(
      'HTTP 502 (answer 21 times at once)',
    );
  });

  it('wants the warm requests that were asked for', () => {
    expect(whyNot(run({ warm: tally(499) }), 2000)).toEqual([
      'Expected 2000 warm requests, found 1999: too few. Let it run to its end.',
    ]);
  });

  it('wants 20 requests at once of each URL, shared by its routes', () => {
    expect(whyNot(run({ answerCold: cold(19, { 'HTTP 502': 3 }), eventCold: cold(9) }), 2000)).toEqual([
      'Expected at least 20 requests at once of each URL, found fewer of answer, event: too few.',
      expect.stringContaining('HTTP 502 (answer 3 times at once)'),
    ]);
  });
});

describe('describeFailures', () => {
  it('says each thing once, with where and how often', () => {
    const results = run({ warm: tally(500, { 'HTTP 429': 2 }), eventCold: cold(10, { 'HTTP 429': 1 }) });
    expect(describeFailures(results)).toEqual([
      'HTTP 429 (answer 2 times, event 1 times at once): the requests are throttled. Measure with a lower --rate.',
    ]);
    expect(describeFailures(run())).toEqual([]);
  });

  it.each([
    ['HTTP 401', 'VONAGE_SIGNATURE_SECRET'],
    ['HTTP 403', 'source.operatorRanges'],
    ['the static NCCO', 'The secondary’s secret'],
    ['HTTP 503', 'the account’s concurrency'],
    ['HTTP 302', 'The outputs file may belong to another deployment'],
    ['CERT_HAS_EXPIRED', 'the domain’s certificate'],
    ['ENOTFOUND', 'apply --primary'],
    ['closed', 'closes the connection'],
  ])('knows a way out of %s', (what, way) => {
    expect(wayOut(what)).toContain(way);
  });
});
