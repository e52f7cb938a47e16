import { journalLocation } from '../../../cli/journal/journal-location.ts';

describe('JournalUrl', () => {
  it.each([
    [
      'https://a-journal-eu-west-1-111122223333.s3.eu-west-1.amazonaws.com',
      { bucket: 'a-journal-eu-west-1-111122223333' },
    ],
    ['http://127.0.0.1:8001/a-journal', { bucket: 'a-journal', endpoint: 'http://127.0.0.1:8001' }],
  ])('%s is a bucket', (url, location) => {
    expect(journalLocation(url)).toEqual(location);
  });

  it.each([
    'a-journal',
    'http://a-journal.s3.eu-west-1.amazonaws.com',
    'https://s3.eu-west-1.amazonaws.com/a-journal',
    'https://a-journal.s3.eu-west-1.amazonaws.com/calls',
    'https://a-journal.s3.eu-west-1.amazonaws.com.example.com',
    'http://127.0.0.1:8001',
    'http://example.com/a-journal',
  ])('%s is refused', (url) => {
    expect(() => journalLocation(url)).toThrow(`found "${url}"`);
  });
});
