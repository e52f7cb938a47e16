import { CommandError } from '../../../cli/kit/command-error.ts';
import { SMOKE_HELP, parseSmokeOptions } from '../../../cli/smoke/options.ts';
import { ROWS } from '../../../cli/smoke/rows.ts';

describe('the options of npm run smoke', () => {
  it('ask every row of what is deployed, as cdk-outputs.json names it', () => {
    expect(parseSmokeOptions([])).toEqual({
      outputs: 'cdk-outputs.json',
      region: undefined,
      rows: ROWS,
      outside: undefined,
      world: undefined,
      json: false,
    });
  });

  it('ask the rows that are named, in the order in which they must be asked', () => {
    const rows = parseSmokeOptions(['--only', 'crash-status', '--only', 'health'])?.rows ?? [];
    expect(rows.map(({ name }) => name)).toEqual(['health', 'crash-status']);
  });

  it('start a world, of an assembly and with an assumption broken', () => {
    const options = parseSmokeOptions(['--world', '--assembly', 'a', '--break', 'audio']);
    expect(options?.world).toEqual({ assembly: 'a', broken: 'audio' });
  });

  it.each([
    [['--only', 'weather'], '--only: expected one of health, '],
    [['--world', '--break', 'weather'], '--break: expected one of health, '],
    [['--break', 'audio'], 'Expected no --break without --world'],
    [['--assembly', 'a'], 'Expected no --assembly without --world'],
    [['--world', '--outputs', 'a'], 'Expected no --outputs with --world'],
    [['--world', '--outside', '127.0.0.9'], 'Expected no --outside with --world'],
    [['--verbose'], "Unknown option '--verbose'"],
  ])('refuse %j', (args, expected) => {
    expect(() => parseSmokeOptions(args)).toThrow(CommandError);
    expect(() => parseSmokeOptions(args)).toThrow(expected);
  });

  it('are told by --help, with every row', () => {
    expect(parseSmokeOptions(['--help', '--json'])).toBeUndefined();
    for (const { name } of ROWS) expect(SMOKE_HELP).toContain(`\n  ${name}\n`);
  });
});
