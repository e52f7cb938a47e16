import { FROZEN_IDS } from '#own/files.ts';
import { terminalIo } from '../kit/terminal-io.ts';
import { runCommand } from '../kit/run-command.ts';
import { runFreeze } from './run-freeze.ts';

const io = terminalIo();
await runCommand((args) => runFreeze(args, { io, file: FROZEN_IDS }));
