import { parseArgs } from 'node:util';
import { CommandError } from '../kit/command-error.ts';
import { LOCAL_STATE_FOLDER } from '../local/local-system.ts';

export const BREAK_HELP = `npm run break -- [PART] [options]

Breaks a part of the local system that npm run world has started, or restores it, while it runs. Without a part: what is
broken now, and what can be.

  --how WAY        a region, a journal, a secret store, cloudfront, static: refuses (default), black-hole, hangs
                   a function (primary-answer, …): crashes (default), hangs, throttled
  --restore        restore the part; without a part: everything
  --state FOLDER   where npm run world notes how it is reached, if it was started with --state
  --help           this text

Exit code: 0, or 1 when no local system runs, or it refuses.
`;

export interface BreakOptions {
  readonly part: string | undefined;
  readonly how: string | undefined;
  readonly restore: boolean;
  readonly state: string;
}

/** Reads the command line; undefined when help is wanted. @throws CommandError */
export function parseBreakOptions(args: readonly string[]): BreakOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help === true) return undefined;
  const [part, ...others] = positionals;
  if (others.length > 0)
    throw new CommandError(
      `Expected one part, found ${positionals.join(', ')}. Break one after the other, each with a command of its own.`,
    );
  const restore = values.restore ?? false;
  if (values.how !== undefined && (restore || part === undefined))
    throw new CommandError(
      `--how: expected with a part that is to break, found ${restore ? '--restore' : 'no part'}. Leave it out${restore ? '' : ', or name a part'}.`,
    );
  return { part, how: values.how, restore, state: values.state ?? LOCAL_STATE_FOLDER };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        how: { type: 'string' },
        restore: { type: 'boolean' },
        state: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n\n${BREAK_HELP}`);
  }
}
