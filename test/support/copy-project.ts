import { cpSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const NOT_COPIED = new Set(['node_modules', 'cdk.out', 'drill-out', '.git', '.link', 'coverage']);

/** A project of its own, whose files can be changed as its user would; the caller removes it. */
export function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  for (const entry of readdirSync(PROJECT).filter((each) => !NOT_COPIED.has(each)))
    cpSync(join(PROJECT, entry), join(folder, entry), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  return folder;
}
