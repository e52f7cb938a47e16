import { collectLostKeys } from '../../../drill/run/lost-keys.ts';

const line = (fields: object) => `event-function: ${JSON.stringify(fields)}`;

describe('the keys that functions say are lost', () => {
  it('are read from their log lines, and handed out once', () => {
    const { read, take } = collectLostKeys();
    read(line({ level: 'error', code: 'journal-lost', key: 'calls/a' }));
    read(line({ level: 'warn', code: 'journal-unavailable', key: 'calls/b' }));
    expect(take()).toEqual(['calls/a', 'calls/b']);
    expect(take()).toEqual([]);
  });

  it('are not found in other lines', () => {
    const { read, take } = collectLostKeys();
    read(line({ code: 'unverified', key: 'calls/a' }));
    read(line({ code: 'journal-lost' }));
    read('event-function: started');
    read('event-function: {"code":"journal-lost","key":');
    expect(take()).toEqual([]);
  });
});
