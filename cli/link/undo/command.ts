import { CommandError } from '../../kit/command-error.ts';
import { define } from '../../kit/command.ts';
import { printable } from '../../kit/printable.ts';
import { table } from '../../kit/table.ts';
import { apiHosts } from '../api/api-hosts.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import { differences } from '../json/differences.ts';
import { printJson } from '../json/lossless-json.ts';
import { inOrderOfPlan, writable } from '../plan/plan-changes.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { printDifferences } from '../plan/print-plan.ts';
import { APPLICATION_FLAGS, applicationIdOf } from '../plan/target.ts';
import { carryOut, STATE_JSON_FLAG } from '../write/carry-out.ts';
import { YES_FLAG } from '../../kit/io.ts';
import { KEPT_FLAG, openKept } from '../write/kept.ts';
import type { Kept } from '../write/kept.ts';

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
    force: { type: 'boolean', help: 'overwrite changes that were made since by other means' },
    yes: YES_FLAG,
    kept: KEPT_FLAG,
    json: STATE_JSON_FLAG,
  },
  exits: { 0: 'the application is restored', 1: 'it is not, or that is unknown' },
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
    const application = await api.readApplication(applicationId, io.signal);
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
    const foreign = plan.changes.length === 0 ? [] : differences(entry.after, current);
    if (foreign.length > 0) {
      io.stderr(
        `The application was changed since then by other means; undo would overwrite these changes:\n${printDifferences(foreign)}\n`,
      );
      if (!flags.force)
        throw new CommandError(
          'Nothing was written. Add --force to overwrite them (the present application is kept too: undo --to ID restores it).',
        );
    }
    const isMade = await carryOut(plan, {
      by: 'undo',
      question: 'Put it back?',
      isYes: flags.yes,
      isJson,
      api,
      kept,
      io,
    });
    if (isMade) await kept.change({ ...entry, undoneAt: new Date(io.nowMs()).toISOString() });
    return isMade ? 0 : 1;
  },
});

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

const summary = ({ id, keptAt, by, undoneAt, before, after }: Kept) => ({
  id,
  keptAt,
  by,
  ...(undoneAt === undefined ? {} : { undoneAt }),
  changes: differences(before, after).length,
});

function printList(all: readonly Kept[], folder: string): string {
  if (all.length === 0)
    return `No former application is kept in ${folder}: "npm run link -- apply" keeps one.`;
  const rows = all.map(summary).map(({ id, keptAt, by, undoneAt, changes }) => {
    const state = undoneAt === undefined ? '' : `undone ${undoneAt}`;
    return [id, keptAt, by, `${String(changes)} changed`, state];
  });
  return table([['ID', 'when (UTC)', 'by', 'what', ''], ...rows])
    .map(printable)
    .join('\n');
}
