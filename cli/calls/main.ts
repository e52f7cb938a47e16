import { runCommand } from '../kit/run-command.ts';
import { runCalls } from './run-calls.ts';

await runCommand(runCalls);
