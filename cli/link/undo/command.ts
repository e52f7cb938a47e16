import { CommandError } from '../../kit/command-error.ts';
import { parseFlags } from '../../kit/parse-flags.ts';
import { printable } from '../../kit/printable.ts';
import { table } from '../../kit/table.ts';
import { apiHosts } from '../api/api-hosts.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import type { Command } from '../commands/command.ts';
import { differences } from '../json/differences.ts';
import { printJson } from '../json/lossless-json.ts';
import { writable } from '../plan/plan-changes.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { printDifferences } from '../plan/print-plan.ts';
import { APPLICATION_HELP, applicationIdOf } from '../plan/target.ts';
import { carryOut } from '../write/carry-out.ts';
import { DEFAULT_KEPT, KEPT_HELP, openKept } from '../write/kept.ts';
import type { Kept } from '../write/kept.ts';

const HELP = `npm run link -- undo [options]

Puts back what the last apply (or unlink) replaced: the whole application as it was before. Run again, it undoes the one
before that. What another hand changed since is shown, and overwritten with --force only.

${APPLICATION_HELP}
  --list              show what is kept, and write nothing
  --to ID             put back what this one replaced, whichever it is (an ID of --list)
  --force             overwrite what another hand changed since
  --yes               do not ask
${KEPT_HELP}
  --json              print one line of JSON on stdout: the changes, and the state (unchanged, new: put back, old: as it
                      was when the undo began, other, unknown)
  --help              this text

Exit code: 0 when the application is as it was; 1 when it is not, or not for sure.
`;

const FLAGS = {
  application: { type: 'string' },
  credentials: { type: 'string' },
  list: { type: 'boolean' },
  to: { type: 'string' },
  force: { type: 'boolean' },
  yes: { type: 'boolean' },
  kept: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export const undo: Command = {
  name: 'undo',
  summary: 'puts back what the last apply replaced; --list shows what is kept',
  help: HELP,
  async run(args, io) {
    const flags = parseFlags(args, FLAGS, HELP);
    const isJson = flags.json ?? false;
    const applicationId = applicationIdOf(flags.application);
    const folder = flags.kept ?? DEFAULT_KEPT;
    const kept = openKept(folder, io.nowMs);
    const all = await kept.list(applicationId, apiHosts(io.env).applications);
    if (flags.list === true) {
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
      headline: `puts back what "${entry.by}" of ${entry.keptAt} replaced`,
      notes: [],
      before: current,
      after: entry.before,
      changes: differences(current, entry.before),
    };
    const foreign = plan.changes.length === 0 ? [] : differences(entry.after, current);
    if (foreign.length > 0) {
      io.stderr(
        `Another hand changed the application since then; undo would overwrite that:\n${printDifferences(foreign)}\n`,
      );
      if (flags.force !== true)
        throw new CommandError(
          'Nothing was written. Say --force to overwrite it (it is kept too, and comes back with undo --to ID).',
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
};

/** The one named; else the last one that stands and is no undo itself. @throws CommandError */
function chosen(all: readonly Kept[], id: string | undefined, folder: string): Kept {
  const found =
    id === undefined
      ? all.findLast(({ by, undoneAt }) => by !== 'undo' && undoneAt === undefined)
      : all.find((kept) => kept.id === id);
  if (found !== undefined) return found;
  if (id === undefined)
    throw new CommandError(
      `Expected a kept application in ${folder}, found none that is not undone. "undo --list" shows all; another folder is named with --kept FOLDER.`,
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
    return `Nothing is kept of this application in ${folder}: "npm run link -- apply" keeps it.`;
  const rows = all.map(summary).map(({ id, keptAt, by, undoneAt, changes }) => {
    const state = undoneAt === undefined ? '' : `undone ${undoneAt}`;
    return [id, keptAt, by, `${String(changes)} changed`, state];
  });
  return table([['ID', 'when (UTC)', 'by', 'what', ''], ...rows])
    .map(printable)
    .join('\n');
}
