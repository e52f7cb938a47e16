import { runCommand } from '../run-command.ts';
import { runBreak } from './run-break.ts';

await runCommand(runBreak);
