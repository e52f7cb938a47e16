import type { Io } from '../../kit/io.ts';
import type { Timeout } from '../../kit/read-back-flag.ts';
import { isSame } from '../json/lossless-json.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { planJson } from '../plan/print-plan.ts';
import { carryOut } from './carry-out.ts';
import { openKept } from './kept.ts';
import type { Kept, KeptFolder } from './kept.ts';
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
  const kept = openKept(flags.kept, io.nowMs);
  const { readBackTimeout } = flags;
  const { plan, olderThan } = await planSettled(subject, { kept, io, readBackTimeout, plan: planOf });
  if (olderThan !== undefined) {
    io.stderr(stillOlder(olderThan, subject, readBackTimeout));
    if (flags.json) io.stdout(planJson(plan, { state: 'not-visible' }));
    return 2;
  }
  const writing = { by, question, isYes: flags.yes, isJson: flags.json, subject, kept, io, readBackTimeout };
  return carryOut(plan, writing);
}

interface Planning extends Pick<Writing, 'io' | 'plan'> {
  readonly kept: KeptFolder;
  readonly readBackTimeout: Timeout;
}

export interface SettledPlan {
  /** Its notes name writes that were cut off. */
  readonly plan: NamedPlan;
  /** The write that the API does not show yet, so that nothing seems to do. */
  readonly olderThan: Kept | undefined;
}

/** Plans the subject as it is after what was written last. @throws CommandError */
export async function planSettled(
  subject: Subject,
  { kept, io, readBackTimeout, plan: planOf }: Planning,
): Promise<SettledPlan> {
  const all = await kept.list(subject.id, subject.host);
  const { value, olderThan } = await readSettled(all, {
    last: lastWritten(all),
    isDone: (seen) => planOf(seen, all).changes.length === 0,
    subject,
    io,
    readBackTimeout,
  });
  const plan = planOf(value, all);
  if (olderThan !== undefined) return { plan, olderThan };
  const notes = cutOffs(all).map((entry) => noteOn(entry, value, subject.undo(kept.folder), subject));
  return { plan: { ...plan, notes: [...plan.notes, ...notes] }, olderThan };
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
