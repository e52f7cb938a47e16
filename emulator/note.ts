import type { WorldNote } from '../contracts/history.ts';

/** Says something about the world; the main process adds when. */
export type TakeNote = (note: Omit<WorldNote, 'atMs'>) => void;
