import { startCommand } from './start-command.ts';
import type { HowToStart, Started } from './start-command.ts';
import { until } from './writer.ts';
import type { OpenWriter, Writer } from './writer.ts';

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

/** Everything is done, and what could not be printed stands in the log. */
async function expectDone(open: OpenWriter, { ended, said }: Started): Promise<void> {
  expect(`${String(await ended)}: ${said()}`).toMatch(new RegExp(`^${String(open.doneCode ?? 0)}: `));
  expect(await open.state()).toBe('after');
  expect(await open.unprinted()).toMatch(open.lastWords);
}

/** The same bad days for every command that writes. */
export function describeBadDays(writers: readonly Writer[]): void {
  describe.each(writers.map((writer) => [writer.name, writer] as const))('npm run %s', (_name, writer) => {
    it('goes on where nobody reads its output from its start', () =>
      withWriter(writer, async (open, start) => {
        const started = start();
        started.closeOutput();
        await expectDone(open, started);
      }));

    it('goes on where its reader leaves when it begins to write', () =>
      withWriter(writer, async (open, start) => {
        const started = start();
        await firstWrite(open, started);
        started.closeOutput();
        await expectDone(open, started);
      }));

    it('goes on where its output is a full disk', () =>
      withWriter(writer, async (open, start) => expectDone(open, start({ isOutputFull: true }))));

    it('goes on where its terminal closes while it writes, however often it is told so', () =>
      withWriter(writer, async (open, start) => {
        open.lag(1_500);
        const started = start();
        await firstWrite(open, started);
        started.closeOutput();
        started.child.kill('SIGHUP');
        await new Promise((resolve) => setTimeout(resolve, 700));
        started.child.kill('SIGHUP');
        await expectDone(open, started);
      }));

    it('that is killed at its first write leaves a state that was promised, and the same command goes on from it', () =>
      withWriter(writer, async (open, start) => {
        const killed = start();
        await firstWrite(open, killed);
        killed.child.kill('SIGKILL');
        expect(await killed.ended).toBe('SIGKILL');
        expect(['before', 'after', ...(open.between ?? [])]).toContain(await open.state());
        if (open.afterKill !== undefined) {
          const told = start();
          expect(`${String(await told.ended)}: ${told.said()}`).toMatch(open.afterKill.says);
          await open.afterKill.fix();
        }
        const next = start();
        expect(`${String(await next.ended)}: ${next.said()}`).toMatch(
          new RegExp(`^${String(open.doneCode ?? 0)}: .`),
        );
        expect(await open.state()).toBe('after');
      }));

    it('twice at once makes the change once, and no run claims what it has not seen', () =>
      withWriter(writer, async (open, start) => {
        const runs = [start(), start()];
        const codes = await Promise.all(runs.map(({ ended }) => ended));
        const done = open.doneCode ?? 0;
        expect(codes.filter((code) => code === done).length).toBeGreaterThanOrEqual(1);
        const meets: readonly unknown[] = [done, ...(open.meets ?? [1])];
        expect(codes.filter((code) => !meets.includes(code))).toEqual([]);
        expect(await open.state()).toBe('after');
        expect(open.problem?.()).toBeUndefined();
      }));
  });
}

/** All at once: what takes time is the waiting. */
export function itWaitsForOlderCopies(writers: readonly Writer[], seconds: readonly number[]): void {
  const limitMs = 60_000 + Math.max(0, ...seconds) * 10_000;
  it.each(seconds)(
    'every one waits for what is visible after %i s only',
    async (lagSeconds) => {
      await Promise.all(
        writers.map((writer) =>
          withWriter(writer, async (open, start) => {
            open.lag(lagSeconds * 1_000);
            const started = start();
            const code = await started.ended;
            expect([writer.name, code, await open.state()]).toEqual([
              writer.name,
              open.doneCode ?? 0,
              'after',
            ]);
          }),
        ),
      );
    },
    limitMs,
  );
}
