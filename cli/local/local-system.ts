import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { VoiceCapability } from '../../contracts/voice-capability.ts';
import type { OutsideNetwork } from '../../emulator/outside/outside-hosts.ts';
import { writeWholeFile } from '../kit/whole-file.ts';
import { CommandError } from '../kit/command-error.ts';
import type { Io } from '../kit/io.ts';
import { sendHttp } from '../kit/send-http.ts';

/** Where running local systems note how they are reached. */
export const LOCAL_STATE_FOLDER = 'drill-out/local';

/** Of the commands that look for a running local system. */
export const STATE_FLAG = {
  type: 'path',
  value: 'FOLDER',
  help: 'the folder that npm run local was started with',
  default: LOCAL_STATE_FOLDER,
} as const;

export type LocalRole = 'primary' | 'secondary';

/** What `npm run send` and `npm run break` know of a running local system: `<pid>.json`, readable by its owner only. */
export interface LocalSystem {
  readonly pid: number;
  /** ms since 1970. */
  readonly startedAtMs: number;
  readonly control: { readonly port: number; readonly token: string };
  readonly application: { readonly id: string; readonly apiKey: string; readonly signatureSecret: string };
  /** URLs of both regions, `http://127.0.0.1:<port>/…`; `distribution` is the CloudFront distribution in front of `/fallback`. */
  readonly regions: Readonly<Record<LocalRole, LocalRegion>>;
  /** The static tier's region. */
  readonly staticRegion: string;
  readonly voice: VoiceCapability;
  /** What its call flows find outside: of --app the host of the application. */
  readonly outside: OutsideNetwork;
  /** In the functions' settings, E.164 digits. */
  readonly callerNumber: string;
}

export interface LocalRegion {
  /** AWS's name of it: `eu-central-1`. */
  readonly region: string;
  readonly answer: string;
  readonly event: string;
  readonly websocketDisconnected: string;
  readonly fallback: string;
  readonly distribution: string;
  /** The bot; null: there is none. */
  readonly websocketUri: string | null;
}

/** A part that is broken now. */
export interface BrokenPart {
  readonly part: string;
  readonly how: string;
  /** ms since 1970. */
  readonly sinceMs: number;
}

/** What the control listener answers. */
export interface LocalStatus {
  readonly broken: readonly BrokenPart[];
  /** Every part, with the ways to break it; the first is the default. */
  readonly parts: readonly { readonly part: string; readonly hows: readonly string[] }[];
}

const START_ONE = 'Start one in another terminal with: npm run local';

export const stateFile = (folder: string, pid: number): string => join(folder, `${String(pid)}.json`);

/** Writes the file of a local system that starts; only its owner can read it. */
export async function writeState(folder: string, system: LocalSystem): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = stateFile(folder, system.pid);
  // A file of an earlier process with this pid would keep its mode.
  await rm(file, { force: true });
  await writeWholeFile(file, `${JSON.stringify(system, null, 2)}\n`, 0o600);
}

/** Local systems that answer, the latest first; files of those that have ended are removed. */
export async function runningSystems(folder: string): Promise<readonly LocalSystem[]> {
  const { running } = await survey(folder);
  return running;
}

/**
 * The local system that was started last.
 * @throws CommandError where none runs, or its file cannot be read
 */
export async function findLocalSystem(folder: string, stderr: Io['stderr']): Promise<LocalSystem> {
  const { running, ended } = await survey(folder);
  const [latest, ...others] = running;
  if (latest !== undefined) {
    if (others.length > 0)
      stderr(
        `${String(running.length)} local systems run; this command uses the one that was started last (process ${String(latest.pid)}).`,
      );
    return latest;
  }
  const found =
    ended.length === 0
      ? 'none'
      : `only the file of one that has stopped (process ${ended.map(String).join(', ')}), which is now deleted`;
  throw new CommandError(`Expected a running local system, found ${found}. ${START_ONE}`);
}

async function survey(
  folder: string,
): Promise<{ readonly running: readonly LocalSystem[]; readonly ended: readonly number[] }> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^\d+\.json$/.test(name));
  const running: LocalSystem[] = [];
  const ended: number[] = [];
  await Promise.all(
    names.map(async (name) => {
      const system = await readState(join(folder, name));
      if (system === undefined) return;
      if (await answers(system)) running.push(system);
      else {
        ended.push(system.pid);
        await rm(join(folder, name), { force: true });
      }
    }),
  );
  return { running: running.sort((left, right) => right.startedAtMs - left.startedAtMs), ended };
}

/** undefined where the file has just been removed. @throws CommandError */
async function readState(file: string): Promise<LocalSystem | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as LocalSystem;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const found = error instanceof SyntaxError ? 'other text' : (error as Error).message;
    throw new CommandError(
      `Expected the JSON that npm run local writes in ${file}, found ${found}. Delete the file, then start npm run local again.`,
    );
  }
}

const answers = async (system: LocalSystem): Promise<boolean> =>
  askControl(system).then(
    ({ status }) => status === 200,
    () => false,
  );

/** Asks the control listener; rejects where nothing answers. */
async function askControl(
  { control }: LocalSystem,
  change?: object,
): Promise<{ readonly status: number; readonly json: unknown }> {
  const answer = await sendHttp({
    method: change === undefined ? 'GET' : 'POST',
    url: new URL(`http://127.0.0.1:${String(control.port)}/`),
    headers: { authorization: `Bearer ${control.token}`, 'content-type': 'application/json' },
    ...(change === undefined ? {} : { body: JSON.stringify(change) }),
  });
  if (answer.kind === 'failed') throw new Error(answer.detail);
  return { status: answer.status, json: JSON.parse(answer.body) };
}

/** What is broken, and what can be. @throws CommandError */
export async function localStatus(system: LocalSystem): Promise<LocalStatus> {
  const { json } = await askControl(system).catch((error: unknown) => refuseSilence(system, error));
  return json as LocalStatus;
}

/** Breaks or restores a part. @throws CommandError with what the local system objects to */
export async function changeParts(
  system: LocalSystem,
  change: { readonly part: string | undefined; readonly how: string | undefined; readonly restore: boolean },
): Promise<LocalStatus> {
  const { status, json } = await askControl(system, change).catch((error: unknown) =>
    refuseSilence(system, error),
  );
  if (status === 200) return json as LocalStatus;
  throw new CommandError((json as { readonly problem: string }).problem);
}

function refuseSilence({ pid }: LocalSystem, error: unknown): never {
  throw new CommandError(
    `Expected an answer from the local system (process ${String(pid)}), found ${(error as Error).message}. ${START_ONE}`,
  );
}

/** `12:30:01`, in this machine's time zone. */
const clockTime = (ms: number): string => new Date(ms).toLocaleTimeString('en-GB', { hour12: false });

/** `primary: refuses since 12:30:01` */
export const brokenInWords = ({ part, how, sinceMs }: BrokenPart): string =>
  `${part}: ${how} since ${clockTime(sinceMs)}`;
