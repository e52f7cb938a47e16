import { terminalIo } from '../kit/terminal-io.ts';
import { runCommand } from '../kit/run-command.ts';
import { openCloud } from '../stacks/aws/open-cloud.ts';
import { runDeploy } from './run-deploy.ts';

const io = terminalIo();
await runCommand((args) => runDeploy(args, { io, stdin: process.stdin, openCloud }));
