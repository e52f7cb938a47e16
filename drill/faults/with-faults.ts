import type { Write } from '../../contracts/history.ts';
import type { Undo, Emulator } from '../../emulator/emulator.ts';
import type { Fault } from './fault.ts';
import type { Outside } from './outside.ts';

/**
 * Applies the faults in order, runs the body, and undoes them in reverse, also when a fault cannot be
 * applied or the body throws. Every undo is tried; the first error is thrown at the end.
 */
export async function withFaults<T>(
  {
    emulator,
    outside,
    write = () => undefined,
  }: { readonly emulator: Emulator; readonly outside: Outside; readonly write?: Write },
  faults: readonly Fault[],
  body: () => Promise<T>,
): Promise<T> {
  const undos: Undo[] = [];
  try {
    for (const fault of faults) undos.push(await fault.apply(emulator, outside, write));
    return await body();
  } finally {
    await undoAll(undos);
  }
}

async function undoAll(undos: readonly Undo[]): Promise<void> {
  const errors: unknown[] = [];
  for (const undo of undos.toReversed()) {
    await undo().catch((error: unknown) => errors.push(error));
  }
  if (errors.length > 0) throw errors[0];
}
