import type { Members } from './json-as-it-came.ts';

/** Applications with all their former states: an API that answers from a copy shows an earlier one for a while. */
export interface Copies {
  readonly ids: () => readonly string[];
  /** As it was written last. */
  readonly get: (id: string) => Members | undefined;
  /** As it was so many ms ago, or at first. */
  readonly asOf: (id: string, agoMs: number) => Members | undefined;
  readonly set: (id: string, application: Members) => void;
}

export function createCopies(start: Readonly<Record<string, Members>>): Copies {
  const states = new Map(
    Object.entries(start).map(([id, application]) => [id, [{ writtenMs: -Infinity, application }]]),
  );
  return {
    ids: () => [...states.keys()],
    get: (id) => states.get(id)?.at(-1)?.application,
    asOf: (id, agoMs) => {
      const untilMs = performance.now() - agoMs;
      return states.get(id)?.findLast(({ writtenMs }) => writtenMs <= untilMs)?.application;
    },
    set: (id, application) => {
      const state = { writtenMs: performance.now(), application };
      states.set(id, [...(states.get(id) ?? []), state]);
    },
  };
}
