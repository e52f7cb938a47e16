import { CommandError } from '../../kit/command-error.ts';
import type { Io } from '../../kit/io.ts';
import type { Timeout } from '../../kit/read-back-flag.ts';
import { differences } from '../json/differences.ts';
import { planJson, printDifferences } from '../plan/print-plan.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import type { Kept, KeptFolder } from './kept.ts';
import { printOutcome } from './print-outcome.ts';
import type { Subject } from './subject.ts';
import { writeAndCheck } from './write-and-check.ts';
import type { Written } from './write-and-check.ts';

export interface Commit {
  readonly by: Kept['by'];
  /** Undone by this, once it is seen. */
  readonly undoes?: Kept | undefined;
  readonly subject: Subject;
  readonly kept: KeptFolder;
  readonly io: Io;
  /** One line of JSON goes to stdout, the words to stderr. */
  readonly isJson: boolean;
  readonly readBackTimeout: Timeout;
}

/**
 * Makes a plan true, as the only writer of the folder: keeps the subject as it was, refuses where it is no longer as planned
 * from, writes, reads back and compares. Resolves with the exit code: 0 as planned, 1 not so or unknown, 2 not visible yet.
 * @throws CommandError before anything is written
 */
export async function commitPlan(plan: NamedPlan, commit: Commit): Promise<number> {
  const free = await commit.kept.lock(commit.by);
  try {
    return await commitLocked(plan, commit);
  } finally {
    await free();
  }
}

async function commitLocked(plan: NamedPlan, commit: Commit): Promise<number> {
  const { by, subject, kept, io, isJson, readBackTimeout } = commit;
  const { before, after } = plan;
  const entry = await kept.keep({ applicationId: subject.id, host: subject.host, by, before, after });
  io.keepUnprinted(kept.logOf(entry));
  await mustBeAsPlannedFrom(plan, commit).catch(async (error: unknown) => {
    await kept.forget(entry);
    throw error;
  });

  // From here on Ctrl-C waits: what is half-written must be known, and put back.
  const written = await writeAndCheck({
    subject,
    before,
    after,
    io,
    readBackTimeout,
    // Where it cannot be noted, what is kept says less than is known: that it may have been made.
    onAcknowledged: () => kept.change({ ...entry, progress: 'acknowledged' }).catch(() => undefined),
    onWait: () =>
      io.stderr(`Not visible yet: reading it back for up to ${String(readBackTimeout.ms / 1000)} s.`),
  });
  const { state } = written;
  const file = kept.fileOf(entry);
  const wayBack = { file, look: subject.look, undo: subject.undo(kept.folder), readBackTimeout };
  io[state === 'new' && !isJson ? 'stdout' : 'stderr'](printOutcome(written, plan, entry, wayBack));
  const isKept = state !== 'old' || written.mayComeLate;
  if (isJson) io.stdout(planJson(plan, { state, ...(isKept ? { kept: file } : {}) }));
  await note(entry, written, commit);
  return state === 'new' ? 0 : state === 'not-visible' ? 2 : 1;
}

/** The state that is replaced is the one that is kept: looked at right before it is written. @throws CommandError */
async function mustBeAsPlannedFrom({ before }: NamedPlan, { subject, io }: Commit): Promise<void> {
  const now = await subject.read(io.signal);
  const since = differences(before, now);
  if (since.length > 0)
    throw new CommandError(
      `Expected the ${subject.kind} as it was planned from, found these changes by other means since:\n${printDifferences(since)}\nNothing was written. Plan it again.`,
    );
  io.signal.throwIfAborted();
}

/** Only a state that was seen ends what is kept: it stands, or it leaves nothing to undo. */
async function note(entry: Kept, written: Written, { kept, undoes, io }: Commit): Promise<void> {
  const undoneAt = new Date(io.nowMs()).toISOString();
  if (written.state === 'new') {
    await kept.change({ ...entry, after: written.after, progress: 'seen' });
    if (undoes !== undefined) await kept.change({ ...undoes, undoneAt });
  }
  if (written.state !== 'old') return;
  if (!written.mayComeLate) await kept.forget(entry);
  // Not the next one to undo, and there for `undo --to` should the write still be made.
  else await kept.change({ ...entry, undoneAt });
}
