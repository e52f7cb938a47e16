import { terminalIo } from '../kit/terminal-io.ts';
import { runCommand } from '../kit/run-command.ts';
import { openCloud } from '../stacks/aws/open-cloud.ts';
import { runOutputs } from './run-outputs.ts';

const io = terminalIo();
await runCommand((args) => runOutputs(args, { io, openCloud }));
