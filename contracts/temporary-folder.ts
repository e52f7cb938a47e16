import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './is-alive.ts';

const PREFIX = 'vonage-voice-failover';
const NAME = new RegExp(`^${PREFIX}-(\\d+)-`);

export interface TemporaryFolder {
  readonly folder: string;
  /** Safe to call twice. */
  readonly remove: () => void;
}

/**
 * A new folder below the system's temporary folder. It is removed when this process ends. Folders of processes that were
 * killed are removed first.
 * @param use part of its name
 */
export function temporaryFolder(use: string): TemporaryFolder {
  removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}-${process.pid}-${use}-`));
  const remove = (): void => {
    process.off('exit', remove);
    rmSync(folder, { recursive: true, force: true });
  };
  // `finally` does not run when a signal handler exits.
  process.once('exit', remove);
  return { folder, remove };
}

function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = NAME.exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // It is another user's.
    }
  }
}
