import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import type { SourceMapPayload } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { CALL_FLOW } from '#own/files.ts';
import { bundleOptions } from '../../infra/bundle.ts';
import { loadCallFlow } from '../../infra/load-call-flow.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** A place in the source, the path relative to the project, and the line that stands there. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string | undefined;
}

interface KnownBundle {
  readonly folder: string;
  readonly map: SourceMap;
  readonly payload: SourceMapPayload;
}

/** The bundles that have been built here, as deployed; their source maps stay in memory, and are no part of them. */
export class Bundles {
  readonly #byHash = new Map<string, KnownBundle>();
  #lastHashes = '';

  /**
   * Bundles every handler into `<outDir>/<function>`.
   * @returns whether anything differs from the bundles before
   * @throws esbuild's BuildFailure; CallFlowError
   */
  async build(outDir: string): Promise<boolean> {
    const { outputFiles } = await build({
      ...bundleOptions({ outDir }),
      sourcemap: 'external',
      write: false,
      logLevel: 'silent',
    });
    await loadCallFlow(CALL_FLOW);
    const hashes: string[] = [];
    for (const { path, contents } of outputFiles) {
      if (path.endsWith('.map')) continue;
      const map = outputFiles.find((other) => other.path === `${path}.map`);
      const hash = hashOf(contents);
      hashes.push(hash);
      if (map !== undefined) {
        const payload = JSON.parse(map.text) as SourceMapPayload;
        this.#byHash.set(hash, { folder: dirname(path), map: new SourceMap(payload), payload });
      }
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, contents);
    }
    const all = hashes.sort().join();
    const hasChanged = all !== this.#lastHashes;
    this.#lastHashes = all;
    return hasChanged;
  }

  /** Where in the source a place of a bundle comes from; undefined for a file that was not built here. */
  async placeOf(file: string, line: number, column: number): Promise<SourcePlace | undefined> {
    const contents = await readFile(file).catch(() => undefined);
    const known = contents && this.#byHash.get(hashOf(contents));
    const entry = known?.map.findEntry(line - 1, column - 1);
    if (known === undefined || entry === undefined || !('originalSource' in entry)) return undefined;
    const at = known.payload.sources.indexOf(entry.originalSource);
    const text = known.payload.sourcesContent[at]?.split('\n')[entry.originalLine];
    return {
      file: relative(PROJECT, resolve(known.folder, entry.originalSource)),
      line: entry.originalLine + 1,
      column: entry.originalColumn + 1,
      text,
    };
  }
}

const hashOf = (contents: Uint8Array): string => createHash('sha256').update(contents).digest('hex');
