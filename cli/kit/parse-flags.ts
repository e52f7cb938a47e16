import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { CommandError } from './command-error.ts';

type Flags = NonNullable<ParseArgsConfig['options']>;
type Values<F extends Flags> = ReturnType<
  typeof parseArgs<{ options: F; strict: true; allowPositionals: false }>
>['values'];

/** The values of the flags. @throws CommandError that shows the usage */
export function parseFlags<const F extends Flags>(
  args: readonly string[],
  options: F,
  usage: string,
): Values<F> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values as Values<F>;
  } catch (error) {
    throw new CommandError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}
