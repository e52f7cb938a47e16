import { runCommand } from '../kit/run-command.ts';
import { runBreak } from './run-break.ts';

await runCommand(runBreak);
