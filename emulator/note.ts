import type { EmulatorNote } from '../contracts/history.ts';

/** Says something about the emulator; the main process adds when. */
export type TakeNote = (note: Omit<EmulatorNote, 'atMs'>) => void;
