import { BrokenParts } from '../../../cli/local/broken-parts.ts';
import type { Breakable } from '../../../cli/local/parts.ts';
import type { Emulator } from '../../../emulator/emulator.ts';

let done: string[];
/** A method of the emulator that rejects. */
let failing: string | undefined;
/** An emulator whose every fault is written down. */
const aEmulator = (name: string): Emulator =>
  new Proxy({} as Emulator, {
    get:
      (_target, method) =>
      async (...args: unknown[]) => {
        const fault = `${name}.${String(method)}(${args.join()})`;
        done.push(fault);
        if (method === failing) throw new Error(`no ${failing}`);
        return () => Promise.resolve(void done.push(`undo ${fault}`));
      },
  });

const anApplication: Breakable['application'] = {
  break: (fault) => {
    done.push(fault);
    return Promise.resolve(() => Promise.resolve(void done.push(`undo ${fault}`)));
  },
};

let said: string[];
let parts: BrokenParts;
let emulator: string;
let application: Breakable['application'];
beforeEach(() => {
  done = [];
  failing = undefined;
  said = [];
  emulator = 'emulator';
  application = undefined;
  parts = new BrokenParts(
    () => ({ emulator: aEmulator(emulator), application }),
    (text) => void said.push(text),
  );
});
const breaks = (part: string, how?: string) => parts.change({ part, how, restore: false });
const restores = (part?: string) => parts.change({ part, how: undefined, restore: true });
const names = () => parts.broken.map(({ part, how }) => `${part} ${how}`);

