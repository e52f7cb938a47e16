import { terminalIo } from '../../../cli/kit/io.ts';

const NAMES = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

it('ends a pause as soon as the signal that it was given is aborted', async () => {
  const before = new Map(NAMES.map((name) => [name, process.listeners(name)]));
  try {
    const { pause } = terminalIo();
    await pause(0);
    const interrupted = new AbortController();
    const paused = pause(20_000, interrupted.signal);
    interrupted.abort();
    await expect(paused).rejects.toMatchObject({ name: 'AbortError' });
  } finally {
    for (const name of NAMES)
      for (const listener of process.listeners(name))
        if (before.get(name)?.includes(listener) !== true) process.off(name, listener);
  }
});
