import { basename } from 'node:path';
import { FROZEN_IDS } from '#own/files.ts';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import { FrozenIdsError, lostIds, readFrozenIds } from '../../infra/frozen-ids/frozen-ids.ts';
import type { FrozenIds } from '../../infra/frozen-ids/frozen-ids.ts';
import { heldIds } from '../../infra/frozen-ids/held-ids.ts';
import type { Io } from '../kit/io.ts';
import { CommandError } from '../kit/command-error.ts';
import { define } from '../kit/command.ts';
import { writeWholeFile } from '../kit/whole-file.ts';
import { inOrder } from '../stacks/assembly.ts';
import { readAssembly } from '../stacks/read-assembly.ts';
import { synthesize } from '../stacks/synthesize.ts';
import { npmRun } from '../kit/npm-run.ts';

export const freeze = define({
  name: 'freeze',
  about: `Run it after your first deployment: writes the logical ids of the resources that hold data or addresses (buckets, secrets,
logs, URLs) in your three stacks to frozen-ids.json, beside cdk.json. Commit that file. From then on each synthesis, and so
npm run deploy, npm test and cdk deploy, refuses stacks in which such an id is missing or names another resource, because
CloudFormation would replace the resource and its data would be lost. Needs no account and no network.

Run it again after you have deployed new resources, to freeze them too. It refuses to write when a frozen id is missing.`,
  flags: {
    forget: {
      type: 'boolean',
      help: 'forget missing ids: their data is moved, or is meant to be lost',
    },
    assembly: {
      type: 'path',
      value: 'FOLDER',
      help: 'freeze this cloud assembly (the deployed one) instead of synthesizing one',
    },
  },
  exits: { 0: 'written, or no change', 1: 'refused, and the file is not changed' },
  run: (options, io) => runFreeze(options, { io, file: FROZEN_IDS }),
});

interface FreezeOptions {
  readonly forget: boolean;
  /** Undefined: synthesize. */
  readonly assembly: string | undefined;
}

/** What the command is given from outside. */
interface Surroundings {
  readonly io: Pick<Io, 'stdout' | 'stderr' | 'signal'>;
  /** What it writes. */
  readonly file: string;
}

/** Returns the exit code. @throws CommandError */
export async function runFreeze(
  { forget, assembly }: FreezeOptions,
  { io, file }: Surroundings,
): Promise<number> {
  const before = earlier(file);
  const found = await idsOf(assembly, io);
  const lost = lostIds(before, found);
  if (lost.length > 0 && !forget)
    throw new CommandError(
      `${basename(file)} was not changed: expected every frozen id, found these missing:\n  ${lost.join('\n  ')}\nPut them back; or, if their data is moved or may be lost: ${npmRun('freeze', '--forget')}`,
    );
  await writeWholeFile(file, `${JSON.stringify(found, null, 2)}\n`);
  for (const line of lost) io.stdout(`forgotten: ${line}`);
  const added = lostIds(found, before).length;
  const ids = Object.values(found).flatMap((held) => Object.keys(held)).length;
  io.stdout(
    added === 0 && lost.length === 0
      ? `${basename(file)} already holds these ${String(ids)} ids.`
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
    const read = readAssembly(assembly ?? made?.folder ?? '', ownSettings());
    return Object.fromEntries(inOrder(read).map(({ name, template }) => [name, heldIds(template)]));
  } finally {
    made?.remove();
  }
}
