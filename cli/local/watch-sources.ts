import { readdirSync, statSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** What a change of the file calls for. */
const WATCHED = {
  functions: 'bundles',
  contracts: 'assembly',
  infra: 'assembly',
  ncco: 'assembly',
  'static-ncco': 'assembly',
} as const;
/** Beside them, at the root. */
const SETTINGS = 'settings.ts';
/** Editors also write files of their own beside the one that is saved. */
const SOURCE = /(?:^|\/)[^./][^/]*\.(?:ts|js|mjs|json|wav)$/;
/** Saving is several events, and so is saving all. */
const QUIET_MS = 100;

export interface SourceChange {
  /** Relative to the project. */
  readonly files: readonly string[];
  readonly calls: (typeof WATCHED)[keyof typeof WATCHED];
}

/**
 * Reports what is saved in the folders that the local system is made of. Each folder is watched by itself: a recursive
 * watcher loses a file on Linux once an editor has replaced it by another one.
 * @returns how to stop
 */
export function watchSources(onChange: (change: SourceChange) => void, project = PROJECT): () => void {
  const watchers = new Map<string, FSWatcher>();
  let files = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const report = (): void => {
    const saved = [...files].sort();
    files = new Set();
    const calls = saved.every((file) => callOf(file) === 'bundles') ? 'bundles' : 'assembly';
    onChange({ files: saved, calls });
  };
  const notice = (file: string): void => {
    if (statSync(join(project, file), { throwIfNoEntry: false })?.isDirectory() === true) watchFolder(file);
    if (!SOURCE.test(file)) return;
    files.add(file);
    clearTimeout(timer);
    timer = setTimeout(report, QUIET_MS);
  };
  const watchFolder = (folder: string): void => {
    if (watchers.has(folder)) return;
    const watcher = watch(join(project, folder), (_event, name) => notice(`${folder}/${name ?? ''}`));
    // The folder was removed.
    watcher.on('error', () => watcher.close());
    watchers.set(folder, watcher);
    for (const entry of readdirSync(join(project, folder), { withFileTypes: true }))
      if (entry.isDirectory()) watchFolder(`${folder}/${entry.name}`);
  };
  for (const folder of Object.keys(WATCHED)) watchFolder(folder);
  const root = watch(project, (_event, name) => {
    if (name === SETTINGS) notice(name);
  });
  watchers.set('', root);
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}

const callOf = (file: string): SourceChange['calls'] =>
  file === SETTINGS ? 'assembly' : WATCHED[file.split('/', 1)[0] as keyof typeof WATCHED];

/** `functions/call-flow.ts`, or `functions/call-flow.ts and 2 more`. */
export function filesInWords([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${String(others.length)} more`;
}
