import { parseArgs } from 'node:util';
import { environmentAgain } from '../../contracts/settings/environment-name.ts';
import { CommandError } from './command-error.ts';
import { ENVIRONMENT_FLAG } from './environment-flag.ts';
import { projectPath } from './folders.ts';
import { nearest } from '../../contracts/nearest.ts';

interface Described {
  readonly help: string;
  /** Makes no sense without one of these. */
  readonly with?: readonly string[];
  /** Contradicts these. */
  readonly notWith?: readonly string[];
}

interface Switch extends Described {
  readonly type: 'boolean';
}

interface Valued extends Described {
  /** A relative path means the folder in which the user stands; as a default, the project's. */
  readonly type: 'text' | 'path';
  /** What stands for the value in the help: `FILE`. */
  readonly value: string;
  readonly default?: string;
  /** The default in words, where the command finds it. */
  readonly otherwise?: string;
  readonly choices?: readonly string[];
  readonly isRepeatable?: true;
  readonly isRequired?: true;
  /** Given as a word, without a name. */
  readonly isWord?: true;
  /** What is given by mistake may be a secret: no error shows it. */
  readonly hidesValue?: true;
  /** @throws CommandError `expected …, found …`; the flag's name is put before it */
  readonly read?: (text: string) => unknown;
}

export type Flag = Switch | Valued;

/** By their names in code: `secretFile` is `--secret-file`. */
export type Flags = Readonly<Record<string, Flag>>;

type One<F> = F extends { readonly read: (text: string) => infer T }
  ? T
  : F extends { readonly choices: readonly (infer C)[] }
    ? C
    : string;

type ValueOf<F> = F extends { readonly type: 'boolean' }
  ? boolean
  : F extends { readonly isRepeatable: true }
    ? readonly One<F>[]
    : F extends { readonly default: string } | { readonly isRequired: true }
      ? One<F>
      : One<F> | undefined;

/** What a command is given. */
export type Values<F extends Flags> = { readonly [K in keyof F]: ValueOf<F[K]> };

/** The texts of each flag that was typed, in the order of the first of each; a boolean has none. */
export type Typed = ReadonlyMap<string, readonly string[]>;

export interface Read<F extends Flags> {
  readonly values: Values<F>;
  readonly typed: Typed;
}

/** A command line and what it may hold. */
export interface CommandLine<F extends Flags> {
  /** As it is typed after `vvf`: `link plan`. */
  readonly name: string;
  readonly flags: F;
  /** What stands where no flag is wanted may be a secret: no error shows it. */
  readonly hidesWords?: string;
}

const HELP: Switch = { type: 'boolean', help: 'this text' };

