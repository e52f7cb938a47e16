import type { Command } from './command.ts';

/** In the order in which they are used. */
export const COMMANDS: readonly Command[] = [];
