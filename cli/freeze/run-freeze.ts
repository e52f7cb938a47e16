import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { settings } from '#own/settings.ts';
import { FrozenIdsError, lostIds, readFrozenIds } from '../../infra/frozen-ids/frozen-ids.ts';
import type { FrozenIds } from '../../infra/frozen-ids/frozen-ids.ts';
import { heldIds } from '../../infra/frozen-ids/held-ids.ts';
import type { Io } from '../link/commands/command.ts';
import { CommandError } from '../kit/command-error.ts';
import { inOrder } from '../stacks/assembly.ts';
import { readAssembly } from '../stacks/read-assembly.ts';
import { synthesize } from '../stacks/synthesize.ts';
import { FREEZE_HELP, parseFreezeOptions } from './options.ts';

/** What the command is given from outside. */
export interface Surroundings {
  readonly io: Pick<Io, 'stdout' | 'stderr' | 'signal'>;
  /** What it writes. */
  readonly file: string;
}

/** `npm run freeze`: returns the exit code. @throws CommandError */
export async function runFreeze(args: readonly string[], { io, file }: Surroundings): Promise<number> {
  const options = parseFreezeOptions(args);
  if (options === undefined) {
    io.stdout(FREEZE_HELP);
    return 0;
  }
  const before = earlier(file);
  const found = await idsOf(options.assembly, io);
  const lost = lostIds(before, found);
  if (lost.length > 0 && !options.forget)
    throw new CommandError(
      `${basename(file)} is as it was: ids that it holds are gone.\n  ${lost.join('\n  ')}\nPut them back, or, once what they held is moved or meant to be lost: npm run freeze -- --forget`,
    );
  await writeFile(file, `${JSON.stringify(found, null, 2)}\n`);
  for (const line of lost) io.stdout(`forgotten: ${line}`);
  const added = lostIds(found, before).length;
  const ids = Object.values(found).flatMap((held) => Object.keys(held)).length;
  io.stdout(
    added === 0 && lost.length === 0
      ? `${basename(file)} holds these ${String(ids)} ids already.`
      : `${basename(file)} holds ${String(ids)} ids of ${Object.keys(found).join(', ')}. Commit it.`,
  );
  return 0;
}

function earlier(file: string): FrozenIds {
  try {
    return readFrozenIds(file) ?? {};
  } catch (error) {
    throw error instanceof FrozenIdsError ? new CommandError(error.message) : error;
  }
}

async function idsOf(assembly: string | undefined, io: Surroundings['io']): Promise<FrozenIds> {
  const made = assembly === undefined ? await synthesize(io, { unfrozen: true }) : undefined;
  try {
    const read = readAssembly(assembly ?? made?.folder ?? '', settings);
    return Object.fromEntries(inOrder(read).map(({ name, template }) => [name, heldIds(template)]));
  } finally {
    await made?.remove();
  }
}
