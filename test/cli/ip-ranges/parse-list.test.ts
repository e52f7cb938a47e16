import { parseList } from '../../../cli/ip-ranges/parse-list.ts';

const parse = (text: string): readonly string[] =>
  parseList({ text, name: 'a-list' }).map((range) => range.text);

describe('a list of ranges', () => {
  it.each([
    ['ours', '{"updated":"2026-01-31","ranges":[{"cidr":"5.10.112.0/28","source":"s","date":"2026-01-31"}]}'],
    ['an array of texts', '["5.10.112.0/28"]'],
    ['an object with one list', '{"version":3,"ips":["5.10.112.0/28"]}'],
    ['lines', '# Vonage\r\n\r\n  5.10.112.0/28  # callbacks\r\n'],
    ['a line without an end', '5.10.112.0/28'],
    ['one that stands twice', '5.10.112.0/28\n5.10.112.0/28'],
  ])('is read from %s', (_what, text) => {
    expect(parse(text)).toEqual(['5.10.112.0/28']);
  });

  it('takes a single address as a range of one', () => {
    expect(parse('["5.10.112.1", "2600:1f18::1"]')).toEqual(['5.10.112.1/32', '2600:1f18::1/128']);
  });

  it.each([
    ['', 'found an empty list'],
    ['\n# nothing\n', 'found an empty list'],
    ['[]', 'found an empty list'],
    ['{"ranges":[]}', 'found an empty list'],
    ['<!doctype html><html></html>', 'found a page of HTML or XML'],
    ['  <Error/>', 'found a page of HTML or XML'],
    ['{"error":"not found"}', 'found an object with 0 lists'],
    ['{"old":["5.10.112.0/28"],"new":["5.10.112.0/28"]}', 'found an object with 2 lists'],
    ['["5.10.112.0/28",', 'found JSON that cannot be read'],
    ['["5.10.112.0/28",7]', 'found 7 in it'],
    ['["5.10.112.0/28",null]', 'found null in it'],
    ['[{"ip":"5.10.112.0/28"}]', 'found {"ip":"5.10.112.0/28"} in it'],
    [
      'Service Unavailable',
      'expected a CIDR block, like "216.147.0.0/18" or "2600:1f18::/36", found "Service',
    ],
    ['5.10.112.0/28, 5.10.113.0/28', 'expected a CIDR block'],
    ['005.10.112.0/28', 'expected a CIDR block'],
    ['5.10.112.1/28', `expected the block's first address, 5.10.112.0/28, found "5.10.112.1/28"`],
    ['5.10.112.0/33', 'expected a prefix length of at most 32'],
    ['0.0.0.0/0', 'expected a block of /12 or smaller, found "0.0.0.0/0"'],
    ['::/0', 'expected a block of /32 or smaller'],
    ['168.100.64.0/1', `expected the block's first address, 128.0.0.0/1`],
    ['10.0.0.0/16', '(10.0.0.0/8 is reserved)'],
    ['127.0.0.1', '(127.0.0.0/8 is reserved)'],
    // One wrong range makes the whole list doubtful.
    ['5.10.112.0/28\n0.0.0.0/0', 'found "0.0.0.0/0"'],
  ])('is refused: %j', (text, problem) => {
    expect(() => parse(text)).toThrow(problem);
  });

  it('tells a few of many problems, and nothing that a terminal would act on', () => {
    const text = Array.from({ length: 9 }, () => '\u001b[2J').join('\n');
    expect(() => parse(text)).toThrow(/\n {2}and 4 more\n/);
    expect(() => parse(text)).not.toThrow('\u001b');
  });
});
