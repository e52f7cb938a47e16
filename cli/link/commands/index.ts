import { apply } from '../apply/command.ts';
import { plan } from '../plan/command.ts';
import { tune } from '../tune/command.ts';
import { undo } from '../undo/command.ts';
import { unlink } from '../unlink/command.ts';
import { verify } from '../verify/command.ts';
import type { Command } from './command.ts';

/** In the order in which they are used. */
export const COMMANDS: readonly Command[] = [plan, apply, verify, undo, unlink, tune];
