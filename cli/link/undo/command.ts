import { CommandError } from '../../kit/command-error.ts';
import { define } from '../../kit/command.ts';
import { printable } from '../../kit/printable.ts';
import { table } from '../../kit/table.ts';
import { apiHosts } from '../api/api-hosts.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import { differences } from '../json/differences.ts';
import { printJson } from '../json/lossless-json.ts';
import { APPLICATION_FLAGS, applicationIdOf } from '../plan/target.ts';
import { NOT_VISIBLE, WRITE_FLAGS } from '../write/carry-out.ts';
import { openKept } from '../write/kept.ts';
import type { Kept, KeptFolder } from '../write/kept.ts';
import { applicationSubject } from '../write/subject.ts';
import { lastStanding, putBack } from './put-back.ts';
import { npmRun } from '../../kit/npm-run.ts';

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
    const applicationId = applicationIdOf(flags.application);
    const kept = openKept(flags.kept, io.nowMs);
    const hosts = apiHosts(io.env);
    const all = await kept.list(applicationId, hosts.applications);
    if (flags.list) {
      if (flags.json) io.stdout(printJson(all.map(summary)));
      else
        for (const line of [
          printList(all, flags.kept),
          ...(await others(kept, Object.values(hosts), applicationId)),
        ])
          io.stdout(line);
      return 0;
    }
    const entry = chosen(all, flags.to, flags.kept);
    const api = await openApplicationsApi(io, { credentialsFile: flags.credentials });
    return putBack(entry, applicationSubject(api, applicationId), { all, flags, kept, io });
  },
});

/** The one named; else the last one that stands and is no undo itself. @throws CommandError */
function chosen(all: readonly Kept[], id: string | undefined, folder: string): Kept {
  const found = id === undefined ? lastStanding(all) : all.find((kept) => kept.id === id);
  if (found !== undefined) return found;
  if (id === undefined)
    throw new CommandError(
      `Expected a kept application in ${folder}, found none that can still be undone. "undo --list" shows all; name another folder with --kept FOLDER.`,
    );
  throw new CommandError(`Expected an ID of "undo --list" after --to, found "${id}".`);
}

/** The commands that show what is kept of other applications, and of numbers. */
const others = async (
  kept: KeptFolder,
  hosts: readonly string[],
  shown: string,
): Promise<readonly string[]> =>
  (await kept.subjects(hosts))
    .filter((id) => id !== shown)
    .map((id) =>
      /^\d+$/.test(id)
        ? `Kept too: number ${id} (${npmRun('guard number', `${id} --back`)})`
        : `Kept too: application ${id} (${npmRun('link undo', `--list --application ${id}`)})`,
    );

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
    return `No former application is kept in ${folder}: "${npmRun('link apply')}" keeps one.`;
  const rows = all.map(summary).map(({ id, keptAt, by, progress, undoneAt, changes }) => {
    const state = undoneAt === undefined ? PROGRESS[progress] : `undone ${undoneAt}`;
    return [id, keptAt, by, `${String(changes)} changed`, state];
  });
  return table([['ID', 'when (UTC)', 'by', 'what', ''], ...rows])
    .map(printable)
    .join('\n');
}
