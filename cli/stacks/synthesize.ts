import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import type { Io } from '../kit/io.ts';
import { CommandError } from '../kit/command-error.ts';
import { printable } from '../kit/printable.ts';
import { runChild } from './run-child.ts';

/**
 * Synthesizes the stacks in a process of its own, as the CDK CLI does, to a folder that no other process writes to, so that the
 * checked templates are the deployed ones. That process checks settings, bundles, static NCCOs and templates.
 * @param unfrozen compares nothing with frozen-ids.json
 * @returns the folder, and what removes it
 * @throws CommandError with what the synthesis says
 */
export async function synthesize(
  { signal, stderr }: Pick<Io, 'signal' | 'stderr'>,
  { unfrozen = false }: { readonly unfrozen?: boolean } = {},
): Promise<{
  readonly folder: string;
  readonly remove: () => void;
}> {
  const { folder, remove } = temporaryFolder('assembly');
  stderr('Synthesizing the stacks …');
  const lines: string[] = [];
  const code = await runChild({
    args: ['infra/app.ts', ...(unfrozen ? ['--unfrozen'] : [])],
    env: { CDK_OUTDIR: folder },
    onLine: (line) => void lines.push(printable(line)),
    signal,
  });
  if (code === 0) {
    for (const line of lines) stderr(`  ${line}`);
    return { folder, remove };
  }
  remove();
  signal.throwIfAborted();
  throw new CommandError(`The stacks cannot be synthesized. Nothing was written.\n${lines.join('\n')}`);
}
