import { LINK_WRITERS } from './link-writers.ts';
import { ROTATE_WRITERS } from './rotate-writers.ts';
import { startCommand } from './start-command.ts';
import type { HowToStart, Started } from './start-command.ts';
import { until } from './writer.ts';
import type { OpenWriter, Writer } from './writer.ts';

const WRITERS: readonly Writer[] = [...LINK_WRITERS, ...ROTATE_WRITERS];

async function withWriter(
  { open }: Writer,
  work: (writer: OpenWriter, start: (how?: Partial<HowToStart>) => Started) => Promise<void>,
): Promise<void> {
  const writer = await open();
  try {
    await work(writer, (how = {}) => startCommand(writer.args, { ...writer, ...how }));
  } finally {
    await writer.close();
  }
}

/** The command has sent its first request that writes. */
const firstWrite = (writer: OpenWriter, { ended }: Started): Promise<void> =>
  until(() => writer.seen().writes > 0, ended);

describe.each(WRITERS.map((writer) => [writer.name, writer] as const))('npm run %s', (_name, writer) => {
  it.each<[string, (open: OpenWriter, started: Started) => Promise<void>]>([
    ['from its start', async (_open, started) => started.closeOutput()],
    [
      'when it begins to write',
      async (open, started) => {
        await firstWrite(open, started);
        started.closeOutput();
      },
    ],
  ])(
    'goes on where nobody reads its output %s, and keeps in a log what could not be printed',
    async (_when, close) => {
      await withWriter(writer, async (open, start) => {
        const started = start();
        await close(open, started);
        expect(await started.ended).toBe(0);
        expect(open.state()).toBe('after');
        expect(await open.unprinted()).toMatch(/Read back and compared|done, and read back/);
      });
    },
  );

  it('goes on where its output is a full disk', async () => {
    await withWriter(writer, async (open, start) => {
      expect(await start({ isOutputFull: true }).ended).toBe(0);
      expect(open.state()).toBe('after');
      expect(await open.unprinted()).toMatch(/Read back and compared|done, and read back/);
    });
  });

  it('goes on where its terminal closes while it writes, however often it is told so', async () => {
    await withWriter(writer, async (open, start) => {
      open.lag(1_500);
      const started = start();
      await firstWrite(open, started);
      started.closeOutput();
      started.child.kill('SIGHUP');
      await new Promise((resolve) => setTimeout(resolve, 700));
      started.child.kill('SIGHUP');
      expect(await started.ended).toBe(0);
      expect(open.state()).toBe('after');
      expect(await open.unprinted()).toMatch(/Read back and compared|done, and read back/);
    });
  });

  it('that is killed at its first write leaves a state that was promised, and the same command goes on from it', async () => {
    await withWriter(writer, async (open, start) => {
      const killed = start();
      await firstWrite(open, killed);
      killed.child.kill('SIGKILL');
      expect(await killed.ended).toBe('SIGKILL');
      expect(['before', 'after', ...(open.between ?? [])]).toContain(open.state());
      const next = start();
      expect([await next.ended, next.said()]).toEqual([0, expect.any(String)]);
      expect(open.state()).toBe('after');
    });
  });

  it('twice at once makes the change once, and no run claims what it has not seen', async () => {
    await withWriter(writer, async (open, start) => {
      const runs = [start(), start()];
      const codes = await Promise.all(runs.map(({ ended }) => ended));
      expect(codes.filter((code) => code === 0).length).toBeGreaterThanOrEqual(1);
      expect(codes.every((code) => code === 0 || code === 1)).toBe(true);
      expect(open.state()).toBe('after');
      expect(open.problem?.()).toBeUndefined();
    });
  });
});

it.each([1, 5])('every one waits for what is visible after %i s only', async (seconds) => {
  await Promise.all(
    WRITERS.map((writer) =>
      withWriter(writer, async (open, start) => {
        open.lag(seconds * 1_000);
        const started = start();
        expect([writer.name, await started.ended, open.state()]).toEqual([writer.name, 0, 'after']);
      }),
    ),
  );
});
