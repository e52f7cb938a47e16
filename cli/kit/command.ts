import { CommandError, isForPeople } from './command-error.ts';
import { isWord, npmName, readFlags, usageOf, wantsHelp, withHelp } from './flags.ts';
import type { CommandLine, Flag, Flags, Read, Typed, Values } from './flags.ts';
import { INTERRUPTED } from './interruption.ts';
import type { Io } from './io.ts';
import { nearest } from '../../contracts/nearest.ts';
import { wrapped } from './table.ts';

/** What `vvf` finds under a word. */
export interface Command {
  /** As it is typed after `vvf`: `link plan`. */
  readonly name: string;
  /** All that `--help` shows. */
  readonly help: string;
  /** Resolves with the exit code (docs/exit-codes.md). @throws CommandError: what the user can fix; exit code 1 */
  readonly run: (args: readonly string[], io: Io) => Promise<number>;
}

/** A command that takes flags. */
export interface FlagCommand<F extends Flags = Flags> extends Command {
  readonly flags: F;
  readonly exits: Exits;
  readonly read: (args: readonly string[]) => Read<F>;
}

/** What each exit code means here; 130 after Ctrl-C is the same everywhere. */
export interface Exits {
  readonly 0: string;
  readonly 1: string;
  readonly 2?: string;
}

/** What a command's help is made of. */
interface Described<F extends Flags> extends CommandLine<F> {
  /** What it does, in paragraphs: above the flags. */
  readonly about: string;
  /** What else to know: below the flags. */
  readonly notes?: string;
  readonly exits: Exits;
}

interface Declaration<F extends Flags> extends Described<F> {
  /** @throws CommandError for values that do not go together in a way that the flags do not tell */
  readonly check?: (values: Values<F>) => void;
  readonly run: (values: Values<F>, io: Io, typed: Typed) => Promise<number>;
}

/** A command: parsing, help and errors come from one declaration of its flags. */
export function define<const F extends Flags>(declaration: Declaration<F>): FlagCommand<F> {
  const { name, flags, exits } = declaration;
  const read = (args: readonly string[]): Read<F> => {
    const found = readFlags(declaration, args);
    declaration.check?.(found.values);
    return found;
  };
  return {
    name,
    flags,
    exits,
    get help() {
      return helpOf(declaration);
    },
    read,
    async run(args, io) {
      if (wantsHelp(args)) {
        io.stdout(helpOf(declaration));
        return 0;
      }
      const { values, typed } = read(args);
      return declaration.run(values, io, typed);
    },
  };
}

/** Name → what stands beside it in the overview, and the command, loaded when it is used. */
export type Index = Readonly<
  Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>
>;

export interface Group extends Command {
  readonly commands: Index;
}

interface GroupDeclaration {
  /** Empty: `vvf` itself. */
  readonly name: string;
  readonly about: string;
  readonly commands: Index;
  readonly notes?: string;
  /** What stands where a command's name is wanted may be a secret: no error shows it. */
  readonly hidesWords?: boolean;
}

/** Commands under one word, which share an overview. */
export function group({ name, about, commands, notes, hidesWords = false }: GroupDeclaration): Group {
  const words = name === '' ? 'npx vvf' : npmName(name);
  const typed = name === '' ? words : `${words} --`;
  const rows = Object.entries(commands).map(([word, { summary }]) => [word, summary] as const);
  const help = [
    [`${typed} COMMAND [options]`, ...(name === '' ? [] : [`npx vvf ${name} COMMAND [options]`])].join('\n'),
    about,
    columns(rows),
    `${typed} COMMAND --help shows the flags and exit codes of a command.`,
    ...(notes === undefined ? [] : [notes]),
  ].join('\n\n');
  return {
    name,
    commands,
    help,
    async run([word, ...rest], io) {
      if (word === undefined) {
        io.stderr(help);
        return 1;
      }
      if (word === '--help' || word === '-h') {
        io.stdout(help);
        return 0;
      }
      const known = Object.hasOwn(commands, word) ? commands[word] : undefined;
      if (known !== undefined) return (await known.load()).run(rest, io);
      const names = Object.keys(commands);
      const close = hidesWords ? undefined : nearest(word, names);
      const found = hidesWords ? 'something else (not shown)' : `"${word}"`;
      const describes = `${name === '' ? 'npx vvf help' : `${typed} --help`} describes each.`;
      throw new CommandError(
        close === undefined
          ? `Expected a command after ${typed}, found ${found}. There are:\n${wrapped(names.join(', '), '  ')}\n${describes}`
          : `Expected a command after ${typed}, found ${found}. Did you mean ${close}? ${describes}`,
      );
    },
  };
}

/**
 * Runs a command to its end, whatever it is; resolves with the exit code. An error for people is its text on stderr, any other
 * keeps its stack.
 */
export async function runCommand(command: Command, args: readonly string[], io: Io): Promise<number> {
  try {
    return await command.run(args, io);
  } catch (error) {
    if (io.signal.aborted) {
      io.stderr('Interrupted.');
      return INTERRUPTED;
    }
    io.stderr(isForPeople(error) ? error.message : String((error as Error).stack ?? error));
    return 1;
  }
}

function helpOf({ name, about, flags, notes, exits }: Described<Flags>): string {
  const [script = '', ...words] = name.split(' ');
  const rows = withHelp(flags);
  const given = ['[options]', ...rows.flatMap(([key, flag]) => (isWord(flag) ? [usageOf(key, flag)] : []))];
  const tail = [...words, ...given.toReversed()].join(' ');
  const codes = Object.entries({ ...exits, 130: 'interrupted' });
  return [
    `npm run ${script} -- ${tail}\nnpx vvf ${script} ${tail}`,
    about,
    columns(rows.map(([key, flag]) => [usageOf(key, flag), helpOfFlag(flag)])),
    ...(notes === undefined ? [] : [notes]),
    wrapped(`Exit code: ${codes.map(([code, meaning]) => `${code} ${meaning}`).join('; ')}.`),
  ].join('\n\n');
}

function helpOfFlag(flag: Flag): string {
  if (flag.type === 'boolean') return flag.help;
  const otherwise = flag.otherwise ?? flag.default;
  return [
    flag.help,
    ...(flag.choices === undefined ? [] : [`: ${flag.choices.join(', ')}`]),
    ...(flag.isRepeatable === true ? [' (repeatable)'] : []),
    ...(otherwise === undefined ? [] : [` (default: ${otherwise})`]),
  ].join('');
}

/** Names wider than this have their text below them. */
const WIDEST = 24;

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => (name.length > WIDEST ? 0 : name.length)));
  return rows
    .map(([name, text]) => {
      const indent = ' '.repeat(width + 4);
      const body = wrapped(text, indent);
      return name.length > width ? `  ${name}\n${body}` : `  ${name.padEnd(width)}  ${body.trimStart()}`;
    })
    .join('\n');
}
