import { join } from 'node:path';
import { CALL_FLOW } from '#own/files.ts';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import type { Emulator, RegionRole, Route, Undo } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { bundleHandlers } from '../../infra/bundle.ts';
import { CommandError } from '../kit/command-error.ts';
import { allOwnFlows } from '../kit/application-flows.ts';
import { readFlowFile } from '../kit/read-flow-file.ts';
import { BrokenParts } from '../local/broken-parts.ts';
import { describeSystem } from '../local/describe-system.ts';
import { readFunctionLine } from '../local/function-line.ts';
import type { LocalSystem } from '../local/local-system.ts';
import { applicationEnded, openOutside } from '../local/outside.ts';
import type { LocalOutside } from '../local/outside.ts';
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
  readonly watch: Pick<Emulator, 'onCpuWait' | 'onServed'> | undefined;
  /** Runs the call flow of this file; undefined: the one that was deployed. Only in an own one. @throws CommandError */
  readonly useFlow: (file: string | undefined) => Promise<void>;
  /** Stops what was started for this phone. */
  readonly stop: () => Promise<void>;
}

export interface OwnSystemOptions {
  /** A cloud assembly that exists; undefined: a new one. */
  readonly assembly: string | undefined;
  /** Files of the call flows that will run. */
  readonly flows: readonly string[];
  /** Command of the application that they pass callbacks on to. */
  readonly app: string | undefined;
  readonly allowNetwork: boolean;
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
  const flows = await Promise.all(options.flows.map(flowsOf));
  const outside = await openOutside(flows.flat(), options, {
    onEnded: (...ended) => {
      // What interrupts this process may end the application first.
      if (!options.signal.aborted) options.onTrouble(applicationEnded(...ended));
    },
  });
  try {
    return await startWith(outside, options);
  } catch (error) {
    await outside.stop();
    throw error;
  }
}

async function startWith(outside: LocalOutside, options: OwnSystemOptions): Promise<PhoneSystem> {
  const { say, signal } = options;
  const { folder } = temporaryFolder('call');
  const startedAtMs = Date.now();
  const assembly = options.assembly ?? (await synthesize(join(folder, 'assembly'), say, signal));
  say(outside.inWords);
  say('Starting both regions and the static tier …');
  const emulator = await startEmulator({
    assembly,
    outside: outside.network,
    onFunctionOutput: (line) => void readTrouble(line).then((text) => text && options.onTrouble(text)),
  });
  try {
    await outside.start(emulator.description.application);
    const control = await startControl(
      new BrokenParts(
        () => ({ emulator, application: outside.application }),
        () => undefined,
      ),
    );
    await warm(emulator);
    signal.throwIfAborted();
    let undos: readonly Undo[] = [];
    return {
      system: describeSystem(emulator, outside.network, startedAtMs, control),
      isOwn: true,
      watch: emulator,
      async useFlow(file) {
        for (const undo of undos) await undo();
        undos = file === undefined ? [] : await replaceFlow(emulator, file, folder);
        if (signal.aborted) return;
        await warm(emulator);
      },
      async stop() {
        await control.stop();
        await Promise.all([emulator.stop(), outside.stop()]);
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
  await readFlow(file);
  flows += 1;
  const bundles = await bundleHandlers({ outDir: join(folder, `flow-${String(flows)}`), callFlow: file });
  return Promise.all(
    ROLES.flatMap((role) => ROUTES.map((route) => emulator.replaceBundle(role, route, bundles[route]))),
  );
}

/** Where calls begin with the own call flow, numbers may have others. */
const flowsOf = async (file: string): Promise<readonly object[]> =>
  file === CALL_FLOW ? allOwnFlows() : [await readFlow(file)];

const readFlow = (file: string): Promise<object> =>
  readFlowFile(file, `Expected a file with a call flow, found none at ${file}.`);

/** `<function>: <JSON>`; the bundle's own frames say nothing to who wrote the call flow. */
async function readTrouble(line: string): Promise<string | undefined> {
  const read = readFunctionLine(line.slice(line.indexOf(': ') + 2));
  const trouble = read && (await troubleInLine(read, { placeOf: () => Promise.resolve(undefined) }));
  return (
    trouble &&
    [trouble.headline, ...trouble.details.filter((detail) => !/^ {2}at /.test(detail))].join('\n    ')
  );
}
