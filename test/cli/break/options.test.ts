import { parseBreakOptions } from '../../../cli/break/options.ts';

describe('npm run break', () => {
  it('names a part and how it breaks, restores it or all, or only looks', () => {
    expect(parseBreakOptions(['primary', '--how', 'hangs'])).toMatchObject({
      part: 'primary',
      how: 'hangs',
      restore: false,
    });
    expect(parseBreakOptions(['--restore'])).toMatchObject({ part: undefined, restore: true });
    expect(parseBreakOptions(['primary', '--restore'])).toMatchObject({ part: 'primary', restore: true });
    expect(parseBreakOptions([])).toMatchObject({ part: undefined, restore: false });
    expect(parseBreakOptions(['--help'])).toBeUndefined();
  });

  it.each([
    [['primary', 'secondary'], 'Expected one part, found primary, secondary'],
    [['--how', 'hangs'], '--how: expected with a part that is to break, found no part'],
    [
      ['primary', '--restore', '--how', 'hangs'],
      '--how: expected with a part that is to break, found --restore',
    ],
    [['--hwo', 'x'], "Unknown option '--hwo'"],
  ])('refuses %j', (args, message) => {
    expect(() => parseBreakOptions(args)).toThrow(message);
  });
});
