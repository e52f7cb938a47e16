import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentName } from '../../../contracts/settings/environment-name.ts';
import { CommandError } from '../../kit/command-error.ts';
import { decoded } from '../../kit/read-text-file.ts';
import { projectPath } from '../../kit/folders.ts';
import { isObject, parseJson, printJson } from '../json/lossless-json.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import { writePrivateFile } from '../../kit/whole-file.ts';
import { lockFolder } from './lock-folder.ts';

/** In the folder of the project, as Terraform's state is; not in git. Of an environment: `.link/NAME`. */
const DEFAULT_KEPT = join('.link', environmentName() ?? '');

/** Of the commands that write. */
export const KEPT_FLAG = {
  type: 'path',
  value: 'FOLDER',
  help: 'folder of the kept former applications',
  default: DEFAULT_KEPT,
} as const;

/** Whether it need not be named. */
export const isDefaultKept = (folder: string): boolean => folder === projectPath(DEFAULT_KEPT);

/** One write to an application, or to a number: how it was, how it became. */
export interface Kept {
  /** Name of its file, without ".json": whose it is, and the time. */
  readonly id: string;
  /** Of an application; of a number its digits. */
  readonly applicationId: string;
  readonly host: string;
  /** ISO 8601, UTC. */
  readonly keptAt: string;
  readonly by: 'apply' | 'undo' | 'unlink' | 'calibrate' | 'guard number';
  /** All that can be written. */
  readonly before: JsonObject;
  /** As read back; before that, as planned. */
  readonly after: JsonObject;
  /**
   * `begun`: it may have been made, or not. `acknowledged`: the API says that it was made, and does not show it yet. `seen`: it
   * was read back.
   */
  readonly progress: 'begun' | 'acknowledged' | 'seen';
  /** When it was undone; undefined: it stands. */
  readonly undoneAt: string | undefined;
}

/** Applications and numbers as they were before each write, one file each, mode 0600. */
export interface KeptFolder {
  /** As it was named. */
  readonly folder: string;
  /** Oldest first, of this application or number at this host. @throws CommandError naming a file that is not whole */
  readonly list: (applicationId: string, host: string) => Promise<readonly Kept[]>;
  /** Whose writes are kept for these hosts: ids of applications, and numbers. A file that is not whole is left out. */
  readonly subjects: (hosts: readonly string[]) => Promise<readonly string[]>;
  /** Gives it its id and keeps it. */
  readonly keep: (write: Omit<Kept, 'id' | 'keptAt' | 'undoneAt' | 'progress'>) => Promise<Kept>;
  readonly change: (kept: Kept) => Promise<void>;
  /**
   * Claims the folder for one writer, from the last look before a write to its end.
   * @returns what gives it free again
   * @throws CommandError while another one is at work
   */
  readonly lock: (by: Kept['by']) => Promise<() => Promise<void>>;
  /** A write that was refused or put back leaves nothing to undo. */
  readonly forget: (kept: Kept) => Promise<void>;
  readonly fileOf: (kept: Kept) => string;
  /** Beside it: what could not be printed about its write. */
  readonly logOf: (kept: Kept) => string;
}

export function openKept(folder: string, nowMs: () => number): KeptFolder {
  const fileOf = ({ id }: Pick<Kept, 'id'>): string => join(folder, `${id}.json`);
  const write = async (kept: Kept, otherwise: string): Promise<void> => {
    const { undoneAt, ...rest } = kept;
    const value = { ...rest, ...(undoneAt === undefined ? {} : { undoneAt }) };
    try {
      await writePrivateFile(fileOf(kept), `${printJson(value, 2)}\n`);
    } catch (error) {
      throw new CommandError(
        `Expected to keep the application as it was in ${folder}, found ${(error as Error).message}. ${otherwise}`,
      );
    }
  };
  const names = async (): Promise<readonly string[]> => {
    try {
      return (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw new CommandError(
        `Expected to keep applications in the folder ${folder}, found ${(error as Error).message}. Nothing was written. Name another folder with --kept FOLDER.`,
      );
    }
  };
  return {
    folder,
    fileOf,
    logOf: ({ id }) => join(folder, `${id}.log`),
    lock: (by) => lockFolder(folder, by === 'guard number' ? by : `link ${by}`, nowMs),
    change: (kept) => write(kept, 'The state of the application itself is given above.'),
    forget: (kept) => rm(fileOf(kept), { force: true }),
    async list(applicationId, host) {
      const own = (await names()).filter((name) => name.startsWith(`${applicationId}-`));
      const all = await Promise.all(own.map((name) => readKept(folder, name)));
      return all.filter((kept) => kept !== undefined).filter((kept) => kept.host === host);
    },
    async subjects(hosts) {
      const all = await Promise.all(
        (await names()).map((name) => readKept(folder, name).catch(() => undefined)),
      );
      const known = all.filter((kept) => kept !== undefined).filter(({ host }) => hosts.includes(host));
      return [...new Set(known.map(({ applicationId }) => applicationId))];
    },
    async keep(made) {
      const taken = new Set(await names());
      let atMs = nowMs();
      while (taken.has(`${idOf(made.applicationId, atMs)}.json`)) atMs += 1;
      const kept: Kept = {
        ...made,
        id: idOf(made.applicationId, atMs),
        keptAt: new Date(atMs).toISOString(),
        progress: 'begun',
        undoneAt: undefined,
      };
      await write(kept, 'Nothing was written. Name another folder with --kept FOLDER.');
      return kept;
    },
  };
}

/** Sorted by name, they are sorted by time. */
const idOf = (applicationId: string, atMs: number): string =>
  `${applicationId}-${new Date(atMs).toISOString().replace(/[-:.]/g, '')}`;

/** Undefined: another command has removed it meanwhile. */
async function readKept(folder: string, name: string): Promise<Kept | undefined> {
  const file = join(folder, name);
  let found = 'other JSON';
  try {
    const value = parseJson(decoded(await readFile(file), 'what link kept', file));
    if (isObject(value) && isObject(value['before']) && isObject(value['after']))
      return {
        ...(value as unknown as Kept),
        progress: (value['progress'] ?? 'seen') as Kept['progress'],
        undoneAt: value['undoneAt'] as string | undefined,
      };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    found = message;
  }
  throw new CommandError(
    `Expected ${file} to be what link kept, found ${found}. Move the file elsewhere, then try again.`,
  );
}
