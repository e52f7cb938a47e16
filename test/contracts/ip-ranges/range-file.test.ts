import { parseRangeFile, readRangeFile } from '../../../contracts/ip-ranges/range-file.ts';

const RANGE = { cidr: '216.147.0.0/18', source: 'https://vonage.example/ranges', date: '2026-01-31' };
const parse = (value: unknown) => parseRangeFile(JSON.stringify(value), 'ranges.json');
const withRanges = (...ranges: readonly unknown[]) => ({ updated: '2026-01-31', ranges });

describe('the file of Vonage’s ranges', () => {
  it('is right, and each of its ranges has a source and a date', () => {
    const { ranges } = readRangeFile();
    expect(ranges.map(({ cidr }) => cidr)).toContain('216.147.0.0/18');
  });

  it('keeps a range as it is', () => {
    const file = withRanges(RANGE, { ...RANGE, cidr: '2600:1f18::/36', note: 'assumed' });
    expect(parse(file)).toEqual(file);
  });

  it.each([
    ['text', 'ranges: expected a list of ranges, found nothing'],
    [{ updated: '2026-01-31', ranges: {} }, 'ranges: expected a list of ranges'],
    [withRanges(), 'ranges: expected at least one range'],
    [
      { ...withRanges(RANGE), updated: '2026-02-30' },
      'updated: expected a day, YYYY-MM-DD, found "2026-02-30"',
    ],
    [{ ...withRanges(RANGE), updated: 20260131 }, 'updated: expected a day'],
    [{ ...withRanges(RANGE), extra: 1 }, 'extra: expected nothing but updated and ranges'],
    [withRanges('216.147.0.0/18'), 'ranges[0]: expected an object'],
    [withRanges({ ...RANGE, cidr: undefined }), 'ranges[0].cidr: expected a CIDR block'],
    [
      withRanges({ ...RANGE, cidr: '216.147.0.1/18' }),
      'first address, 216.147.0.0/18, found "216.147.0.1/18"',
    ],
    [withRanges({ ...RANGE, cidr: '0.0.0.0/0' }), 'expected a block of /12 or smaller'],
    [withRanges({ ...RANGE, cidr: '10.0.0.0/24' }), 'expected public addresses'],
    [withRanges({ ...RANGE, cidr: '2600:1F18::/36' }), 'expected it as 2600:1f18::/36'],
    [withRanges(RANGE, RANGE), 'ranges[1].cidr: expected a range different from ranges[0]'],
    [withRanges({ ...RANGE, source: ' ' }), 'ranges[0].source: expected who says so'],
    [withRanges({ ...RANGE, date: 'today' }), 'ranges[0].date: expected a day'],
    [withRanges({ ...RANGE, note: 1 }), 'ranges[0].note: expected a text'],
    [
      withRanges({ ...RANGE, region: 'eu' }),
      'ranges[0].region: expected cidr, source, date, note, found "eu"',
    ],
  ])('refuses %j', (value, message) => {
    expect(() => parse(value)).toThrow(message);
  });

  it('refuses what is no JSON, and says which file', () => {
    expect(() => parseRangeFile('<html>', 'ranges.json')).toThrow(/ranges\.json[^]*expected JSON/);
  });
});
