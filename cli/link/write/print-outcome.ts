import type { Timeout } from '../../kit/read-back-flag.ts';
import { printable } from '../../kit/printable.ts';
import { countValues } from '../json/differences.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { printDifferences } from '../plan/print-plan.ts';
import type { Kept } from './kept.ts';
import type { Written } from './write-and-check.ts';

/** What the operator goes on with. */
export interface WayBack {
  /** Where the former application is kept. */
  readonly file: string;
  /** The command that shows it, and the one that puts it back. */
  readonly look: string;
  readonly undo: string;
  readonly readBackTimeout: Timeout;
}

/** What became of a write, and how to go on: the last lines of a command that writes. */
export function printOutcome(
  written: Written,
  plan: NamedPlan,
  { id, by }: Kept,
  { file, look, undo, readBackTimeout }: WayBack,
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
        : 'the API refused the write. It could not be read back, or was changed since by other means: "${look}" shows it.';
      const late = written.mayComeLate
        ? ` If the write is still made later ("${look}" shows it), "${undo} --to ${id}" undoes it.`
        : '';
      return `${why}${lost}\n${name} is ${isUndo ? 'NOT put back' : 'OLD'}: ${found} Try again.${late}`;
    }
    case 'not-visible': {
      const seconds = String(readBackTimeout.ms / 1000);
      if (written.wrote === 'former')
        return `${written.why?.message ?? 'The write went wrong.'}\n${name} was written as it was before again, and that is NOT VISIBLE YET: the API acknowledged it, and did not show it for ${seconds} s. "${look}" shows it once it does; as it was: ${file}, and "${undo} --force" writes it once more.`;
      return `${name} is NOT VISIBLE YET as ${isUndo ? 'put back' : 'planned'}: the API acknowledged the write, and answered what was there before for ${seconds} s. This is an older copy, or it was put back by other means. "${look}" shows it; as it was: ${file}, and "${undo}" puts it back.`;
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
      return `${written.why.message}\n${name} is ${isUndo ? 'put back or NOT' : 'OLD or NEW'}: it could not be read back. "${look}" shows which once the API answers; as it was: ${file}, and "${undo}" puts it back.`;
  }
}
