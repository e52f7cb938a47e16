import type { Io } from '../../kit/io.ts';
import type { Timeout } from '../../kit/read-back-flag.ts';
import { isSame } from '../json/lossless-json.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { planJson } from '../plan/print-plan.ts';
import { carryOut } from './carry-out.ts';
import { openKept } from './kept.ts';
import type { Kept } from './kept.ts';
import { lastWritten, readSettled, stillOlder } from './read-settled.ts';
import type { Subject } from './subject.ts';
import { isAsPlanned } from './write-and-check.ts';

interface Writing {
  readonly question: string;
  readonly flags: {
    readonly yes: boolean;
    readonly kept: string;
    readonly readBackTimeout: Timeout;
    readonly json: boolean;
  };
  readonly io: Io;
  /** @param kept of this subject, oldest first */
  readonly plan: (value: JsonObject, kept: readonly Kept[]) => NamedPlan;
}

/**
 * Plans the subject as it is after what was written last, shows the plan, asks, and makes it true. Resolves with the exit
 * code. @throws CommandError
 */
export async function writePlan(
  by: 'apply' | 'unlink' | 'guard number',
  subject: Subject,
  { question, flags, io, plan: planOf }: Writing,
): Promise<number> {
  const { readBackTimeout } = flags;
  const kept = openKept(flags.kept, io.nowMs);
  const all = await kept.list(subject.id, subject.host);
  const { value, olderThan } = await readSettled(all, {
    last: lastWritten(all),
    isDone: (seen) => planOf(seen, all).changes.length === 0,
    subject,
    io,
    readBackTimeout,
  });
  const planned = planOf(value, all);
  if (olderThan !== undefined) {
    io.stderr(stillOlder(olderThan, subject, readBackTimeout));
    if (flags.json) io.stdout(planJson(planned, { state: 'not-visible' }));
    return 2;
  }
  const notes = cutOffs(all).map((entry) => noteOn(entry, value, subject.undo(kept.folder), subject));
  const plan = { ...planned, notes: [...planned.notes, ...notes] };
  const writing = { by, question, isYes: flags.yes, isJson: flags.json, subject, kept, io, readBackTimeout };
  return carryOut(plan, writing);
}

/** Those since the last write that was read back. */
const cutOffs = (all: readonly Kept[]): readonly Kept[] => {
  const lastSeen = all.findLastIndex(({ progress }) => progress === 'seen');
  return all
    .slice(lastSeen + 1)
    .filter(({ progress, undoneAt }) => progress === 'begun' && undoneAt === undefined);
};

function noteOn(
  { id, by, keptAt, before, after }: Kept,
  current: JsonObject,
  undo: string,
  { kind }: Subject,
): string {
  const found = isAsPlanned(after, before, current)
    ? 'It was made.'
    : isSame(before, current)
      ? 'It was not made.'
      : `The ${kind} is neither as it was before nor as that planned: this plan carries what it does not name as it is now.`;
  return `"${by}" of ${keptAt} was cut off before it was read back. ${found} "${undo} --to ${id}" puts the ${kind} back as it was before.`;
}
