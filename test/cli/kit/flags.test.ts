import { wholeNumber } from '../../../cli/kit/flag-values.ts';
import { CommandError } from '../../../cli/kit/command-error.ts';
import { readFlags, typedAgain } from '../../../cli/kit/flags.ts';

const FLAGS = {
  word: { type: 'text', value: 'WORD', isWord: true, help: '' },
  file: { type: 'path', value: 'FILE', help: '', default: 'here.json' },
  way: { type: 'text', value: 'WAY', choices: ['left', 'right'], help: '', default: 'left' },
  many: { type: 'text', value: 'ONE', isRepeatable: true, help: '' },
  howOften: { type: 'text', value: 'N', help: '', read: wholeNumber(1, 9) },
  apply: { type: 'boolean', help: '' },
  yes: { type: 'boolean', with: ['apply'], help: '' },
  json: { type: 'boolean', notWith: ['apply', 'way'], help: '' },
} as const;

const read = (...args: string[]) => readFlags({ name: 'try', flags: FLAGS }, args);

describe('flags', () => {
  it('have the types and the defaults of their declaration', () => {
    const { values } = read();
    const typed: {
      readonly word: string | undefined;
      readonly file: string;
      readonly way: 'left' | 'right';
      readonly many: readonly string[];
      readonly howOften: number | undefined;
      readonly apply: boolean;
    } = values;
    expect(typed).toEqual({
      word: undefined,
      file: 'here.json',
      way: 'left',
      many: [],
      howOften: undefined,
      apply: false,
      yes: false,
      json: false,
    });
  });

  it('are read, in any order; of what is no list, the last one counts', () => {
    const args = '--many a a-word --how-often=3 --many b --way left --way right --apply --yes --file -';
    expect(read(...args.split(' ')).values).toEqual({
      word: 'a-word',
      file: '-',
      way: 'right',
      many: ['a', 'b'],
      howOften: 3,
      apply: true,
      yes: true,
      json: false,
    });
  });

  it('can be typed again', () => {
    const { typed } = read('--many', 'a', '--apply', '--many=b', '--way', 'right');
    expect(typedAgain(typed, ['way'])).toEqual(['--many', 'a', '--many', 'b', '--apply']);
  });

  it.each([
    [
      ['--aply'],
      'Expected a flag of npm run try, found --aply. Did you mean --apply? It takes --file FILE, --way WAY, --many ONE, --how-often N, --apply, --yes, --json, --env NAME, --help.',
    ],
    [['-a'], 'Expected a flag of npm run try, found -a. It takes '],
    [['--no-apply'], 'found --no-apply'],
    [['--apply=1'], '--apply: expected no value, found "1". Leave it out.'],
    [['--file'], '--file: expected FILE, found nothing. Write --file FILE.'],
    [['--file', ''], '--file: expected FILE, found nothing. Write --file FILE.'],
    [
      ['--file', '--apply'],
      '--file: expected FILE, found the flag --apply. Where that is the value: --file=--apply',
    ],
    [['--way', 'rigth'], '--way: expected one of left, right; found "rigth". Did you mean right?'],
    [['--how-often', '10'], '--how-often: expected a whole number from 1 to 9, found "10".'],
    [['--how-often', '1.5'], 'found "1.5"'],
    [['--yes'], '--yes: expected with --apply, found without it. Add it, or leave --yes out.'],
    [['--json', '--apply'], 'Expected --json or --apply, found both. Leave one of them out.'],
    [['--json', '--way', 'left'], 'Expected --json or --way, found both.'],
    [
      ['one', 'two'],
      'Expected one WORD, found also "two". Leave it out; npm run try -- --help shows the arguments.',
    ],
  ])('are refused: %j', (args, message) => {
    expect(() => read(...args)).toThrow(CommandError);
    expect(() => read(...args)).toThrow(message);
  });

  it('are all that is taken where no word is declared; a word that may be a secret is not shown', () => {
    const line = { name: 'try', flags: { apply: FLAGS.apply } };
    expect(() => readFlags(line, ['hunter2'])).toThrow('Expected flags only, found "hunter2".');
    expect(() => readFlags({ ...line, hidesWords: 'Expected flags only.' }, ['hunter2'])).toThrow(
      /^Expected flags only\.$/,
    );
  });

  it('may be required, with what can be chosen', () => {
    const what = {
      type: 'text',
      value: 'WHAT',
      isWord: true,
      isRequired: true,
      choices: ['a', 'b'],
      help: '',
    } as const;
    const { values } = readFlags({ name: 'try', flags: { what } }, ['b']);
    const chosen: 'a' | 'b' = values.what;
    expect(chosen).toBe('b');
    expect(() => readFlags({ name: 'try this', flags: { what } }, [])).toThrow(
      'Expected a, b after npm run try -- this, found nothing. npm run try -- this --help shows the arguments.',
    );
  });
});
