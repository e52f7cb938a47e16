import { environmentAgain } from '../../contracts/settings/environment-name.ts';

/**
 * A command as it is typed in this environment: `npm run link -- apply --env staging --yes`.
 * @param command its name, with the words that follow it: `link apply`
 */
export function npmRun(command: string, ...flags: readonly string[]): string {
  const [name = '', ...words] = command.split(' ');
  const args = [...words, ...environmentAgain(), ...flags];
  return [`npm run ${name}`, ...(args.length === 0 ? [] : ['--', ...args])].join(' ');
}
