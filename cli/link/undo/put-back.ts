import { CommandError } from '../../kit/command-error.ts';
import type { Io } from '../../kit/io.ts';
import type { Timeout } from '../../kit/read-back-flag.ts';
import { differences } from '../json/differences.ts';
import type { Difference } from '../json/differences.ts';
import { isSame } from '../json/lossless-json.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { inOrderOfPlan } from '../plan/plan-changes.ts';
import { planJson, printDifferences } from '../plan/print-plan.ts';
import { carryOut } from '../write/carry-out.ts';
import type { Kept, KeptFolder } from '../write/kept.ts';
import { readSettled, stillOlder } from '../write/read-settled.ts';
import type { Subject } from '../write/subject.ts';
import { notAsPlanned } from '../write/write-and-check.ts';

interface PuttingBack {
  /** What is kept of this subject, oldest first. */
  readonly all: readonly Kept[];
  readonly flags: {
    readonly yes: boolean;
    /** Overwrites what was changed since by other means. */
    readonly force: boolean;
    readonly readBackTimeout: Timeout;
    readonly json: boolean;
  };
  readonly kept: KeptFolder;
  readonly io: Io;
}

/** The last write that stands and is no undo itself. */
export const lastStanding = (all: readonly Kept[]): Kept | undefined =>
  all.findLast(({ by, undoneAt }) => by !== 'undo' && undoneAt === undefined);

/**
 * Shows what putting the subject back as it was before this write changes, asks, and makes it true. Resolves with the exit code.
 * @throws CommandError
 */
export async function putBack(
  entry: Kept,
  subject: Subject,
  { all, flags, kept, io }: PuttingBack,
): Promise<number> {
  const { yes: isYes, force, readBackTimeout, json: isJson } = flags;
  const { value: current, olderThan } = await readSettled(all, {
    last: all.findLast(({ undoneAt }) => undoneAt === undefined),
    isDone: (seen) => isSame(seen, entry.before),
    subject,
    io,
    readBackTimeout,
  });
  const plan: NamedPlan = {
    kind: subject.kind,
    id: subject.id,
    name: subject.nameOf(current),
    host: subject.host,
    headline: `restores the ${subject.kind} from before "${entry.by}" of ${entry.keptAt}`,
    notes: [],
    before: current,
    after: entry.before,
    changes: inOrderOfPlan(differences(current, entry.before)),
  };
  if (olderThan !== undefined && !force) {
    io.stderr(`${stillOlder(olderThan, subject, readBackTimeout)} --force writes it all the same.`);
    if (isJson) io.stdout(planJson(plan, { state: 'not-visible' }));
    return 2;
  }
  const foreign = plan.changes.length === 0 ? [] : foreignChanges(entry, current);
  if (foreign.length > 0) {
    io.stderr(describeForeign(entry, foreign, subject));
    if (!force)
      throw new CommandError(
        `Nothing was written. Add --force to overwrite them (the present ${subject.kind} is kept too, in ${kept.folder}${subject.kind === 'application' ? ': undo --to ID restores it' : ''}).`,
      );
  }
  const code = await carryOut(plan, {
    by: 'undo',
    undoes: entry,
    question: 'Put it back?',
    isYes,
    isForced: olderThan !== undefined,
    isJson,
    subject,
    kept,
    io,
    readBackTimeout,
  });
  // Nothing was to be written: what was seen is how it was before.
  if (code === 0 && plan.changes.length === 0)
    await kept.change({ ...entry, undoneAt: new Date(io.nowMs()).toISOString() });
  return code;
}

/** What is not as the write left it; of one that was not read back, the API's own default values are no changes. */
const foreignChanges = ({ before, after, progress }: Kept, current: JsonObject): readonly Difference[] =>
  progress === 'seen' ? differences(after, current) : notAsPlanned(after, before, current);

function describeForeign(
  { by, keptAt, progress }: Kept,
  foreign: readonly Difference[],
  { kind }: Subject,
): string {
  const why =
    progress === 'begun'
      ? `"${by}" of ${keptAt} was cut off before it was read back. The ${kind} is neither as it was before nor as it was planned: the write went wrong, or these values were changed by other means since. this would overwrite them:`
      : `The ${kind} was changed since then by other means; this would overwrite these changes:`;
  return `${why}\n${printDifferences(foreign)}\n`;
}
