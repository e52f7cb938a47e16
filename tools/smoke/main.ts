import { CommandError } from '../command-error.ts';
import { InterruptedError } from './interrupted.ts';
import { runSmoke } from './run-smoke.ts';

/** The first Ctrl-C undoes what is under way; the second one ends the process. */
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(name, () => {
    if (interrupted.signal.aborted) process.exit(130);
    interrupted.abort();
  });

try {
  process.exitCode = await runSmoke(process.argv.slice(2), interrupted.signal);
} catch (error) {
  process.exitCode = error instanceof InterruptedError ? 130 : 2;
  const isForPeople = error instanceof InterruptedError || error instanceof CommandError;
  console.error(isForPeople ? error.message : error);
}
