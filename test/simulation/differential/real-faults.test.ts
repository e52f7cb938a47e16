import type { Emulator, Undo } from '../../../emulator/emulator.ts';
import type { Bot } from '../../../simulator/bot/start-bot.ts';
import { breakReally } from '../../../simulation/differential/real-faults.ts';
import { FAULT_KINDS } from '../../../simulation/schedule/faults.ts';

/** An emulator and bots that write down what they are asked. */
function parts() {
  const done: string[] = [];
  const present = new Set<string>();
  const emulator = new Proxy({} as Emulator, {
    get:
      (_target, name) =>
      (...args: readonly unknown[]): Promise<Undo> => {
        const what = `${String(name)} ${JSON.stringify(args)}`;
        done.push(what);
        if (name === 'recycle') return Promise.resolve(() => Promise.resolve());
        if (present.has(what)) throw new Error(`${what} is there already.`);
        present.add(what);
        return Promise.resolve(() => Promise.resolve(void present.delete(what)));
      },
  });
  const bot = (role: string): Bot => {
    let current: Parameters<Bot['behave']>[0] = { kind: 'talks' };
    const bot: Pick<Bot, 'behave' | 'leave'> = {
      behave: (next) => {
        const before = current;
        current = next;
        done.push(`the ${role}'s bot ${next.kind}`);
        if (next.kind === 'talks') present.delete(`${role} bot`);
        else present.add(`${role} bot`);
        return before;
      },
      leave: (how) => void done.push(`the ${role}'s bot leaves ${how}`),
    };
    return bot as Bot;
  };
  const real = breakReally({
    emulator,
    bots: { primary: bot('primary'), secondary: bot('secondary') },
    brownOutSeed: 1,
  });
  return { done, present, real };
}

describe.each(FAULT_KINDS.flatMap((kind) => kind.places.map((place) => ({ kind, place }))))(
  'on real sockets, $kind.name at $place',
  ({ kind, place }) => {
    it('breaks something, and leaves everything whole', async () => {
      const { done, present, real } = parts();
      const undo = kind.apply(real, place);
      await real.settled();
      if (kind.name === 'person-is-busy') expect(real.broken.person).toBe('busy');
      else expect(done).not.toEqual([]);
      undo();
      await real.settled();
      expect([...present]).toEqual([]);
      expect(real.broken.person).toBe('answers');
    });
  },
);

it('of two faults of one part, the last one counts, and then the one before', async () => {
  const { done, real } = parts();
  const [refuses, hides] = ['refuses', 'name-does-not-resolve'].map((name) =>
    FAULT_KINDS.find((kind) => kind.name === name),
  );
  const undoFirst = refuses?.apply(real, 'primary');
  const undoSecond = hides?.apply(real, 'primary');
  undoSecond?.();
  undoFirst?.();
  await real.settled();
  expect(done).toEqual([
    'breakApi ["primary","refuses"]',
    'hideApi ["primary"]',
    'breakApi ["primary","refuses"]',
  ]);
});

it('a fault stays as it is where one below it ends', async () => {
  const { done, real } = parts();
  const [refuses, drips] = ['refuses', 'drips'].map((name) => FAULT_KINDS.find((kind) => kind.name === name));
  const undoFirst = refuses?.apply(real, 'primary');
  drips?.apply(real, 'primary');
  undoFirst?.();
  await real.settled();
  expect(done).toEqual(['breakApi ["primary","refuses"]', 'breakApi ["primary","drips"]']);
});

it('says what could not be broken', async () => {
  const { real } = parts();
  real.broken.primary.api = { kind: 'refuses' };
  real.broken.secondary.distribution = { kind: 'name-does-not-resolve' };
  await expect(real.settled()).rejects.toThrow('Expected a distribution whose name resolves.');
});
