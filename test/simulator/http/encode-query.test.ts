import { appendQuery, pairsOf, toPairs } from '../../../simulator/http/encode-query.ts';

const fields = {
  reason: 'Invalid NCCO.',
  rate: null,
  size: 12,
  original_request: { url: 'https://app.example.com/a?b=c', type: 'answer' },
  speech: { results: [{ text: 'sales' }] },
};

describe('nested values in a query', () => {
  it('are JSON text', () => {
    expect(toPairs(fields, 'json-text')).toEqual([
      ['reason', 'Invalid NCCO.'],
      ['rate', ''],
      ['size', '12'],
      ['original_request', '{"url":"https://app.example.com/a?b=c","type":"answer"}'],
      ['speech', '{"results":[{"text":"sales"}]}'],
    ]);
  });

  it('are in brackets', () => {
    expect(toPairs(fields, 'brackets').slice(3)).toEqual([
      ['original_request[url]', 'https://app.example.com/a?b=c'],
      ['original_request[type]', 'answer'],
      ['speech[results][0][text]', 'sales'],
    ]);
  });

  it('are behind dots', () => {
    expect(toPairs(fields, 'dots').slice(3)).toEqual([
      ['original_request.url', 'https://app.example.com/a?b=c'],
      ['original_request.type', 'answer'],
      ['speech.results.0.text', 'sales'],
    ]);
  });
});

describe('a query', () => {
  it.each(['https://app.example.com/a', 'https://app.example.com/a?kept=1'])('is appended to %s', (url) => {
    const sent = appendQuery(url, [['original_request[url]', 'https://b/?c=d&e']]);
    expect(pairsOf(sent).at(-1)).toEqual(['original_request[url]', 'https://b/?c=d&e']);
    expect(sent.startsWith(url)).toBe(true);
  });
});
