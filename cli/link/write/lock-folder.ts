import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../../contracts/is-alive.ts';
import { CommandError } from '../../kit/command-error.ts';
import { writePrivateFile } from '../../kit/whole-file.ts';

/** Who is at work in a folder. */
interface Claim {
  readonly by: string;
  readonly pid: number;
  readonly host: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

const SUFFIX = '.lock';
/** Two that claim a folder at the same moment both step back, for a moment of another length each. */
const TRIES = 5;
const STEP_BACK_MS = 200;
/** Claims of this very process. */
const HELD = new Set<string>();

/**
 * Claims a folder for one writer at a time. Each claim is a file of its own, which no other process writes, so that what a killed
 * process has left is removed without taking another's place.
 * @returns what gives the folder free again
 * @throws CommandError naming the one that is at work; the folder is as it was then
 */
export async function lockFolder(
  folder: string,
  by: string,
  nowMs: () => number,
): Promise<() => Promise<void>> {
  for (let tries = 1; ; tries += 1) {
    const own = `${randomUUID()}${SUFFIX}`;
    const claim: Claim = {
      by,
      pid: process.pid,
      host: hostname(),
      since: new Date(nowMs()).toISOString(),
    };
    HELD.add(own);
    const free = async (): Promise<void> => {
      HELD.delete(own);
      await rm(join(folder, own), { force: true });
    };
    await claimIn(folder, own, claim);
    const other = await findOther(folder, own);
    if (other === undefined) return free;
    await free();
    if (tries === TRIES) throw new CommandError(describe(folder, other));
    await sleep(STEP_BACK_MS * Math.random());
  }
}

async function claimIn(folder: string, own: string, claim: Claim): Promise<void> {
  try {
    await writePrivateFile(join(folder, own), `${JSON.stringify(claim)}\n`);
  } catch (error) {
    HELD.delete(own);
    throw new CommandError(
      `Expected to keep the application as it was in ${folder}, found ${(error as Error).message}. Nothing was written. Name another folder with --kept FOLDER.`,
    );
  }
}

interface Found {
  readonly file: string;
  /** Undefined: it cannot be read. */
  readonly claim: Claim | undefined;
}

/** Claimed before it was looked for: of two, at least one sees the other. */
async function findOther(folder: string, own: string): Promise<Found | undefined> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(SUFFIX) && name !== own);
  for (const name of names) {
    const file = join(folder, name);
    const text = await readFile(file, 'utf8').catch(() => undefined);
    // Given free meanwhile.
    if (text === undefined) continue;
    const claim = parse(text);
    if (claim === undefined || isAtWork(claim, name)) return { file, claim };
    await rm(file, { force: true });
  }
  return undefined;
}

function parse(text: string): Claim | undefined {
  try {
    const { by, pid, host, since } = JSON.parse(text) as Partial<Claim>;
    return by !== undefined && pid !== undefined && host !== undefined && since !== undefined
      ? { by, pid, host, since }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it runs on another machine, or in another container, is not known. */
function isAtWork({ pid, host }: Claim, name: string): boolean {
  if (host !== hostname()) return true;
  // A container numbers its processes anew: its former run may have had this number.
  if (pid === process.pid) return HELD.has(name);
  return isAlive(pid);
}

function describe(folder: string, { file, claim }: Found): string {
  const who =
    claim === undefined
      ? 'another one'
      : `"${claim.by}", since ${claim.since} (process ${String(claim.pid)} on ${claim.host})`;
  return `Expected to be the only command that writes to the application by ${folder}, found ${who} at work. Nothing was written. Run the same command again once that has ended; if it runs no more, delete ${file}.`;
}
