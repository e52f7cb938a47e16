import { countEvents } from '../../../drill/run/count-events.ts';
import { CallHistory, PRIMARY, REFUSED, aHealthyCall, eventOf } from '../checkers/a-history.ts';

const AT = { rejectingOrigins: [], primaryOrigins: [PRIMARY] };
const refused = { outcome: REFUSED, next: 'retry' } as const;
const url = `${PRIMARY}/live/event`;
const again = (request: string, others = {}) =>
  [request, 'event', { url, event: 'started', payload: eventOf('started'), ...others }] as const;

describe('countEvents', () => {
  it('counts an event once, however often it was tried', () => {
    const history = new CallHistory()
      .reports('1', 'started', refused)
      .asks(...again('2', { attempt: 2, retryOf: '1' }))
      .gets('2', 'event', { next: 'done' }).records;
    expect(countEvents(history, AT)).toMatchObject({ sent: 1, deliverable: 1 });
  });

  it('counts an event once, however often it was sent, and as deliverable once', () => {
    const history = new CallHistory()
      .reports('1', 'started')
      .asks(...again('2'))
      .gets('2', 'event', { next: 'done' }).records;
    expect(countEvents(history, AT)).toMatchObject({ sent: 1, deliverable: 1 });
  });

  it('counts an event that reached no webhook as sent, not as deliverable', () => {
    const history = new CallHistory().reports('1', 'started', refused).records;
    expect(countEvents(history, AT)).toMatchObject({ sent: 1, deliverable: 0 });
  });

  it('counts an event that only a region refused which refuses everything as not deliverable', () => {
    const history = new CallHistory().reports('1', 'started').records;
    expect(countEvents(history, { ...AT, rejectingOrigins: [PRIMARY] })).toMatchObject({
      sent: 1,
      deliverable: 0,
    });
  });

  it('leaves answer requests, and the fallback’s for them, out', () => {
    const history = new CallHistory().wantsNcco().fallsBack('secondary').records;
    expect(countEvents(history, AT)).toMatchObject({ sent: 0, deliverable: 0 });
  });

  it.each([
    ['secondary', 'Miss from cloudfront', 1],
    ['static tier', 'Error from cloudfront', 0],
  ])('knows that an event which only the %s answered is deliverable: %s, %i', (_tier, mark, deliverable) => {
    const original = { original_request: { url, type: 'event' }, reason: 'Connection closed.' };
    const history = new CallHistory()
      .reports('1', 'disconnected', refused)
      .asks('2', 'fallback', { event: 'disconnected', payload: { ...eventOf('disconnected'), ...original } })
      .gets('2', 'fallback', {
        outcome: { kind: 'response', status: 200, headers: { 'x-cache': mark }, body: '[]' },
      }).records;
    expect(countEvents(history, AT)).toMatchObject({ sent: 1, deliverable });
  });

  it('counts what is kept, in both buckets under one key once, and what is kept twice', () => {
    const history = aHealthyCall()
      .reports('1', 'started')
      .reports('2', 'ringing')
      .reports('3', 'answered')
      .reports('4', 'completed')
      .journaled('started')
      .journaled('started', { bucket: 'secondary' })
      .journaled('ringing')
      .journaled('ringing', { key: 'calls/another' })
      .journaled('answered', { writes: 2 }).records;
    expect(countEvents(history, AT)).toEqual({
      sent: 4,
      deliverable: 4,
      journaled: 3,
      duplicated: 2,
      lost: 0,
    });
  });

  it('counts a key as lost once, and not where it was kept in the end', () => {
    const history = aHealthyCall()
      .reports('1', 'started')
      .add({ type: 'journal-lost', key: 'calls/2026-11-23/CON-a/started.json' })
      .add({ type: 'journal-lost', key: 'calls/2026-11-23/CON-a/ringing.json' })
      .add({ type: 'journal-lost', key: 'calls/2026-11-23/CON-a/ringing.json' })
      .journaled('started').records;
    expect(countEvents(history, AT)).toMatchObject({ journaled: 1, lost: 1 });
  });
});
