import { isDeepStrictEqual } from 'node:util';
import { jest } from '@jest/globals';
import { createRandom } from '../../../contracts/random.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import { SLICE } from '../../support/slice.ts';
import { startCommand } from '../bad-day/start-command.ts';
import type { Started } from '../bad-day/start-command.ts';
import { ID, openAccount } from './support/calibrated.ts';
import type { Account } from './support/calibrated.ts';

/** Another one each run; `npm run test:long -- --seed N` repeats it. */
const seed = jest.getSeed();
const KILLS = SLICE.count(20);
const AT_ONCE = 4;
/** From the first request to the end of a run. */
const WHOLE_MS = 40_000;

const start = (account: Account, args: readonly string[]): Started =>
  startCommand(['calibrate', ...args], account);

const until = async (isSo: () => boolean, ended: Promise<unknown>): Promise<void> => {
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isSo() && !isOver) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** @returns what the kill has left, and what the next run made of it */
async function killOnce(afterMs: number): Promise<string> {
  const account = await openAccount(support2024);
  try {
    const { api } = account.platform;
    const before = api.application(ID);
    const isOld = (): boolean => isDeepStrictEqual(api.application(ID), before);
    const run = start(account, account.args);
    await until(() => api.requests().length > 0, run.ended);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    run.child.kill('SIGKILL');
    await run.ended;
    if (isOld()) return 'as it was';

    const next = start(account, account.args);
    expect(await next.ended).toBe(1);
    expect(next.said()).toMatch(/which was cut off; found \(as it was → now\)/);
    const command = /"npm run link -- (undo .*?)" puts it back/.exec(next.said())?.[1] ?? '';
    const undo = startCommand(['link', ...command.split(' '), '--yes'], account);
    expect(`${String(await undo.ended)}: ${undo.said()}`).toMatch(/^0: [^]*PUT BACK/);
    expect(api.application(ID)).toEqual(before);
    const puts = api.requests().filter((each) => each.startsWith('PUT')).length;
    const last = start(account, account.args);
    await until(() => api.requests().filter((each) => each.startsWith('PUT')).length > puts, last.ended);
    last.child.kill('SIGINT');
    expect(`${String(await last.ended)}: ${last.said()}`).toMatch(/^130: [^]*The application is as it was/);
    expect(api.application(ID)).toEqual(before);
    return 'put back by the command that the next run named';
  } finally {
    await account.stop();
  }
}

it(
  `killed ${String(KILLS)} times at a random moment, the application is as it was, or the next run says how to make it so`,
  async () => {
    const random = createRandom(seed, 'calibrate');
    const moments = Array.from({ length: KILLS }, () => random.next() * WHOLE_MS);
    const left: string[] = [];
    for (let from = 0; from < moments.length; from += AT_ONCE)
      left.push(...(await Promise.all(moments.slice(from, from + AT_ONCE).map(killOnce))));
    console.info(left.join(', '));
    expect(left).toHaveLength(KILLS);
  },
  KILLS * 120_000,
);
