import { apply } from '../apply/command.ts';
import type { Io } from '../commands/command.ts';
import type { VoiceTimeouts } from '../../../contracts/outputs.ts';
import { writeTimeouts } from '../timeouts-file.ts';
import type { TuneOptions } from './options.ts';

/** Keeps the recommendation, and applies it, where that is wanted. */
export async function settle(
  { out, applyArgs }: Pick<TuneOptions, 'out' | 'applyArgs'>,
  timeouts: VoiceTimeouts,
  io: Io,
): Promise<number> {
  if (out === undefined) return 0;
  await writeTimeouts(out, timeouts);
  io.stderr(
    `The recommendation is in ${out}. plan, apply and verify take it with --timeouts ${out}; without it they mean the deployed ones.`,
  );
  return applyArgs === undefined ? 0 : apply.run([...applyArgs, '--timeouts', out], io);
}
