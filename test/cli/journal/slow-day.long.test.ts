import type { S3Fault } from '../../functions/support/start-s3.ts';
import { calls } from '../../../cli/calls/command.ts';
import { aCall } from '../support/a-call.ts';
import { BOTH, COMMANDS, DAY, badDay, isList, isObject, isRecord } from '../support/bad-day.ts';
import type { Look } from '../support/bad-day.ts';

const day = badDay();

/** All of them at once: each waits for the same. */
const looks = (): Promise<readonly (Look & { readonly result: number })[]> =>
  Promise.all(
    COMMANDS.map(async ([, command, args]) => {
      const { look, result } = await day.look(command, args);
      return { ...look, result };
    }),
  );
const HALF: S3Fault = { text: 'x'.repeat(1_000), after: 'stalls' };

/** Answers that do not begin, and answers that do not end, in turn. */
function slow(isSlow: (request: string) => boolean): void {
  let count = 0;
  day.journals.s3['eu-west-1'].faultOf = (request) => {
    if (!isSlow(request)) return undefined;
    count += 1;
    return count % 2 === 0 ? HALF : 'hangs';
  };
}

describe('a slow journal, to every command that reads it,', () => {
  it('is asked three times, some seconds each, and then named: an object', async () => {
    slow(isRecord);
    const startedMs = performance.now();
    for (const { complete, unread, unavailable, result } of await looks()) {
      expect([complete, result, unavailable]).toEqual([false, 2, []]);
      expect(unread).toMatchObject([{ kind: 'record', problem: expect.stringContaining('no answer from') }]);
    }
    expect(performance.now() - startedMs).toBeLessThan(60_000);
  });

  it('is asked three times, some seconds each, and then named: a list', async () => {
    slow(isList);
    for (const { complete, unread, unavailable, result } of await looks()) {
      expect([complete, result, unread]).toEqual([false, 2, []]);
      expect(unavailable).toMatchObject([
        { region: 'eu-west-1', problem: expect.stringContaining('no answer from') },
      ]);
    }
  });

  it('is waited for where it answers late', async () => {
    const seen = new Set<string>();
    for (const region of BOTH)
      day.journals.s3[region].faultOf = (request) => {
        const isFirst = isObject(request) && !seen.has(request);
        seen.add(request);
        return isFirst ? 'hangs' : undefined;
      };
    expect((await day.look(calls, DAY)).look.complete).toBe(true);
  });

  it('is waited for where every answer takes 4.5 s, although more is asked for than there are connections', async () => {
    for (let index = 0; index < 120; index += 1)
      await day.journals.keep(
        { ...aCall.answered, uuid: `leg-${String(index)}`, conversation_uuid: `CON-${String(index % 4)}` },
        'eu-west-1',
      );
    for (const region of BOTH)
      day.journals.s3[region].faultOf = (request) => (isObject(request) ? { lateMs: 4_500 } : undefined);
    const { look } = await day.look(calls, DAY);
    expect([look.complete, look.unread]).toEqual([true, []]);
  });

  it('is asked more slowly where it says that it is too much (429)', async () => {
    const times = new Map<string, number>();
    for (const region of BOTH)
      day.journals.s3[region].faultOf = (request) => {
        times.set(request, (times.get(request) ?? 0) + 1);
        return (times.get(request) ?? 0) % 3 === 0 ? undefined : 429;
      };
    expect((await day.look(calls, DAY)).look.complete).toBe(true);
  });
});
