import { CommandError } from '../../kit/command-error.ts';
import { define } from '../../kit/command.ts';
import { printable } from '../../kit/printable.ts';
import { table } from '../../kit/table.ts';
import { apiHosts } from '../api/api-hosts.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import { differences } from '../json/differences.ts';
import type { Difference } from '../json/differences.ts';
import { isSame, printJson } from '../json/lossless-json.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import { inOrderOfPlan, writable } from '../plan/plan-changes.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { planJson, printDifferences } from '../plan/print-plan.ts';
import { APPLICATION_FLAGS, applicationIdOf } from '../plan/target.ts';
import { carryOut, NOT_VISIBLE, WRITE_FLAGS } from '../write/carry-out.ts';
import { openKept } from '../write/kept.ts';
import type { Kept } from '../write/kept.ts';
import { readSettled, stillOlder } from '../write/read-settled.ts';
import { notAsPlanned } from '../write/write-and-check.ts';

export const undo = define({
  name: 'link undo',
  about: `Restores the whole application from before the last apply (or unlink). Run again, it undoes the apply before that one.
Changes that were made since by other means are shown, and overwritten only with --force.`,
  flags: {
    ...APPLICATION_FLAGS,
    list: { type: 'boolean', help: 'show what is kept, and write nothing' },
    to: {
      type: 'text',
      value: 'ID',
      help: 'restore the application from before this write (an ID of --list)',
    },
    force: {
      type: 'boolean',
      help: 'overwrite changes that were made since by other means, also while an older copy hides whether there are any',
    },
    ...WRITE_FLAGS,
  },
  exits: { 0: 'the application is restored', 1: 'it is not, or that is unknown', 2: NOT_VISIBLE },
  async run(flags, io) {
    const isJson = flags.json;
    const applicationId = applicationIdOf(flags.application);
    const folder = flags.kept;
    const kept = openKept(folder, io.nowMs);
    const all = await kept.list(applicationId, apiHosts(io.env).applications);
    if (flags.list) {
      io.stdout(isJson ? printJson(all.map(summary)) : printList(all, folder));
      return 0;
    }
    const entry = chosen(all, flags.to, folder);
    const api = await openApplicationsApi(io, { credentialsFile: flags.credentials });
    const { readBackTimeout } = flags;
    const { application, olderThan } = await readSettled(applicationId, all, {
      last: all.findLast(({ undoneAt }) => undoneAt === undefined),
      isDone: (seen) => isSame(writable(seen), entry.before),
      api,
      io,
      readBackTimeout,
    });
    const current = writable(application);
    const plan: NamedPlan = {
      applicationId,
      name: String(application['name']),
      host: api.host,
      headline: `restores the application from before "${entry.by}" of ${entry.keptAt}`,
      notes: [],
      before: current,
      after: entry.before,
      changes: inOrderOfPlan(differences(current, entry.before)),
    };
    if (olderThan !== undefined && !flags.force) {
      io.stderr(`${stillOlder(olderThan, readBackTimeout)} --force writes it all the same.`);
      if (isJson) io.stdout(planJson(plan, { state: 'not-visible' }));
      return 2;
    }
    const foreign = plan.changes.length === 0 ? [] : foreignChanges(entry, current);
    if (foreign.length > 0) {
      io.stderr(describeForeign(entry, foreign));
      if (!flags.force)
        throw new CommandError(
          'Nothing was written. Add --force to overwrite them (the present application is kept too: undo --to ID restores it).',
        );
    }
    const code = await carryOut(plan, {
      by: 'undo',
      undoes: entry,
      question: 'Put it back?',
      isYes: flags.yes,
      isForced: olderThan !== undefined,
      isJson,
      api,
      kept,
      io,
      readBackTimeout,
    });
    // Nothing was to be written: what was seen is how it was before.
    if (code === 0 && plan.changes.length === 0)
      await kept.change({ ...entry, undoneAt: new Date(io.nowMs()).toISOString() });
    return code;
  },
});

/** What is not as the write left it; of one that was not read back, the API's own default values are no changes. */
const foreignChanges = ({ before, after, progress }: Kept, current: JsonObject): readonly Difference[] =>
  progress === 'seen' ? differences(after, current) : notAsPlanned(after, before, current);

function describeForeign({ by, keptAt, progress }: Kept, foreign: readonly Difference[]): string {
  const why =
    progress === 'begun'
      ? `"${by}" of ${keptAt} was cut off before it was read back. The application is neither as it was before nor as it was planned: the write went wrong, or these values were changed by other means since. undo would overwrite them:`
      : 'The application was changed since then by other means; undo would overwrite these changes:';
  return `${why}\n${printDifferences(foreign)}\n`;
}

/** The one named; else the last one that stands and is no undo itself. @throws CommandError */
function chosen(all: readonly Kept[], id: string | undefined, folder: string): Kept {
  const found =
    id === undefined
      ? all.findLast(({ by, undoneAt }) => by !== 'undo' && undoneAt === undefined)
      : all.find((kept) => kept.id === id);
  if (found !== undefined) return found;
  if (id === undefined)
    throw new CommandError(
      `Expected a kept application in ${folder}, found none that can still be undone. "undo --list" shows all; name another folder with --kept FOLDER.`,
    );
  throw new CommandError(`Expected an ID of "undo --list" after --to, found "${id}".`);
}

const PROGRESS: Readonly<Record<Kept['progress'], string>> = {
  begun: 'not read back: made or not',
  acknowledged: 'acknowledged, not visible yet',
  seen: '',
};

const summary = ({ id, keptAt, by, progress, undoneAt, before, after }: Kept) => ({
  id,
  keptAt,
  by,
  progress,
  ...(undoneAt === undefined ? {} : { undoneAt }),
  changes: differences(before, after).length,
});

function printList(all: readonly Kept[], folder: string): string {
  if (all.length === 0)
    return `No former application is kept in ${folder}: "npm run link -- apply" keeps one.`;
  const rows = all.map(summary).map(({ id, keptAt, by, progress, undoneAt, changes }) => {
    const state = undoneAt === undefined ? PROGRESS[progress] : `undone ${undoneAt}`;
    return [id, keptAt, by, `${String(changes)} changed`, state];
  });
  return table([['ID', 'when (UTC)', 'by', 'what', ''], ...rows])
    .map(printable)
    .join('\n');
}
