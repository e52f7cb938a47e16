import { CommandError } from '../../kit/command-error.ts';
import type { Io } from '../../kit/io.ts';

export const YES_FLAG = { type: 'boolean', help: 'do not ask' } as const;

/** Whether whoever called wants it; `--yes` answers in advance. @throws CommandError where nobody can be asked */
export async function confirm(
  { ask }: Pick<Io, 'ask'>,
  isYes: boolean | undefined,
  question: string,
): Promise<boolean> {
  if (isYes === true) return true;
  if (ask === undefined)
    throw new CommandError(
      'Expected somebody to ask, found no terminal. Nothing was written. Say --yes to answer in advance.',
    );
  const answer = await ask(`${question} Only "yes" does it: `);
  return answer.trim().toLowerCase() === 'yes';
}
