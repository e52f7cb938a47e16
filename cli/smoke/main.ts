import { INTERRUPTED, interruption } from '../kit/interruption.ts';
import { CommandError } from '../kit/command-error.ts';
import { InterruptedError } from './interrupted.ts';
import { runSmoke } from './run-smoke.ts';

try {
  process.exitCode = await runSmoke(process.argv.slice(2), interruption(INTERRUPTED));
} catch (error) {
  process.exitCode = error instanceof InterruptedError ? INTERRUPTED : 2;
  const isForPeople = error instanceof InterruptedError || error instanceof CommandError;
  console.error(isForPeople ? error.message : error);
}
