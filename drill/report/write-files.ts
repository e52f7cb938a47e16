import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HistoryRecord } from '../../contracts/history.ts';
import type { DrillResult } from './result.ts';

/** Writes `<outDir>/<scenario>/history.jsonl`, one record per line. */
export async function writeHistory(
  outDir: string,
  scenario: string,
  history: readonly HistoryRecord[],
): Promise<void> {
  const folder = join(outDir, scenario);
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'history.jsonl'),
    history.map((record) => `${JSON.stringify(record)}\n`).join(''),
  );
}

/** Writes `<outDir>/result.json`. */
export async function writeResult(outDir: string, result: DrillResult): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, 'result.json'), `${JSON.stringify(result, undefined, 2)}\n`);
}

/** Writes `<outDir>/details.txt`, tables that are too wide for a terminal. */
export async function writeDetails(outDir: string, text: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, 'details.txt'), `${text}\n`);
}

/** Writes `<outDir>/functions.log`, the last output of the functions. */
export async function writeFunctionOutput(outDir: string, lines: readonly string[]): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await writeFile(join(outDir, 'functions.log'), lines.map((line) => `${line}\n`).join(''));
}
