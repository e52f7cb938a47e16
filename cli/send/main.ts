import { runCommand } from '../kit/run-command.ts';
import { runSend } from './run-send.ts';

await runCommand(runSend);
