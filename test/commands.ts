import type { Command, FlagCommand, Group } from '../cli/kit/command.ts';
import { vvf } from '../vvf.ts';

const isGroup = (command: Command): command is Group => 'commands' in command;
const takesFlags = (command: Command): command is FlagCommand => 'flags' in command;

/** Every command with the words that lead to it. */
async function allOf(group: Group, words: readonly string[]): Promise<(readonly [string, Command])[]> {
  const found: (readonly [string, Command])[] = [];
  for (const [word, { load }] of Object.entries(group.commands)) {
    const command = await load();
    const path = [...words, word];
    found.push([path.join(' '), command], ...(isGroup(command) ? await allOf(command, path) : []));
  }
  return found;
}

const all = await allOf(vvf, []);

/** Every command and every group of them. */
export const COMMANDS: readonly Command[] = all.map(([, command]) => command);
/** The words that lead to each. */
export const PATHS: readonly string[] = all.map(([path]) => path);
export const FLAG_COMMANDS: readonly FlagCommand[] = COMMANDS.filter(takesFlags);
