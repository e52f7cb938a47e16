import { join } from 'node:path';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import type { Emulator, RegionRole, Route, Undo } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { bundleHandlers } from '../../infra/bundle.ts';
import { CommandError } from '../kit/command-error.ts';
import { readFlowFile } from '../kit/read-flow-file.ts';
import { BrokenParts } from '../local/broken-parts.ts';
import { describeSystem } from '../local/describe-system.ts';
import { readFunctionLine } from '../local/function-line.ts';
import type { LocalSystem } from '../local/local-system.ts';
import { startControl } from '../local/start-control.ts';
import { synthesizeApart } from '../local/synthesize-apart.ts';
import { troubleInLine } from '../local/trouble.ts';

const ROLES: readonly RegionRole[] = ['primary', 'secondary'];
/** The routes that a call asks. */
const ROUTES: readonly Route[] = ['answer', 'event', 'websocket-disconnected', 'fallback'];

/** The local system that the phone calls. */
export interface PhoneSystem {
  readonly system: LocalSystem;
  /** It was started for this phone alone. */
  readonly isOwn: boolean;
  /** Only of an own one. */
  readonly onCpuWait: Emulator['onCpuWait'] | undefined;
  /** Runs the call flow of this file; undefined: the one that was deployed. Only in an own one. @throws CommandError */
  readonly useFlow: (file: string | undefined) => Promise<void>;
  /** Stops what was started for this phone. */
  readonly stop: () => Promise<void>;
}

export interface OwnSystemOptions {
  /** A cloud assembly that exists; undefined: a new one. */
  readonly assembly: string | undefined;
  readonly say: (text: string) => void;
  /** What went wrong in the call flow, as its function has logged it. */
  readonly onTrouble: (text: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Starts a local system for this phone alone.
 * @throws what the synthesis or the emulator refuses; nothing is left running then
 */
export async function startOwnSystem(options: OwnSystemOptions): Promise<PhoneSystem> {
  const { say, signal } = options;
  const { folder } = temporaryFolder('call');
  const startedAtMs = Date.now();
  const assembly = options.assembly ?? (await synthesize(join(folder, 'assembly'), say, signal));
  say('Starting both regions and the static tier …');
  const emulator = await startEmulator({
    assembly,
    onFunctionOutput: (line) => void readTrouble(line).then((text) => text && options.onTrouble(text)),
  });
  try {
    const control = await startControl(
      new BrokenParts(
        () => emulator,
        () => undefined,
      ),
    );
    await warm(emulator);
    signal.throwIfAborted();
    let undos: readonly Undo[] = [];
    return {
      system: describeSystem(emulator, startedAtMs, control),
      isOwn: true,
      onCpuWait: (listener) => emulator.onCpuWait(listener),
      async useFlow(file) {
        for (const undo of undos) await undo();
        undos = file === undefined ? [] : await replaceFlow(emulator, file, folder);
        if (signal.aborted) return;
        await warm(emulator);
      },
      async stop() {
        await control.stop();
        await emulator.stop();
      },
    };
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}

async function synthesize(
  outDir: string,
  say: OwnSystemOptions['say'],
  signal: AbortSignal,
): Promise<string> {
  say('Synthesizing the stacks …');
  try {
    await synthesizeApart({ outDir }, signal);
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
  return outDir;
}

/**
 * As callers of a busy number find them: the first call meets no cold start. Where this machine is too busy to start one now, the
 * call starts it.
 */
async function warm(emulator: Emulator): Promise<void> {
  for (const role of ROLES)
    await Promise.all(ROUTES.map((route) => emulator.warm(role, route, 1).catch(() => undefined)));
}

let flows = 0;

/** Runs another call flow in both regions. @throws CommandError unless it is one */
async function replaceFlow(emulator: Emulator, file: string, folder: string): Promise<readonly Undo[]> {
  await readFlowFile(file, `Expected a file with a call flow, found none at ${file}.`);
  flows += 1;
  const bundles = await bundleHandlers({ outDir: join(folder, `flow-${String(flows)}`), callFlow: file });
  return Promise.all(
    ROLES.flatMap((role) => ROUTES.map((route) => emulator.replaceBundle(role, route, bundles[route]))),
  );
}

/** `<function>: <JSON>`; the bundle's own frames say nothing to who wrote the call flow. */
async function readTrouble(line: string): Promise<string | undefined> {
  const read = readFunctionLine(line.slice(line.indexOf(': ') + 2));
  const trouble = read && (await troubleInLine(read, { placeOf: () => Promise.resolve(undefined) }));
  return (
    trouble &&
    [trouble.headline, ...trouble.details.filter((detail) => !/^ {2}at /.test(detail))].join('\n    ')
  );
}
