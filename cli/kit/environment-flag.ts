import { ENVIRONMENT_VARIABLE } from '../../contracts/settings/environment-name.ts';
import { CommandError } from './command-error.ts';

/** Of every command. It is taken before the command is loaded, whose files and settings are the environment's. */
export const ENVIRONMENT_FLAG = {
  type: 'text',
  value: 'NAME',
  help: 'the environment of settings.ts, where it has environments',
  otherwise: ENVIRONMENT_VARIABLE,
} as const;

/**
 * Takes `--env NAME` out of a command line, and lets this process and those that it starts be of that environment.
 * @returns the rest
 * @throws CommandError for a flag without a name, or two names
 */
export function takeEnvironment(args: readonly string[]): readonly string[] {
  const names: string[] = [];
  const rest: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const [, inline] = /^--env(?:=(.*))?$/s.exec(args[at] ?? '') ?? [];
    if (args[at] !== '--env' && inline === undefined) rest.push(args[at] ?? '');
    else names.push(inline ?? args[(at += 1)] ?? '');
  }
  const [name, ...others] = names;
  if (name === undefined) return rest;
  if (name === '' || name.startsWith('-'))
    throw new CommandError(
      `--env: expected NAME, found ${name === '' ? 'nothing' : `the flag ${name}`}. Write --env NAME.`,
    );
  if (others.some((other) => other !== name))
    throw new CommandError(`--env: expected one environment, found ${names.join(', ')}. Leave one out.`);
  process.env[ENVIRONMENT_VARIABLE] = name;
  return rest;
}
