import { regionalOutputs } from '../../../../contracts/outputs.ts';
import type { HttpAnswer } from '../../../../cli/kit/send-http.ts';
import type { HttpRequest } from '../../../../cli/kit/send-http.ts';
import { deadlinesOf } from '../../../../cli/link/tune/deadlines.ts';
import { routesOf } from '../../../../cli/link/tune/route.ts';
import { runTune } from '../../../../cli/link/tune/run-tune.ts';
import { voiceCapability } from '../../../../contracts/voice-capability.ts';
import { answered, failed, NOW_MS } from '../verify/a-deployment.ts';
import { twoRegions } from '../two-regions.ts';

const { primary, secondary } = regionalOutputs(twoRegions);
const ROUTES = routesOf(voiceCapability(twoRegions), primary.WebsocketDisconnectedUrl, {
  apiKey: 'abcd1234',
  applicationId: 'id',
  signatureSecret: 'secret',
});
const DEADLINES = deadlinesOf(primary, secondary, 'distribution');

/** The nth answer of a path, counted from 1. */
type Answers = (path: string, nth: number) => HttpAnswer | Promise<HttpAnswer>;

async function run(answers: Answers, { requests = 400, interruptAt = Infinity, staticBody = 'static' } = {}) {
  const interrupted = new AbortController();
  const counts: Record<string, number> = {};
  let sent = 0;
  const tuned = await runTune(
    ROUTES,
    DEADLINES,
    {
      send: async ({ url }: HttpRequest) => {
        sent += 1;
        if (sent === interruptAt) interrupted.abort();
        const path = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
        const nth = (counts[path] = (counts[path] ?? 0) + 1);
        await new Promise((resolve) => setImmediate(resolve));
        return interrupted.signal.aborted ? failed('response', 'interrupted') : answers(path, nth);
      },
      staticNcco: { body: staticBody, tookMs: 5 },
      nowMs: () => NOW_MS,
      pause: () => Promise.resolve(),
      signal: interrupted.signal,
      onProgress: () => undefined,
    },
    { requests, perSecond: 50 },
  );
  return { ...tuned, sent };
}

const took = (responseMs: number): HttpAnswer => answered('[]', { connectMs: 10, responseMs });
const well: Answers = () => took(50);

