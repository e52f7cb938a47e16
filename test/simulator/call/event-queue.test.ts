import { systemClock } from '../../../contracts/clock.ts';
import { EventQueue } from '../../../simulator/call/event-queue.ts';

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('the events of a call', () => {
  it('leave in order, each when the former one is answered', async () => {
    const queue = new EventQueue(1000, systemClock);
    const log: string[] = [];
    for (const [name, ms] of [
      ['a', 30],
      ['b', 1],
    ] as const) {
      queue.push(async () => {
        log.push(`${name} sent`);
        await later(ms);
        log.push(`${name} answered`);
      });
    }
    await queue.drained();
    expect(log).toEqual(['a sent', 'a answered', 'b sent', 'b answered']);
  });

  it('do not wait longer than the timeout for an answer, and drained waits for all', async () => {
    const queue = new EventQueue(40, systemClock);
    const log: string[] = [];
    queue.push(async () => {
      await later(150);
      log.push('a answered');
    });
    queue.push(() => Promise.resolve(log.push('b sent')));
    await queue.drained();
    expect(log).toEqual(['b sent', 'a answered']);
  });
});
