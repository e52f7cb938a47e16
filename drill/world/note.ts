import type { WorldNote } from '../history.ts';

/** Says something about the world; the main process adds when. */
export type TakeNote = (note: Omit<WorldNote, 'atMs'>) => void;