describe('parts of the local system', () => {
  it.each([
    ['primary', undefined, 'emulator.breakRegion(primary,refuses)'],
    ['secondary', 'black-hole', 'emulator.breakRegion(secondary,black-hole)'],
    ['primary', 'hangs', 'emulator.breakRegion(primary,accepts-and-hangs)'],
    ['cloudfront', undefined, 'emulator.breakEdge(refuses)'],
    ['static', 'hangs', 'emulator.breakStaticBucket(accepts-and-hangs)'],
    ['primary-journal', undefined, 'emulator.breakJournalBucket(primary,refuses)'],
    ['secondary-secret-store', undefined, 'emulator.breakSecretStore(secondary,refuses)'],
    ['primary-answer', undefined, 'emulator.breakFunction(primary,answer,crashes)'],
    ['secondary-fallback', 'throttled', 'emulator.breakFunction(secondary,fallback,throttled)'],
  ])('%s breaks (%s), and is restored', async (part, how, fault) => {
    await breaks(part, how);
    expect(done[0]).toBe(fault);
    expect(names()).toEqual([`${part} ${parts.broken[0]?.how ?? ''}`]);
    expect(said[0]).toContain(`${part} is broken`);
    await restores(part);
    expect(done.at(-1)).toBe(`undo ${fault}`);
    expect(parts.broken).toEqual([]);
    expect(said.at(-1)).toBe(`${part} is restored.`);
  });

  it('all can be broken as the list says', async () => {
    for (const { part, hows } of parts.status.parts)
      for (const how of hows) {
        await breaks(part, how);
        await restores();
      }
    expect(parts.status.parts).toHaveLength(18);
  });

  it('the application is one where it was started, and is broken in each way', async () => {
    await expect(breaks('app')).rejects.toThrow('found none. Start with --app "COMMAND".');
    application = anApplication;
    expect(parts.status.parts.at(-1)?.part).toBe('app');
    for (const how of parts.status.parts.at(-1)?.hows ?? []) {
      await breaks('app', how);
      await restores('app');
    }
    expect(done.slice(0, 4)).toEqual(['refuses', 'undo refuses', 'hangs', 'undo hangs']);
    expect(done).toContain('answers-html');
  });

  it('the application stays broken as it is in the emulator that takes the place of the one before', async () => {
    application = anApplication;
    await breaks('app', 'hangs');
    await breaks('cloudfront');
    await parts.keepThrough(() => Promise.resolve());
    expect(names()).toEqual(['app hangs', 'cloudfront refuses']);
    expect(done.filter((each) => each === 'hangs')).toHaveLength(1);
    await restores();
    expect(done).toContain('undo hangs');
  });

  it('environments that know the secret are recycled when its store breaks', async () => {
    await breaks('primary-secret-store');
    expect(done).toContain('emulator.recycle(primary,answer)');
    expect(done).toContain('emulator.recycle(primary,fallback)');
  });

  it('break another way without being restored first', async () => {
    await breaks('primary', 'refuses');
    await breaks('primary', 'hangs');
    expect(done.slice(1)).toEqual([
      'undo emulator.breakRegion(primary,refuses)',
      'emulator.breakRegion(primary,accepts-and-hangs)',
    ]);
    expect(names()).toEqual(['primary hangs']);
  });

  it.each([
    ['primary', 'primary-journal'],
    ['primary-journal', 'primary'],
    ['secondary', 'secondary-secret-store'],
  ])('one in the other are not broken together: %s, then %s', async (first, second) => {
    await breaks(first);
    await expect(breaks(second)).rejects.toThrow(`Expected ${first} to work before ${second} is broken`);
    expect(names()).toHaveLength(1);
    await breaks('cloudfront');
    await restores();
    expect(parts.broken).toEqual([]);
  });

  it.each([
    [{ part: 'prmary', how: undefined, restore: false }, 'found "prmary". Parts: primary, primary-journal'],
    [{ part: 'primary', how: 'crashes', restore: false }, 'expected refuses, black-hole, hangs for primary'],
    [{ part: 'primary-answer', how: 'refuses', restore: false }, 'expected crashes, hangs, throttled'],
    [{ part: undefined, how: undefined, restore: false }, 'Expected a part to break, found none'],
    [{ part: 'x', how: undefined, restore: true }, 'Expected a part of the local system, found "x"'],
  ])('refuse %j', async (change, message) => {
    await expect(parts.change(change)).rejects.toThrow(message);
    expect(parts.broken).toEqual([]);
  });

  it('leaves no secret store broken that is not called so', async () => {
    failing = 'recycle';
    await expect(breaks('primary-secret-store')).rejects.toThrow('no recycle');
    expect(done).toContain('undo emulator.breakSecretStore(primary,refuses)');
    expect(parts.broken).toEqual([]);
  });

  it('calls no part broken that could not be broken anew in another emulator, and breaks the others', async () => {
    await breaks('cloudfront');
    await breaks('primary');
    failing = 'breakEdge';
    await parts.keepThrough(() => Promise.resolve());
    expect(names()).toEqual(['primary refuses']);
    expect(said.at(-1)).toContain('cloudfront is no longer broken');
    expect(said.at(-1)).toContain('no breakEdge');
  });

  it('stay broken where another emulator could not take the place', async () => {
    await breaks('primary');
    await expect(parts.keepThrough(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(done.at(-1)).toBe('emulator.breakRegion(primary,refuses)');
    expect(names()).toEqual(['primary refuses']);
  });

  it('stay broken, since the same time, in the emulator that takes the place of the one before', async () => {
    await breaks('primary');
    await breaks('secondary-answer', 'hangs');
    const before = parts.broken;
    const replaced = parts.keepThrough(() => {
      emulator = 'new';
      return Promise.resolve();
    });
    // Meanwhile there is nothing to break.
    const next = breaks('cloudfront');
    await replaced;
    expect(parts.broken).toEqual(before);
    await next;
    await restores();
    expect(done.slice(-6)).toEqual([
      'new.breakRegion(primary,refuses)',
      'new.breakFunction(secondary,answer,hangs)',
      'new.breakEdge(refuses)',
      'undo new.breakRegion(primary,refuses)',
      'undo new.breakFunction(secondary,answer,hangs)',
      'undo new.breakEdge(refuses)',
    ]);
  });
});
