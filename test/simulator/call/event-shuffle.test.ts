import { systemClock } from '../../../contracts/clock.ts';
import { EventShuffle } from '../../../simulator/call/event-shuffle.ts';
import { createRandom } from '../../../contracts/random.ts';

const NAMES = ['started', 'ringing', 'answered', 'completed'];

async function arrivals(seed: number): Promise<readonly string[]> {
  const events = new EventShuffle(createRandom(seed, 'a call'), systemClock);
  const arrived: string[] = [];
  for (const name of NAMES) events.push(() => Promise.resolve(arrived.push(name)));
  await events.drained();
  return arrived;
}

describe('status events that come twice and out of order', () => {
  it('arrive twice each', async () => {
    expect((await arrivals(1)).toSorted()).toEqual([...NAMES, ...NAMES].toSorted());
  });

  it('arrive in an order of their own', async () => {
    const firsts = (await arrivals(1)).filter((name, index, all) => all.indexOf(name) === index);
    expect(firsts).not.toEqual(NAMES);
  });

  it('wait for all copies before they are drained', async () => {
    const events = new EventShuffle(createRandom(1, 'a call'), systemClock);
    let done = 0;
    const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 60)).then(() => void (done += 1));
    events.push(slow);
    await events.drained();
    expect(done).toBe(2);
  });
});
