import { appendQuery, pairsOf, toPairs } from '../../../simulator/http/encode-query.ts';

const URL_INSIDE = 'https://app.example.com/a?b=c';

describe('values in a query', () => {
  it('are JSON text where they are nested', () => {
    const fields = {
      reason: 'Invalid NCCO.',
      rate: null,
      size: 12,
      headers: {},
      original_request: { url: URL_INSIDE, type: 'answer' },
      speech: { results: [{ text: 'sales' }] },
    };
    expect(toPairs(fields)).toEqual([
      ['reason', 'Invalid NCCO.'],
      ['rate', ''],
      ['size', '12'],
      ['headers', '{}'],
      ['original_request', `{"url":"${URL_INSIDE}","type":"answer"}`],
      ['speech', '{"results":[{"text":"sales"}]}'],
    ]);
  });

  it('are escaped as in a capture of Vonage’s own request', () => {
    const dtmf = {
      speech: { error: 'Speech was not enabled' },
      dtmf: { digits: '3', timed_out: true },
      timestamp: '2020-07-30T03:58:48.984Z',
    };
    expect(appendQuery('https://app.example.com/dtmf', toPairs(dtmf))).toBe(
      'https://app.example.com/dtmf?speech=%7B%22error%22:%22Speech%20was%20not%20enabled%22%7D&dtmf=%7B%22digits%22:%223%22,%22timed_out%22:true%7D&timestamp=2020-07-30T03:58:48.984Z',
    );
  });
});

describe('a query', () => {
  it.each(['https://app.example.com/a', 'https://app.example.com/a?kept=1'])('is appended to %s', (url) => {
    const sent = appendQuery(url, [['url', 'https://b/?c=d&e']]);
    expect(pairsOf(sent).at(-1)).toEqual(['url', 'https://b/?c=d&e']);
    expect(sent.startsWith(url)).toBe(true);
  });
});
