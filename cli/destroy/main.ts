import { terminalIo } from '../kit/terminal-io.ts';
import { runCommand } from '../kit/run-command.ts';
import { openCloud } from '../stacks/aws/open-cloud.ts';
import { runDestroy } from './run-destroy.ts';

const io = terminalIo();
await runCommand((args) => runDestroy(args, { io, openCloud }));
