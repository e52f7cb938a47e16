import { maskNumbersIn } from '../contracts/mask-number.ts';

/** Whatever was thrown, as text for a log: its stack where it has one, phone numbers masked. */
export function describeError(error: unknown): string {
  return maskNumbersIn(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
