import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HistoryRecord } from '../history.ts';
import type { DrillResult } from './result.ts';

/** Writes `<outDir>/<scenario>/history.jsonl`, a record a line. */
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

/** Writes `<outDir>/result.json` and returns its path. */
export async function writeResult(outDir: string, result: DrillResult): Promise<string> {
  await mkdir(outDir, { recursive: true });
  const file = join(outDir, 'result.json');
  await writeFile(file, `${JSON.stringify(result, undefined, 2)}\n`);
  return file;
}

/** Writes `<outDir>/functions.log`, what the functions wrote last, and returns its path. */
export async function writeFunctionOutput(outDir: string, lines: readonly string[]): Promise<string> {
  await mkdir(outDir, { recursive: true });
  const file = join(outDir, 'functions.log');
  await writeFile(file, lines.map((line) => `${line}\n`).join(''));
  return file;
}
