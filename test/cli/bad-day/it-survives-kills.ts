import { jest } from '@jest/globals';
import { createRandom } from '../../../contracts/random.ts';
import { SLICE } from '../../support/slice.ts';
import { startCommand } from './start-command.ts';
import type { Started } from './start-command.ts';
import { until } from './writer.ts';
import type { OpenWriter, Writer } from './writer.ts';

/** All 200 of them in the whole suite; a part of it kills some of the commands, and each less often. */
const KILLS = SLICE.count(SLICE.count(200));
/** Another one each run; `npm run test:long -- --seed N` repeats it. */
const seed = jest.getSeed();

/** A killed run may have ended its work; then there is nothing to do, which undo says in these words. */
const NOTHING_LEFT = 'found none that can still be undone';

const doneIn = ({ doneCode = 0 }: OpenWriter): RegExp => new RegExp(`^${String(doneCode)}: .`);
const start = (writer: OpenWriter, args = writer.args): Started => startCommand(args, writer);

/** From the first request to the end of the process. */
async function workMs(writer: Writer): Promise<number> {
  const open = await writer.open();
  try {
    const run = start(open);
    await until(() => open.seen().requests > 0, run.ended);
    const sinceMs = performance.now();
    expect(`${String(await run.ended)}: ${run.said()}`).toMatch(doneIn(open));
    return performance.now() - sinceMs;
  } finally {
    await open.close();
  }
}

/** @returns the state that the kill has left */
async function killOnce(writer: Writer, afterMs: number): Promise<string> {
  const open = await writer.open();
  let problem: string | undefined;
  const watch = setInterval(() => (problem ??= open.problem?.()), 1);
  try {
    const killed = start(open);
    await until(() => open.seen().requests > 0, killed.ended);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    killed.child.kill('SIGKILL');
    await killed.ended;
    const left = await open.state();
    expect(['before', 'after', ...(open.between ?? [])]).toContain(left);

    if (left !== 'after' && open.afterKill !== undefined) {
      const told = start(open);
      expect(`${String(await told.ended)}: ${told.said()}`).toMatch(open.afterKill.says);
      await open.afterKill.fix();
    }
    const next = start(open);
    const code = await next.ended;
    const isDone = left === 'after' && code === 1 && next.said().includes(NOTHING_LEFT);
    if (!isDone) expect(`${String(code)}: ${next.said()}`).toMatch(doneIn(open));
    expect(await open.state()).toBe('after');
    expect(problem ?? open.problem?.()).toBeUndefined();

    if (open.goBack === undefined) return left;
    const back = start(open, open.goBack);
    expect(`${String(await back.ended)}: ${back.said()}`).toMatch(/^0: /);
    expect(await open.state()).toBe('before');
    return left;
  } finally {
    clearInterval(watch);
    await open.close();
  }
}

const ENOUGH_KILLS = 40;

/** Each command, killed at random moments, again and again. */
export function itSurvivesKills(writers: readonly Writer[]): void {
  it.each(SLICE.some(writers).map((writer) => [writer.name, writer] as const))(
    `npm run %s, killed ${String(KILLS)} times at a random moment, leaves what was promised, and the next run goes on from it`,
    async (name, writer) => {
      const random = createRandom(seed, name);
      const wholeMs = await workMs(writer);
      const left = new Map<string, number>();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const state = await killOnce(writer, random.next() * wholeMs);
        left.set(state, (left.get(state) ?? 0) + 1);
      }
      console.info(`${name}: ${[...left].map(([state, times]) => `${String(times)} × ${state}`).join(', ')}`);
      // Otherwise the kills came too early, or too late; a few may by chance.
      if (KILLS >= ENOUGH_KILLS) expect(left.size).toBeGreaterThan(1);
    },
    KILLS * 60_000,
  );
}
