import { rmSync } from 'node:fs';
import { LOCAL_STATE_FOLDER, runningSystems, stateFile, writeState } from './local-system.ts';
import { describeSystem } from './describe-system.ts';
import type { Io } from '../kit/io.ts';
import type { LocalOutside } from './outside.ts';
import { printEmulator } from './print-emulator.ts';
import type { VonageEnvironment } from './start-vonage.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { LocalOptions } from './local-flags.ts';
import { BrokenParts } from './broken-parts.ts';
import { Bundles } from './bundles.ts';
import { createReload } from './reload.ts';
import { RequestLog } from './request-log.ts';
import type { RunningEmulator } from './running-emulator.ts';
import { startControl } from './start-control.ts';
import { filesInWords, watchSources } from './watch-sources.ts';
import type { SourceChange } from './watch-sources.ts';

/** What people have of a running local system: its requests, the ways to break it, and the reload of what they save. */
export interface Attendant {
  readonly requestLog: RequestLog;
  /** Prints what is where, and attends the emulator from now on. */
  begin(running: RunningEmulator, outside: LocalOutside, environment: VonageEnvironment): Promise<void>;
  /** Ends everything, the emulator included, but not what is outside of it. */
  stop(): Promise<void>;
}

/** @param folder for bundles and assemblies that are made later */
export function attendEmulator(
  options: LocalOptions,
  folder: string,
  { env, stdout, terminal }: Pick<Io, 'env' | 'stdout' | 'terminal'>,
): Attendant {
  const stateFolder = options.state;
  const bundles = new Bundles();
  const isOwnSource = options.assembly === undefined;
  const built = isOwnSource ? bundles.build(`${folder}/bundles`) : Promise.resolve(false);
  // Awaited before the first request.
  built.catch(() => undefined);
  const stopping = new AbortController();
  let running: RunningEmulator | undefined;
  let outside: LocalOutside | undefined;
  const parts = new BrokenParts(
    () => ({ emulator: emulatorOf(running), application: outside?.application }),
    (text) => requestLog.say(text),
  );
  const requestLog = new RequestLog({
    bundles,
    broken: () => parts.broken,
    stackOf: (listener) => running && stackOf(running.emulator, listener),
    print: (text) => void terminal.write(`${text}\n`),
    colors: terminal.isTTY === true && env['NO_COLOR'] === undefined,
  });
  const ends: (() => Promise<void> | void)[] = [];
  // What is saved while it starts may have been read before or after: it is reported, and all is made anew, once it has started.
  const savedEarly: SourceChange[] = [];
  let onSaved = (change: SourceChange): void => void savedEarly.push(change);
  if (isOwnSource) ends.push(watchSources((change) => onSaved(change)));

  return {
    requestLog,
    async begin(started, opened, environment) {
      running = started;
      outside = opened;
      await built;
      const control = await startControl(parts);
      ends.push(control.stop);
      await sayOthers(stateFolder, stdout);
      const startedAtMs = Date.now();
      const note = (emulator: Emulator): Promise<void> =>
        writeState(stateFolder, describeSystem(emulator, opened.network, startedAtMs, control));
      const forget = (): void => rmSync(stateFile(stateFolder, process.pid), { force: true });
      process.once('exit', forget);
      ends.push(forget);
      await note(started.emulator);
      stdout(
        printEmulator(started.emulator.description, environment, {
          outputsFile: options.outputs,
          stateFolder: stateFolder === LOCAL_STATE_FOLDER ? undefined : stateFolder,
          hasBot: started.emulator.websocketUris !== null,
          outside: opened.inWords,
        }),
      );
      if (!isOwnSource) return;
      const reload = createReload({
        running: started,
        parts,
        bundles,
        folder,
        synthesis: { tight: options.tight, drillable: options.drillable },
        say: (text) => requestLog.say(text),
        onReplaced: note,
        signal: stopping.signal,
      });
      let reloading: Promise<void> = Promise.resolve();
      onSaved = (change) => {
        if (options.watch) reloading = reload(change);
        else
          requestLog.say(
            `${filesInWords(change.files)} changed: restart npm run local, or start it with --watch`,
          );
      };
      ends.push(() => reloading);
      for (const { files } of savedEarly) onSaved({ files, calls: 'assembly' });
    },
    async stop() {
      stopping.abort();
      for (const end of ends) await end();
      await running?.stop();
      await requestLog.settled();
    },
  };
}

function emulatorOf(running: RunningEmulator | undefined): Emulator {
  if (running === undefined) throw new Error('The local system has not started yet.');
  return running.emulator;
}

const stackOf = ({ outputs }: Emulator, listener: string): string | undefined =>
  Object.entries(outputs).find(([, { Role }]) => Role === listener)?.[0];

async function sayOthers(stateFolder: string, stdout: Io['stdout']): Promise<void> {
  const others = await runningSystems(stateFolder);
  if (others.length === 0) return;
  const pids = others.map(({ pid }) => String(pid)).join(', ');
  stdout(
    `Another local system runs already (process ${pids}). This one has ports of its own; npm run send and npm run break use this one until it stops.\n\n`,
  );
}
