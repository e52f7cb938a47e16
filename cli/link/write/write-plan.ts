import type { Io } from '../../kit/io.ts';
import type { Timeout } from '../../kit/read-back-flag.ts';
import type { ApplicationsApi } from '../api/applications-api.ts';
import { isSame } from '../json/lossless-json.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { writable } from '../plan/plan-changes.ts';
import { planJson } from '../plan/print-plan.ts';
import { carryOut } from './carry-out.ts';
import { undoCommand } from './commit-plan.ts';
import { openKept } from './kept.ts';
import type { Kept } from './kept.ts';
import { lastWritten, readSettled, stillOlder } from './read-settled.ts';
import { isAsPlanned } from './write-and-check.ts';

interface Writing {
  readonly question: string;
  readonly flags: {
    readonly yes: boolean;
    readonly kept: string;
    readonly readBackTimeout: Timeout;
    readonly json: boolean;
  };
  readonly api: ApplicationsApi;
  readonly io: Io;
  /** @param kept of this application, oldest first */
  readonly plan: (application: JsonObject, kept: readonly Kept[]) => NamedPlan;
}

/**
 * Plans the application as it is after what was written last, shows the plan, asks, and makes it true. Resolves with the exit
 * code. @throws CommandError
 */
export async function writePlan(
  by: 'apply' | 'unlink',
  applicationId: string,
  { question, flags, api, io, plan: planOf }: Writing,
): Promise<number> {
  const { readBackTimeout } = flags;
  const kept = openKept(flags.kept, io.nowMs);
  const all = await kept.list(applicationId, api.host);
  const { application, olderThan } = await readSettled(applicationId, all, {
    last: lastWritten(all),
    isDone: (seen) => planOf(seen, all).changes.length === 0,
    api,
    io,
    readBackTimeout,
  });
  const planned = planOf(application, all);
  if (olderThan !== undefined) {
    io.stderr(stillOlder(olderThan, readBackTimeout));
    if (flags.json) io.stdout(planJson(planned, { state: 'not-visible' }));
    return 2;
  }
  const undo = undoCommand(applicationId, kept.folder);
  const notes = cutOffs(all).map((entry) => noteOn(entry, writable(application), undo));
  const plan = { ...planned, notes: [...planned.notes, ...notes] };
  const writing = { by, question, isYes: flags.yes, isJson: flags.json, api, kept, io, readBackTimeout };
  return carryOut(plan, writing);
}

/** Those since the last write that was read back. */
const cutOffs = (all: readonly Kept[]): readonly Kept[] => {
  const lastSeen = all.findLastIndex(({ progress }) => progress === 'seen');
  return all
    .slice(lastSeen + 1)
    .filter(({ progress, undoneAt }) => progress === 'begun' && undoneAt === undefined);
};

function noteOn({ id, by, keptAt, before, after }: Kept, current: JsonObject, undo: string): string {
  const found = isAsPlanned(after, before, current)
    ? 'It was made.'
    : isSame(before, current)
      ? 'It was not made.'
      : 'The application is neither as it was before nor as that planned: this plan carries what it does not name as it is now.';
  return `"${by}" of ${keptAt} was cut off before it was read back. ${found} "${undo} --to ${id}" puts the application back as it was before.`;
}
