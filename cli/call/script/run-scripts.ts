import { resolve } from 'node:path';
import type { Profile } from '../../../simulator/profile.ts';
import type { Io } from '../../kit/io.ts';
import { watchMachine } from '../busy-machine.ts';
import type { PartFault } from '../parts.ts';
import { createPhone } from '../phone.ts';
import type { Numbers } from '../phone.ts';
import type { PhoneSystem } from '../own-system.ts';
import { playCall } from './play-call.ts';
import { callInWords, countInWords, resultsAsJson, verdictOf } from './print-results.ts';
import type { ScriptResult } from './print-results.ts';
import type { Script } from './read-script.ts';

const EXIT_CODES = { pass: 0, fail: 1, unknown: 2 } as const;

export interface ScriptsOptions extends Numbers {
  readonly profile: Profile;
  /** The user's own one, on this machine. */
  readonly bot: URL | undefined;
  /** Broken in every call. */
  readonly broken: readonly PartFault[];
  /** For scripts that name none; undefined: the one that runs. */
  readonly flow: string | undefined;
  readonly json: boolean;
}

/** Plays the scripts one after the other; resolves with the exit code. */
export async function runScripts(
  scripts: readonly Script[],
  { system, useFlow, watch }: PhoneSystem,
  options: ScriptsOptions,
  { stdout, signal }: Pick<Io, 'stdout' | 'signal'>,
  onTrouble: (take: (text: string) => void) => void,
): Promise<number> {
  const machine = watchMachine(watch);
  const phone = await createPhone(system, options.profile, options.bot);
  const results: ScriptResult[] = [];
  let running: string | undefined;
  try {
    for (const script of scripts) {
      const flow = script.flow ?? options.flow;
      const file = flow === undefined ? undefined : resolve(flow);
      if (file !== running) await useFlow(file);
      running = file;
      if (!options.json) stdout(script.file);
      const calls = [];
      for (const call of script.calls) {
        signal.throwIfAborted();
        const result = await playCall(call, { ...options, phone, system, machine, signal, onTrouble });
        calls.push(result);
        if (!options.json) stdout(callInWords(script, result).join('\n'));
      }
      results.push({ script, calls });
    }
  } finally {
    machine.stop();
    await phone.stop();
  }
  stdout(options.json ? resultsAsJson(results) : countInWords(results));
  return EXIT_CODES[verdictOf(results)];
}
