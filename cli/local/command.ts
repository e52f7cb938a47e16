import { join } from 'node:path';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import { cloudAssembly } from '../../infra/cloud-assembly.ts';
import { attendEmulator } from './attend-emulator.ts';
import { RunningEmulator } from './running-emulator.ts';
import { brokenAssumptionNamed } from '../../emulator/broken-assumptions.ts';
import { ownAccount } from './own-account.ts';
import { startVonage } from './start-vonage.ts';
import { define } from '../kit/command.ts';
import type { Io } from '../kit/io.ts';
import { allOwnFlows } from '../kit/application-flows.ts';
import { writeWholeFile } from '../kit/whole-file.ts';
import { addressesOf, LOCAL_FLAGS } from './local-flags.ts';
import type { LocalOptions } from './local-flags.ts';
import { applicationEnded, byLine, openOutside } from './outside.ts';
import { readSecretsFile } from './secrets-file.ts';

export const local = define({
  name: 'local',
  about: `Starts both regions and the static tier from the cloud assembly, on loopback, prints their addresses, and
runs until Ctrl-C: for npm run send, a bot of your own, or a tunnel. It prints one line for each request, and
details where functions/call-flow.ts throws, is too slow or returns an invalid NCCO, or its application fails. npm run break
breaks its parts. Call flows reach nothing outside this machine; --app starts the application that they pass callbacks on to.`,
  flags: LOCAL_FLAGS,
  exits: { 0: 'stopped with Ctrl-C', 1: 'it could not start' },
  check: ({ address }) => void addressesOf(address),
  async run(options, io) {
    try {
      await runLocal(options, io);
      return 0;
    } finally {
      // What has been started by then, and a channel to the process that started it, would keep this one alive.
      setImmediate(() => process.exit());
    }
  },
});

async function runLocal(options: LocalOptions, io: Io): Promise<void> {
  const { stdout, stderr } = io;
  // Bundles run from there for as long as the emulator lives.
  const { folder: outDir } = temporaryFolder('local');
  // What has been started by then ends with this process.
  let stop = (): Promise<void> => process.exit(130);
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => void stop().then(resolve));
    }
    // The process that started this one with a channel has ended.
    process.once('disconnect', () => void stop().then(resolve));
  });

  const attendant = options.json ? undefined : attendEmulator(options, outDir, io);
  if (!options.json && options.assembly === undefined) stdout('Synthesizing the stacks …');
  const secretsOfCallFlow = await readSecretsFile(options.secrets);
  const assembly = await cloudAssembly({ ...options, outDir: join(outDir, 'assembly') });
  const outside = await openOutside(await flowsOf(options), options, {
    onOutput: byLine((line) =>
      attendant === undefined
        ? options.verbose && stderr(`application: ${line}`)
        : attendant.requestLog.applicationOutput(line),
    ),
    onEnded: (how) => {
      if (attendant === undefined) stderr(applicationEnded(how));
      else attendant.requestLog.say(applicationEnded(how));
    },
  });
  const running = await RunningEmulator.start(assembly, {
    conditions: {
      outside: outside.network,
      latencyMs: options.latencyMs,
      addresses: addressesOf(options.address),
      secretsOfCallFlow,
      onFunctionOutput: (line) => {
        if (options.verbose) stderr(line);
        attendant?.requestLog.functionOutput(line);
      },
      onExchange: attendant && ((exchange) => attendant.requestLog.exchange(exchange)),
    },
    broken: options.break,
    onNote: (note) => {
      attendant?.requestLog.note(note);
      const { level, resource, setting, text } = note;
      if (level === 'suspect' || options.verbose) stderr(`${level}: ${resource}, ${setting}: ${text}`);
    },
  });
  const { emulator } = running;
  await outside.start(emulator.description.application);
  const vonage = await startVonage(emulator, await ownAccount());
  stop = async () => void (await Promise.all([running.stop(), vonage.stop(), outside.stop()]));
  if (options.outputs !== undefined)
    await writeWholeFile(options.outputs, `${JSON.stringify(emulator.outputs, null, 2)}\n`);
  if (options.break !== undefined) stderr(`broken: ${brokenAssumptionNamed(options.break).says}`);
  if (attendant === undefined) {
    if (options.allowNetwork) stderr(outside.inWords);
    stdout(JSON.stringify({ ...emulator.description, environment: vonage.environment }));
  } else {
    await attendant.begin(running, outside, vonage.environment);
    stop = async () => void (await Promise.all([attendant.stop(), vonage.stop(), outside.stop()]));
  }
  await stopped;
}

/** What may run, as far as it is known: an assembly may have other call flows. */
const flowsOf = ({ assembly, app }: LocalOptions): Promise<readonly object[]> =>
  assembly !== undefined && app === undefined ? Promise.resolve([]) : allOwnFlows();
