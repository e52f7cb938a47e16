import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { ofType } from '../../contracts/call-history/records.ts';
import { servedBy } from '../../contracts/call-history/served-by.ts';
import { silencesOf } from '../../contracts/call-history/silences.ts';
import { readAssembly } from '../../emulator/assembly/read-assembly.ts';
import { type Blueprint, createWorld, type World } from '../../simulation/world/world.ts';
import { streamsOf } from '../../simulation/streams.ts';
import { support2024 } from '../../simulator/rules/support-2024.ts';
import { synthesizedAssembly } from '../emulator/synthesized-assembly.ts';
import { callFlow } from '../fixtures/own/call-flow.ts';

let blueprint: Blueprint;
let assembly: string;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  blueprint = {
    deployment: readAssembly(assembly),
    flows: { callFlow, named: {} },
    profile: support2024,
  };
}, 120_000);
afterAll(() => rmSync(assembly, { recursive: true }));

/** One call of a minute. `set` breaks what is broken from its beginning. */
async function call(seed: number, set: (world: World) => void = () => undefined): Promise<World> {
  const world = createWorld(blueprint, streamsOf(seed, 0));
  set(world);
  const to = world.settings.callerNumber;
  const plan = { call: 'a call', from: '447700900123', to, talksForMs: 60_000 };
  await world.clock.run(world.simulator.placeCall(plan));
  return world;
}

const tierOf = ({ history }: World) =>
  servedBy(history, [`https://${blueprint.deployment.primary.api.hostName}`]);
const longestMs = ({ history }: World): number =>
  Math.max(...silencesOf(history, false).map(({ fromMs, toMs }) => toMs - fromMs));
const heard = ({ history }: World) => ofType(history, 'heard').map(({ what }) => what);
const hashOf = ({ history }: World): string =>
  createHash('sha256').update(JSON.stringify(history)).digest('hex');

describe('a world in which nothing is broken', () => {
  it('serves a call of a minute from the primary, and journals each of its events once', async () => {
    const world = await call(1);
    expect(tierOf(world)).toBe('primary');
    expect(heard(world)).toEqual(['talk', 'bot']);
    expect(ofType(world.history, 'call-ended')[0]).toMatchObject({ by: 'caller', detail: 'said goodbye' });
    expect(world.clock.monotonicMs()).toBeGreaterThan(60_000);
    const events = ofType(world.history, 'request').filter(({ kind }) => kind === 'event');
    expect(events.length).toBeGreaterThanOrEqual(7);
    expect(world.journals.primary.size).toBe(events.length);
    expect(world.journals.secondary.size).toBe(0);
    expect(world.notes.filter(({ level }) => level === 'suspect')).toEqual([]);
  });

  it('has the same history for the same seed, and another one for another seed', async () => {
    const [first, again, other] = [await call(7), await call(7), await call(8)];
    expect(hashOf(again)).toBe(hashOf(first));
    expect(hashOf(other)).not.toBe(hashOf(first));
  });
});

describe('a world in which something is broken', () => {
  it.each([
    ['refuses', { kind: 'refuses' }, 0, 700],
    ['is a black hole', { kind: 'black-hole' }, 1000, 1700],
    ['hangs', { kind: 'accepts-and-hangs' }, 3000, 5000],
    ['has an expired certificate', { kind: 'tls', why: 'expired' }, 0, 700],
    ['is not found by name', { kind: 'name-does-not-resolve' }, 0, 700],
    ['resets connections during the response', { kind: 'resets', when: 'during' }, 0, 1300],
    ['drips', { kind: 'drips' }, 3000, 5500],
  ] as const)('the primary %s: the secondary answers', async (_, fault, leastMs, mostMs) => {
    const world = await call(2, ({ broken }) => (broken.primary.api = fault));
    expect(tierOf(world)).toBe('secondary');
    expect(heard(world)).toContain('bot');
    expect(longestMs(world)).toBeGreaterThanOrEqual(leastMs);
    expect(longestMs(world)).toBeLessThanOrEqual(mostMs);
  });

  it('both APIs refuse: the static NCCO answers', async () => {
    const world = await call(3, ({ broken }) => {
      broken.primary.api = { kind: 'refuses' };
      broken.secondary.api = { kind: 'refuses' };
    });
    expect(tierOf(world)).toBe('static');
    expect(heard(world)).toContain('talk');
  });

  it('everything refuses: the call is dropped', async () => {
    const world = await call(4, ({ broken }) => {
      broken.primary.api = { kind: 'refuses' };
      broken.secondary.distribution = { kind: 'refuses' };
    });
    expect(tierOf(world)).toBeUndefined();
    expect(ofType(world.history, 'call-ended')[0]?.by).toBe('platform');
  });

  it.each(['hangs', 'crashes', 'throttled'] as const)('the primary’s functions: %s', async (fault) => {
    const world = await call(5, ({ broken }) => (broken.primary.functions = fault));
    expect(tierOf(world)).toBe('secondary');
    expect(longestMs(world)).toBeLessThan(2200);
  });

  it.each([
    ['cleanly', 2000],
    ['half-open', 60_000],
  ] as const)(
    'the bot drops its caller in mid-call (%s): the caller gets a bot again',
    async (how, mostMs) => {
      const world = await call(6, ({ bots, clock }) => clock.after(20_000, () => bots.primary.leave(how)));
      expect(heard(world).filter((what) => what === 'bot')).toHaveLength(2);
      expect(longestMs(world)).toBeLessThan(mostMs);
    },
  );

  it('the primary’s secret store is unreachable, hangs, or holds another secret: the secondary answers', async () => {
    for (const fault of ['unreachable', 'hangs'] as const) {
      const world = await call(9, ({ broken }) => (broken.primary.secretStore = fault));
      expect(tierOf(world)).toBe('secondary');
    }
    const wrong = await call(9, ({ broken }) => (broken.primary.hasWrongSecret = true));
    expect(tierOf(wrong)).toBe('secondary');
  });

  it('the primary’s journal is unreachable: its events are in the other one', async () => {
    const world = await call(10, ({ broken }) => (broken.primary.journal = 'unreachable'));
    expect(world.journals.primary.size).toBe(0);
    expect(world.journals.secondary.size).toBeGreaterThanOrEqual(7);
  });

  it('the primary’s clock is an hour ahead: its tokens are too old there, and the secondary answers', async () => {
    const world = await call(11, ({ broken }) => (broken.primary.aheadMs = 3_600_000));
    expect(tierOf(world)).toBe('secondary');
  });
});
