import { apply } from '../apply/command.ts';
import type { Io } from '../../kit/io.ts';
import type { VoiceTimeouts } from '../../../contracts/outputs.ts';
import { writeTimeouts } from '../timeouts-file.ts';
import { applyArgs, fileFor } from './options.ts';
import type { TuneOptions } from './options.ts';

/** Keeps the recommendation, and applies it, where that is wanted. */
export async function settle(options: TuneOptions, timeouts: VoiceTimeouts, io: Io): Promise<number> {
  const out = fileFor(options);
  if (out === undefined) return 0;
  await writeTimeouts(out, timeouts);
  io.stderr(
    `The recommendation is in ${out}. plan, apply and verify take it with --timeouts ${out}; without it they mean the deployed ones.`,
  );
  return options.apply ? apply.run(applyArgs(options, out), io) : 0;
}