describe('runTune', () => {
  it('recommends from warm and cold requests of every route', async () => {
    const { exitCode, timeouts, results, notes } = await run(well);
    expect(exitCode).toBe(0);
    expect(timeouts).toEqual({
      answer_url: { connect_timeout: 300, socket_timeout: 1650 },
      event_url: { connect_timeout: 300, socket_timeout: 2250 },
      fallback_answer_url: { connect_timeout: 300, socket_timeout: 3750 },
    });
    expect(results.map(({ warm }) => warm.requests)).toEqual([100, 100, 100, 100]);
    for (const { cold } of results) expect(cold?.requests).toBeGreaterThanOrEqual(20);
    expect(notes).toEqual([
      'Fewer than 20 cold starts were seen: 0 of answer_url (up to 40 at once), 0 of event_url (up to 40 at once), 0 of fallback_answer_url (up to 40 at once). A slower one is cut by the deployed deadlines, which the recommended timeouts outlast.',
      expect.stringContaining("timeouts: 'tight' in settings.ts is long enough"),
    ]);
  });

  it('takes a slow request for what it is, warm or cold', async () => {
    const slowOnce =
      (at: number): Answers =>
      (path, nth) =>
        took(path === 'answer' && nth === at ? 4100 : 50);
    for (const at of [50, 110]) {
      const { timeouts } = await run(slowOnce(at));
      // 1.25 × 4100 is more than Vonage takes.
      expect(timeouts?.answer_url.socket_timeout).toBe(5000);
    }
  });

  it('ends the bursts of a URL’s routes together at 20 cold starts', async () => {
    const { results, notes } = await run((_path, nth) => took(nth > 3 + 100 ? 300 : 50));
    expect(notes.join()).not.toContain('cold starts were seen');
    expect(results.map(({ cold }) => [cold?.requests, cold?.coldStarts])).toEqual([
      [20, 20],
      [12, 12],
      [12, 12],
      [20, 20],
    ]);
  });

  it('says where a failure ended the bursts before 20 cold starts', async () => {
    const { exitCode, notes } = await run((path, nth) => {
      const atOnce = nth - 3 - 100;
      if (path === 'fallback' && atOnce === 30) return answered('', { status: 502 });
      return took(atOnce > 0 && (path !== 'fallback' || atOnce % 4 === 0) ? 300 : 50);
    });
    expect(exitCode).toBe(0);
    expect(notes).toContain(
      'Fewer than 20 cold starts were seen: 7 of fallback_answer_url (up to 10 at once). A slower one is cut by the deployed deadlines, which the recommended timeouts outlast.',
    );
  });

  it('takes for cold what 99 of 100 warm ones are faster than, not half of them', async () => {
    const { results } = await run((_path, nth) => took(nth > 3 + 100 ? 90 : nth % 10 === 0 ? 100 : 50));
    for (const { cold } of results) expect(cold?.coldStarts).toBe(0);
  });

  it('lets one of the first requests be slow, or fail', async () => {
    const slow = await run((path, nth) => took(path === 'answer' && nth === 1 ? 5300 : 50));
    expect(slow.exitCode).toBe(0);
    const failing = await run((path, nth) =>
      path === 'answer' && nth === 1 ? answered('', { status: 502 }) : took(50),
    );
    expect(failing.exitCode).toBe(0);
  });

  it('recommends nothing for a URL that is slower than Vonage waits, once or always', async () => {
    const { exitCode, timeouts, recommendations } = await run((path, nth) =>
      took(path === 'event' && nth === 50 ? 10_000 : 50),
    );
    expect([exitCode, timeouts]).toEqual([2, undefined]);
    expect(recommendations?.map(({ socket }) => socket.timeoutMs)).toEqual([1650, undefined, 3750]);
  });

  it('goes no further where a URL never answers within what Vonage waits', async () => {
    const { exitCode, notes, sent, recommendations } = await run((path) =>
      took(path === 'answer' ? 5300 : 50),
    );
    expect([exitCode, sent, recommendations]).toEqual([2, 12, undefined]);
    expect(notes).toEqual([
      expect.stringContaining(
        'answer_url.socket_timeout: no timeout helps: 3 of 3 requests took 5000 ms or more (up to 5300 ms), and Vonage waits 5000 ms at most.',
      ),
      'Measured no further. Nothing is recommended.',
    ]);
  });

  it('says so too of connections that never come', async () => {
    const { notes } = await run((path) => (path === 'fallback' ? failed('connect', 'timeout') : took(50)));
    expect(notes[0]).toContain(
      'fallback_answer_url.connect_timeout: no timeout helps: 3 of 3 requests took 1000 ms',
    );
    expect(notes[0]).toContain('no answer in time');
    expect(notes).toHaveLength(2);
  });

  it('goes no further where a URL answers nothing well', async () => {
    const { exitCode, notes, sent } = await run(() => answered('', { status: 401 }));
    expect([exitCode, sent]).toEqual([2, 12]);
    expect(notes).toEqual([
      'None of the first requests to a URL got the expected answer.',
      expect.stringContaining('HTTP 401 (answer 3 times, event 3 times'),
      'Measured no further. Nothing is recommended.',
    ]);
  });

  it('says that no timeout helps also where the distribution has given up on its region meanwhile', async () => {
    const { notes } = await run((path) => (path === 'fallback' ? answered('static') : took(6000)));
    expect(notes).toEqual([
      expect.stringContaining('answer_url.socket_timeout: no timeout helps'),
      'None of the first requests to a URL got the expected answer.',
      expect.stringContaining('exceeds CloudFront’s timeout'),
      'Measured no further. Nothing is recommended.',
    ]);
  });

  it('knows the static NCCO in the place of the secondary’s', async () => {
    const { notes } = await run((path) => (path === 'fallback' ? answered('static') : took(50)));
    expect(notes[1]).toContain('the static NCCO (fallback 3 times)');
  });

  it('recommends nothing where more than 1 in 100 failed', async () => {
    const { exitCode, timeouts, notes } = await run((path, nth) =>
      path === 'answer' && nth > 3 && nth % 5 === 0 ? answered('', { status: 502 }) : took(50),
    );
    expect([exitCode, timeouts]).toEqual([2, undefined]);
    expect(notes[0]).toMatch(/^\d+ of \d+ requests failed, more than 1 %/);
    expect(notes.at(-1)).toBe('Nothing is recommended.');
  });

  it('recommends in spite of a failure, and names it', async () => {
    const { exitCode, notes } = await run((path, nth) =>
      path === 'answer' && nth === 20 ? failed('response', 'ECONNRESET') : took(50),
    );
    expect(exitCode).toBe(0);
    expect(notes[0]).toContain('ECONNRESET (answer 1 times)');
  });

  it.each([
    ['at first', 5],
    ['while it is paced', 100],
    ['while it is cold', 450],
  ])('tells what it has when interrupted %s, and recommends nothing', async (_when, interruptAt) => {
    const { exitCode, timeouts, recommendations, results, notes, sent } = await run(well, { interruptAt });
    expect([exitCode, timeouts, recommendations]).toEqual([130, undefined, undefined]);
    expect(notes).toEqual(['Interrupted. Nothing is recommended.']);
    expect(results).toHaveLength(4);
    expect(sent).toBeLessThan(interruptAt + 45);
  });
});
