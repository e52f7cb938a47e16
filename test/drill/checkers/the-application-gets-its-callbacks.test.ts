import type { HistoryRecord } from '../../../contracts/history.ts';
import { theApplicationGetsItsCallbacks } from '../../../drill/checkers/the-application-gets-its-callbacks.ts';
import { aPromise, anExpectation, eventOf } from './a-history.ts';

const sent = (payload = eventOf('started')): HistoryRecord => ({
  atMs: 0,
  call: 'a',
  type: 'request',
  request: 'r',
  kind: 'event',
  event: 'started',
  attempt: 1,
  method: 'POST',
  url: 'https://primary.example/live/event',
  expectsNcco: false,
  payload,
});
const asked = (status: number | undefined, payload = eventOf('started')): HistoryRecord => ({
  atMs: 0,
  call: 'a',
  type: 'application-asked',
  tookMs: 1,
  method: 'POST',
  path: '/webhooks/event?a=b',
  payload,
  status,
});
const check = (history: readonly HistoryRecord[], isTheApplications = true) =>
  theApplicationGetsItsCallbacks.check(
    history,
    anExpectation([aPromise(isTheApplications ? { isTheApplications: true } : {})]),
  );

describe('theApplicationGetsItsCallbacks', () => {
  it('passes where each callback reached the application, and none was refused', () => {
    expect(check([sent(), asked(204)])).toEqual({ problems: [] });
    expect(check([sent(), asked(500), asked(undefined)])).toEqual({ problems: [] });
  });

  it.each([400, 401, 403])(
    'fails where the application refused one with %i, whatever is broken',
    (status) => {
      const text = `the application refused a callback at /webhooks/event with ${status}`;
      expect(check([sent(), asked(status)], false).problems).toEqual([{ call: 'a', text }]);
    },
  );

  it('passes where it refused what Vonage has not sent: a callback of no call', () => {
    expect(check([sent(), asked(204), { ...asked(401), call: '' }])).toEqual({ problems: [] });
  });

  it('fails where one never reached it, unless something kept it', () => {
    const history = [sent(), sent(eventOf('ringing')), asked(204)];
    expect(check(history).problems.map(({ text }) => text)).toEqual([
      'expected that the application gets each callback of its calls; it never got the event started',
    ]);
    expect(check(history, false)).toEqual({ problems: [] });
  });

  it('is unknown where the application was never asked', () => {
    expect(check([])).toEqual({ problems: [], unknown: expect.stringContaining('found none') });
  });
});