/** `secretFile` → `--secret-file`. */
export const flagName = (key: string): string =>
  `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** `link plan` → `npm run link -- plan`. */
export const npmName = (name: string): string => {
  const [script = '', ...words] = name.split(' ');
  return ['npm run', script, ...(words.length === 0 ? [] : ['--', ...words])].join(' ');
};

/** A command with more behind it: `npm run deploy -- --help`. */
export const npmLine = (name: string, more: string): string =>
  `${npmName(name)}${name.includes(' ') ? '' : ' --'} ${more}`;

/** Whether it is given without a name. */
export const isWord = (flag: Flag): flag is Valued => flag.type !== 'boolean' && flag.isWord === true;

/** In errors: `--secret-file`, or what stands for the word. */
const shortName = (key: string, flag: Flag | undefined): string =>
  flag !== undefined && isWord(flag) ? flag.value : flagName(key);

/** `--secret-file FILE`, or the word alone. */
export function usageOf(key: string, flag: Flag): string {
  if (flag.type === 'boolean') return flagName(key);
  if (flag.isWord !== true) return `${flagName(key)} ${flag.value}`;
  const word = flag.isRepeatable === true ? `${flag.value}…` : flag.value;
  return flag.isRequired === true ? word : `[${word}]`;
}

/** Every flag with `--env` and `--help`, words first. */
export const withHelp = (flags: Flags): readonly (readonly [string, Flag])[] =>
  Object.entries<Flag>({ ...flags, env: ENVIRONMENT_FLAG, help: HELP }).toSorted(
    ([, a], [, b]) => Number(isWord(b)) - Number(isWord(a)),
  );

export const wantsHelp = (args: readonly string[]): boolean => args.includes('--help') || args.includes('-h');

/** As they would be typed again, but for some. */
export const typedAgain = (typed: Typed, without: readonly string[] = []): readonly string[] => [
  ...[...typed].flatMap(([key, texts]) => {
    if (without.includes(key)) return [];
    return texts.length === 0 ? [flagName(key)] : texts.flatMap((text) => [flagName(key), text]);
  }),
  ...environmentAgain(),
];

/** Reads a command line. @throws CommandError: expected, found, how to fix it */
export function readFlags<F extends Flags>(line: CommandLine<F>, args: readonly string[]): Read<F> {
  const typed = typedFlags(line, args);
  refuseCompany(line.flags, typed);
  const values = Object.fromEntries(
    Object.entries(line.flags).map(([key, flag]) => [key, valueOf(line, key, flag, typed.get(key))]),
  );
  return { values: values as Values<F>, typed };
}

function typedFlags({ name, flags, hidesWords }: CommandLine<Flags>, args: readonly string[]): Typed {
  const named = Object.entries(flags).filter(([, flag]) => !isWord(flag));
  const [wordKey = '', word] = Object.entries(flags).find(([, flag]) => isWord(flag)) ?? [];
  const byName = new Map(named.map(([key, flag]) => [flagName(key), { key, flag }]));
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(named.map(([key, flag]) => [flagName(key).slice(2), parsedAs(flag)])),
    strict: false,
    tokens: true,
  });
  const typed = new Map<string, readonly string[]>();
  const add = (key: string, texts: readonly string[]): void =>
    void typed.set(key, [...(typed.get(key) ?? []), ...texts]);
  for (const token of tokens) {
    if (token.kind === 'option') {
      const known = byName.get(token.rawName);
      if (known === undefined) throw unknownFlag(name, flags, token.rawName);
      add(known.key, textOf(known.flag, token.rawName, token));
    } else if (token.kind === 'positional') {
      const isExpected =
        word !== undefined && isWord(word) && (word.isRepeatable === true || !typed.has(wordKey));
      if (!isExpected) throw new CommandError(hidesWords ?? strayWord(name, token.value, word));
      add(wordKey, [token.value]);
    }
  }
  return typed;
}

const parsedAs = ({ type }: Flag): { readonly type: 'boolean' | 'string' } => ({
  type: type === 'boolean' ? type : 'string',
});

/** Nothing for a boolean. @throws CommandError for a value too many, or too few */
function textOf(
  flag: Flag,
  name: string,
  { value, inlineValue }: { readonly value?: string | undefined; readonly inlineValue?: boolean | undefined },
): readonly string[] {
  if (flag.type === 'boolean') {
    if (value === undefined) return [];
    throw new CommandError(`${name}: expected no value, found "${value}". Leave it out.`);
  }
  if (value === undefined || value === '')
    throw new CommandError(`${name}: expected ${flag.value}, found nothing. Write ${name} ${flag.value}.`);
  if (inlineValue === true || value === '-' || !value.startsWith('-')) return [value];
  const shown = flag.hidesValue === true ? '…' : value;
  throw new CommandError(
    `${name}: expected ${flag.value}, found the flag ${shown}. Where that is the value: ${name}=${shown}`,
  );
}

function unknownFlag(name: string, flags: Flags, found: string): CommandError {
  const named = withHelp(flags).filter(([, flag]) => !isWord(flag));
  const close = nearest(
    found,
    named.map(([key]) => flagName(key)),
  );
  return new CommandError(
    [
      `Expected a flag of ${npmName(name)}, found ${found}.`,
      ...(close === undefined ? [] : [`Did you mean ${close}?`]),
      `It takes ${named.map(([key, flag]) => usageOf(key, flag)).join(', ')}.`,
    ].join(' '),
  );
}

function strayWord(name: string, found: string, word: Flag | undefined): string {
  const said =
    word === undefined || !isWord(word)
      ? `Expected flags only, found "${found}".`
      : `Expected one ${word.value}, found also "${found}".`;
  return `${said} Leave it out; ${npmLine(name, '--help')} shows the arguments.`;
}

/** @throws CommandError for a flag that lacks another one, or contradicts it */
function refuseCompany(flags: Flags, typed: Typed): void {
  const nameOf = (key: string): string => shortName(key, flags[key]);
  for (const key of typed.keys()) {
    const { with: company = [], notWith = [] } = flags[key] ?? {};
    if (company.length > 0 && !company.some((each) => typed.has(each)))
      throw new CommandError(
        `${nameOf(key)}: expected with ${company.map(nameOf).join(' or ')}, found without it. Add it, or leave ${nameOf(key)} out.`,
      );
    const against = notWith.filter((each) => typed.has(each)).map(nameOf);
    if (against.length > 0)
      throw new CommandError(
        `Expected ${nameOf(key)} or ${against.join(', ')}, found both. Leave one of them out.`,
      );
  }
}

function valueOf(
  { name }: CommandLine<Flags>,
  key: string,
  flag: Flag,
  texts: readonly string[] | undefined,
): unknown {
  if (flag.type === 'boolean') return texts !== undefined;
  const read = (text: string): unknown => readOne(key, flag, text);
  if (flag.isRepeatable === true && texts !== undefined) return texts.map(read);
  if (texts !== undefined) return read(texts.at(-1) ?? '');
  if (flag.isRequired === true)
    throw new CommandError(
      `Expected ${flag.choices?.join(', ') ?? usageOf(key, flag)} after ${npmName(name)}, found nothing. ${npmLine(name, '--help')} shows the arguments.`,
    );
  if (flag.isRepeatable === true) return [];
  if (flag.default === undefined) return undefined;
  return flag.type === 'path' ? projectPath(flag.default) : read(flag.default);
}

function readOne(key: string, flag: Valued, text: string): unknown {
  const name = shortName(key, flag);
  if (flag.choices !== undefined && !flag.choices.includes(text)) {
    const close = nearest(text, flag.choices);
    throw new CommandError(
      `${name}: expected one of ${flag.choices.join(', ')}; found "${text}".${close === undefined ? '' : ` Did you mean ${close}?`}`,
    );
  }
  if (flag.read === undefined) return text;
  try {
    return flag.read(text);
  } catch (error) {
    throw error instanceof CommandError ? new CommandError(`${name}: ${error.message}`) : error;
  }
}

/** For every command that has a result for programs. */
export const JSON_FLAG = { type: 'boolean', help: 'print one line of JSON instead' } as const;
