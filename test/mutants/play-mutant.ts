import { fork } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import type { PromiseName } from '../../simulation/promises/judgement.ts';
import { copyProject } from '../support/copy-project.ts';
import { applied, type Mutant } from './patch.ts';
import type { Found, Play } from './play-until-broken.ts';

const SEED = 1;
/** A mutant that so many calls do not show is one that the simulation does not see. */
export const MOST_CALLS = 2000;

/** What decides which assembly is synthesized. */
const SYNTHESIZED = /^(infra|static-ncco|contracts\/settings)\//;

/**
 * Plays calls in a copy of the project with the mutant's mistake, until the promise is broken that it `breaks`; undefined: any.
 * @param assembly of the project without it
 * @throws Error where the mistake ends the simulation
 */
export async function playMutant(
  mutant: Omit<Mutant, 'breaks'> & { readonly breaks: PromiseName | undefined },
  assembly: string,
  mostCalls = MOST_CALLS,
): Promise<Found> {
  const project = copyProject();
  const { folder, remove } = temporaryFolder('mutant');
  try {
    for (const edit of mutant.edits) {
      const file = join(project, edit.file);
      writeFileSync(file, applied(mutant, edit, readFileSync(file, 'utf8')));
    }
    const isSynthesized = mutant.edits.some(({ file }) => SYNTHESIZED.test(file));
    return await play(project, {
      assembly: isSynthesized ? undefined : assembly,
      outDir: join(folder, 'assembly'),
      seed: SEED,
      mostCalls,
      promise: mutant.breaks,
    });
  } finally {
    rmSync(project, { recursive: true });
    remove();
  }
}

function play(project: string, order: Play): Promise<Found> {
  const child = fork(join(project, 'test/mutants/play-until-broken.ts'), [JSON.stringify(order)], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    let hasEnded = false;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('message', (found: Found) => {
      hasEnded = true;
      resolve(found);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (!hasEnded) reject(new Error(`Expected calls to be played; found exit code ${code}: ${said}`));
    });
  });
}
