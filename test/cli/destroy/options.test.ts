import { parseDestroyOptions } from '../../../cli/destroy/options.ts';

describe('the options of npm run destroy', () => {
  it('has defaults for all of them: asked first, and the journals kept', () => {
    expect(parseDestroyOptions([])).toEqual({
      yes: false,
      force: false,
      withJournals: undefined,
      credentials: undefined,
      outputs: 'cdk-outputs.json',
    });
  });

  it('takes each', () => {
    const args = [
      '--yes',
      '--force',
      '--with-journals',
      'voice',
      '--credentials',
      'c.json',
      '--outputs',
      'o',
    ];
    expect(parseDestroyOptions(args)).toEqual({
      yes: true,
      force: true,
      withJournals: 'voice',
      credentials: 'c.json',
      outputs: 'o',
    });
  });

  it('shows its help, and refuses what it does not know', () => {
    expect(parseDestroyOptions(['--help'])).toBeUndefined();
    expect(() => parseDestroyOptions(['--bogus'])).toThrow("Unknown option '--bogus'");
  });
});
