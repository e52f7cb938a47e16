import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { HeldIds } from './held-ids.ts';

/** Stack name → its frozen ids. */
export type FrozenIds = Readonly<Record<string, HeldIds>>;

/** The stacks lack a frozen id, or `npm run freeze` did not write the file. */
export class FrozenIdsError extends Error {
  override readonly name = 'FrozenIdsError';
}

/** The ids that `npm run freeze` wrote; undefined if there is no such file. @throws FrozenIdsError */
export function readFrozenIds(file: string): FrozenIds | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value) && Object.values(value).every(isHeldIds)) return value as FrozenIds;
  } catch {
    // Reported below.
  }
  throw new FrozenIdsError(
    `Expected ${basename(file)} to be {"STACK": {"LOGICAL ID": "TYPE"}}, as npm run freeze writes it; found ${JSON.stringify(text.slice(0, 60))}. To fix this: restore it from the previous commit, or delete it and run npm run freeze against the deployed stacks.`,
  );
}

/** One line for each frozen id that is missing, or has another type now. */
export const lostIds = (frozen: FrozenIds, found: FrozenIds): readonly string[] =>
  Object.entries(frozen).flatMap(([stack, ids]) => {
    const now = found[stack];
    if (now === undefined)
      return [
        `${stack}: expected the stack with ${String(Object.keys(ids).length)} frozen ids, found no such stack (there are ${Object.keys(found).join(', ')}). Its name comes from name and regions of settings.ts.`,
      ];
    return Object.entries(ids)
      .filter(([id, type]) => now[id] !== type)
      .map(([id, type]) => `${stack}: expected ${id} (${type}), found ${now[id] ?? 'none'}`);
  });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isHeldIds = (value: unknown): boolean =>
  isRecord(value) && Object.values(value).every((type) => typeof type === 'string');
