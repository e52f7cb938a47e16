import { watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** What a change of the file calls for. */
const WATCHED = { functions: 'bundles', infra: 'assembly', 'static-ncco': 'assembly' } as const;
/** Editors also write files of their own beside the one that is saved. */
const SOURCE = /(?:^|\/)[^./][^/]*\.(?:ts|js|mjs|json|wav)$/;
/** Saving is several events, and so is saving all. */
const QUIET_MS = 100;

export interface SourceChange {
  /** Relative to the project. */
  readonly files: readonly string[];
  readonly calls: (typeof WATCHED)[keyof typeof WATCHED];
}

/** Reports what is saved in the folders that the local system is made of. @returns how to stop */
export function watchSources(onChange: (change: SourceChange) => void, project = PROJECT): () => void {
  let files = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const report = (): void => {
    const saved = [...files].sort();
    files = new Set();
    const calls = saved.every((file) => file.startsWith('functions/')) ? 'bundles' : 'assembly';
    onChange({ files: saved, calls });
  };
  const watchers = Object.keys(WATCHED).map((folder) =>
    watch(join(project, folder), { recursive: true }, (_event, name) => {
      const file = `${folder}/${(name ?? '').replaceAll('\\', '/')}`;
      if (!SOURCE.test(file)) return;
      files.add(file);
      clearTimeout(timer);
      timer = setTimeout(report, QUIET_MS);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** `functions/call-flow.ts`, or `functions/call-flow.ts and 2 more`. */
export function filesInWords([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${String(others.length)} more`;
}
