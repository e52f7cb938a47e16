import { lostRecords, watchJournals } from '../../../drill/run/journal-records.ts';
import { CallHistory, eventOf } from '../checkers/a-history.ts';
import { aEmulator } from './a-setup.ts';

const entry = (event: object) => JSON.stringify({ receivedAt: 'x', region: 'y', event });
const history = new CallHistory('call-1').reports('1', 'started').records;

describe('watchJournals', () => {
  it('tells what was written since, by whom and for which call', async () => {
    const { emulator, journals } = aEmulator();
    journals.primary.set('calls/old', entry(eventOf('started')));
    const since = await watchJournals(emulator);
    journals.primary.set('calls/new', entry(eventOf('started')));
    // Some events leave the CON- out.
    journals.secondary.set('calls/other', entry({ recording_url: 'x', conversation_uuid: 'a' }));
    expect(await since(history)).toEqual([
      expect.objectContaining({
        type: 'journaled',
        bucket: 'primary',
        key: 'calls/new',
        writes: 1,
        call: 'call-1',
        event: eventOf('started'),
      }),
      expect.objectContaining({ bucket: 'secondary', key: 'calls/other', call: 'call-1' }),
    ]);
  });

  it('reports events of unknown calls, and objects that are no entry', async () => {
    const { emulator, journals } = aEmulator();
    const since = await watchJournals(emulator);
    journals.primary.set('calls/foreign', entry({ ...eventOf('started'), conversation_uuid: 'CON-b' }));
    journals.primary.set('calls/broken', 'not JSON');
    expect(await since(history)).toMatchObject([
      { key: 'calls/foreign', call: '' },
      { key: 'calls/broken', call: '', event: {} },
    ]);
  });
});

describe('lostRecords', () => {
  it('are of the call whose conversation the key names', () => {
    const keys = ['calls/2026-11-23/CON-a/1-started-2.json', 'calls/2026-11-23/CON-b/1-started-2.json'];
    expect(lostRecords(keys, history)).toMatchObject([
      { type: 'journal-lost', key: keys[0], call: 'call-1' },
      { type: 'journal-lost', key: keys[1], call: '' },
    ]);
  });
});
