import { maskNumbersIn } from '../contracts/mask-number.ts';

/** A thrown value as text for a log: its stack if it has one, with phone numbers masked. */
export function describeError(error: unknown): string {
  return maskNumbersIn(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
