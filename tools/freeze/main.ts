import { FROZEN_IDS } from '#own/files.ts';
import { terminalIo } from '../../link/terminal-io.ts';
import { runCommand } from '../run-command.ts';
import { runFreeze } from './run-freeze.ts';

const io = terminalIo();
await runCommand((args) => runFreeze(args, { io, file: FROZEN_IDS }));
