import { inTurns } from '../../../emulator/lambda/concurrency.ts';

describe('tasks in turns', () => {
  it('run so many at a time, in the order they came, and go on after a failure', async () => {
    const inTurn = inTurns(2);
    const finish: (() => void)[] = [];
    const started: number[] = [];
    const results = Promise.allSettled(
      [0, 1, 2, 3].map((number) =>
        inTurn(async () => {
          started.push(number);
          await new Promise<void>((resolve) => (finish[number] = resolve));
          if (number === 0) throw new Error('failed');
          return number;
        }),
      ),
    );
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    await turn();
    expect(started).toEqual([0, 1]);
    finish[0]?.();
    await turn();
    expect(started).toEqual([0, 1, 2]);
    finish[2]?.();
    finish[1]?.();
    await turn();
    expect(started).toEqual([0, 1, 2, 3]);
    finish[3]?.();
    expect((await results).map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
  });
});
