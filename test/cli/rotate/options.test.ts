import { parseRotateOptions } from '../../../cli/rotate/options.ts';

const parse = (...args: readonly string[]) => parseRotateOptions(args);

describe('the options of npm run rotate', () => {
  it.each(['status', 'stage', 'finish', 'retire', 'abort'] as const)(
    '%s writes nothing by itself',
    (action) => {
      expect(parse(action)).toEqual({
        action,
        apply: false,
        withoutWaiting: false,
        outputs: 'cdk-outputs.json',
        secretFile: undefined,
        json: false,
      });
    },
  );

  it('takes the rest', () => {
    expect(parse('stage', '--apply', '--secret-file', 'secret', '--outputs', 'file', '--json')).toEqual({
      action: 'stage',
      apply: true,
      withoutWaiting: false,
      outputs: 'file',
      secretFile: 'secret',
      json: true,
    });
  });

  it.each(['finish', 'retire'] as const)('%s may be told not to wait', (action) => {
    expect(parse(action, '--without-waiting')).toMatchObject({ action, withoutWaiting: true });
  });

  it('shows its help', () => {
    expect(parse('--help')).toBeUndefined();
    expect(parse('stage', '--help')).toBeUndefined();
  });

  it.each([
    [[], 'Expected one of status, stage, finish, retire, abort as the first word.'],
    [['undo'], 'npm run rotate -- status|stage|finish|retire|abort'],
    [['stage', 'hunter2'], 'A secret is read from --secret-file or from standard input.'],
    [['hunter2'], 'Expected one of status, stage, finish, retire, abort as the first word.'],
    [['finish', '--apply', 'hunter2'], 'found something else (not shown)'],
    [['finish', '--secret-file', 'x'], '--secret-file: expected with "stage", found with "finish"'],
    [['status', '--apply'], '--apply: expected with what changes something, found with "status"'],
    [
      ['stage', '--without-waiting'],
      '--without-waiting: expected with "finish" or "retire", found with "stage"',
    ],
    [['stage', '--bogus'], "Unknown option '--bogus'"],
  ])('refuses %j', (args, message) => {
    expect(() => parse(...args)).toThrow(message);
    expect(() => parse(...args)).not.toThrow('hunter2');
  });
});
