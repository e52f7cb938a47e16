import { CommandError } from '../../kit/command-error.ts';
import { printable } from '../../kit/printable.ts';
import type { ApplicationsApi } from '../api/applications-api.ts';
import type { Io } from '../../kit/io.ts';
import { countValues, differences } from '../json/differences.ts';
import { planJson, printDifferences } from '../plan/print-plan.ts';
import { writable } from '../plan/plan-changes.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import type { Kept, KeptFolder } from './kept.ts';
import { writeAndCheck } from './write-and-check.ts';
import type { Written } from './write-and-check.ts';
import { applicationIdOf } from '../plan/target.ts';
import { isDefaultKept } from './kept.ts';

/**
 * Makes a plan true: refuses where the application is no longer as planned from, keeps it as it was, writes, reads back
 * and compares. Resolves with whether the application is as planned.
 * @throws CommandError before anything is written
 */
export async function commitPlan(
  plan: NamedPlan,
  by: Kept['by'],
  { api, kept, io, json }: { api: ApplicationsApi; kept: KeptFolder; io: Io; json: boolean },
): Promise<boolean> {
  const { applicationId, host, before, after } = plan;
  const now = writable(await api.readApplication(applicationId, io.signal));
  const since = differences(before, now);
  if (since.length > 0)
    throw new CommandError(
      `Expected the application as it was planned from, found these changes by other means since:\n${printDifferences(since)}\nNothing was written. Plan it again.`,
    );

  // From here on Ctrl-C waits: what is half-written must be known, and put back.
  io.signal.throwIfAborted();
  const entry = await kept.keep({ applicationId, host, by, before, after });
  const written = await writeAndCheck({ api, applicationId, before, after, pause: io.pause });
  const file = kept.fileOf(entry);
  io[written.state === 'new' && !json ? 'stdout' : 'stderr'](
    printOutcome(written, plan, entry, { file, undo: undoCommand(applicationId, kept.folder) }),
  );
  const { state } = written;
  const isKept = written.state !== 'old' || written.mayComeLate;
  if (json) io.stdout(planJson(plan, { state, ...(isKept ? { kept: file } : {}) }));
  if (written.state === 'new') await kept.change({ ...entry, after: written.after });
  if (!isKept) await kept.forget(entry);
  // Not the next one to undo, and there for `undo --to` should the write still be made.
  else if (state === 'old') await kept.change({ ...entry, undoneAt: new Date(io.nowMs()).toISOString() });
  return state === 'new';
}

function printOutcome(
  written: Written,
  plan: NamedPlan,
  { id, by }: Kept,
  { file, undo }: { readonly file: string; readonly undo: string },
): string {
  const name = printable(JSON.stringify(plan.name));
  const isUndo = by === 'undo';
  switch (written.state) {
    case 'new': {
      const despite =
        written.despite === undefined ? '' : `The write seemed to fail (${written.despite.message})\nBut `;
      const added =
        written.added.length === 0
          ? ''
          : `\nThe API added these default values:\n${printDifferences(written.added)}`;
      const wayBack = isUndo ? `What this replaced: ${file}.` : `As it was: ${file}; "${undo}" puts it back.`;
      return `${despite}${name} is ${isUndo ? 'PUT BACK' : 'NEW'}. Read back and compared: all ${String(countValues(plan.after))} values are as planned, those it did not touch too.${added}\n${wayBack}`;
    }
    case 'old': {
      const why =
        written.why === undefined ? 'The API accepted the write but did not make it.' : written.why.message;
      const lost =
        written.lost.length === 0
          ? ''
          : `\nThe write went wrong (planned → found) and was undone:\n${printDifferences(written.lost)}`;
      const found = written.isReadBack
        ? `read back, every value is as it was ${isUndo ? 'when the undo began' : 'before'}.`
        : 'the API refused the write. It could not be read back, or was changed since by other means: "npm run link -- plan" shows it.';
      const late = written.mayComeLate
        ? ` If the write is still made later ("npm run link -- plan" shows it), "${undo} --to ${id}" undoes it.`
        : '';
      return `${why}${lost}\n${name} is ${isUndo ? 'NOT put back' : 'OLD'}: ${found} Try again.${late}`;
    }
    case 'other': {
      const found = printDifferences(written.found);
      if (written.byAnotherHand)
        return `${name} was written, and then changed by other means (planned → found):\n${found}\nThese changes were kept. As it was before: ${file}. Plan again, or "${undo}".`;
      const neither = isUndo
        ? 'is NEITHER put back NOR as it was when the undo began: taking the write back failed too (then → found)'
        : 'is NEITHER old nor new: putting it back failed too (old → found)';
      return `${written.why?.message ?? 'The write went wrong.'}\n${name} ${neither}:\n${found}\nAs it was: ${file}. "${undo} --force" puts it back once the API answers.`;
    }
    case 'unknown':
      return `${written.why.message}\n${name} is ${isUndo ? 'put back or NOT' : 'OLD or NEW'}: it could not be read back. "npm run link -- plan" shows which once the API answers; as it was: ${file}, and "${undo}" puts it back.`;
  }
}

/** How to undo just this: another application's last write must not be undone instead. */
export const undoCommand = (applicationId: string, folder: string): string =>
  [
    'npm run link -- undo',
    ...(applicationId === applicationIdOf(undefined) ? [] : [`--application ${applicationId}`]),
    ...(isDefaultKept(folder) ? [] : [`--kept ${folder}`]),
  ].join(' ');
