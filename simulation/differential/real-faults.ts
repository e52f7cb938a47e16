import type { Emulator, HostFault, RegionRole, Undo } from '../../emulator/emulator.ts';
import type { Bot } from '../../simulator/bot/start-bot.ts';
import { type Breakable, type Broken, type BrokenRegion, nothingBroken } from '../world/broken.ts';
import type { WireFault } from '../world/wire.ts';
import { ASKED_ROUTES } from './asked-routes.ts';

/** Makes a value of what is broken real; resolves with how that ends, where there is anything to end. */
type Effects<Part> = { readonly [Key in keyof Part]: (value: Part[Key]) => Promise<Undo | undefined> };

/** Of each virtual fault on the way to a host, the real one; `hidden`: no name server knows the host. A kind that is missing here does not compile. */
const HOST_FAULTS: {
  readonly [Kind in WireFault['kind']]: (fault: Extract<WireFault, { kind: Kind }>) => HostFault | 'hidden';
} = {
  'name-does-not-resolve': () => 'hidden',
  refuses: () => 'refuses',
  'black-hole': () => 'black-hole',
  tls: ({ why }) => `tls-${why}`,
  'accepts-and-hangs': () => 'accepts-and-hangs',
  resets: ({ when }) => `resets-${when}`,
  drips: () => 'drips',
  answers: ({ response: { status, headers, body } }) => ({
    answers: { status, headers, body: body.toString() },
  }),
};

const hostFaultOf = <Kind extends WireFault['kind']>(
  fault: Extract<WireFault, { kind: Kind }>,
): HostFault | 'hidden' => HOST_FAULTS[fault.kind as Kind](fault);

/** What of a real system can be broken, and by what. */
export interface RealParts {
  readonly emulator: Emulator;
  readonly bots: Readonly<Record<RegionRole, Bot>>;
  /** Decides which requests fail in a brown-out. */
  readonly brownOutSeed: number;
}

/** The same faults as a virtual world's, on real sockets. */
export interface RealBreakable extends Breakable {
  /** Resolves when all that was written has its effect. @throws what could not be broken */
  readonly settled: () => Promise<void>;
  /** Regions whose functions may remember a fault that is over. */
  readonly touched: ReadonlySet<RegionRole>;
}

const NOTHING = (): Promise<undefined> => Promise.resolve(undefined);

function effectsOf(
  { emulator, bots, brownOutSeed }: RealParts,
  role: RegionRole,
  touch: () => void,
): Effects<BrokenRegion> {
  const store =
    (breakStore: Emulator['breakSecretStore']) =>
    (fault: BrokenRegion['journal']): Promise<Undo | undefined> =>
      fault === undefined ? NOTHING() : breakStore(role, fault === 'hangs' ? 'accepts-and-hangs' : 'refuses');
  return {
    api: (fault) => {
      const real = fault && hostFaultOf(fault);
      if (real === undefined) return NOTHING();
      return real === 'hidden' ? emulator.hideApi(role) : emulator.breakApi(role, real);
    },
    distribution: (fault) => {
      const real = fault && hostFaultOf(fault);
      if (real === 'hidden') throw new Error('Expected a distribution whose name resolves.');
      return real === undefined ? NOTHING() : emulator.breakDistribution(role, real);
    },
    functions: async (fault) => {
      if (fault === undefined) return undefined;
      touch();
      const undos = await Promise.all(
        ASKED_ROUTES.map((route) => emulator.breakFunction(role, route, fault)),
      );
      return async () => void (await Promise.all(undos.map((undo) => undo())));
    },
    brownOut: (brownOut) =>
      brownOut === undefined
        ? NOTHING()
        : emulator.breakWithBrownOut(role, { ...brownOut, seed: brownOutSeed }),
    secretStore: (fault) => {
      if (fault !== undefined) touch();
      return store((...args) => emulator.breakSecretStore(...args))(fault);
    },
    journal: store((...args) => emulator.breakJournalBucket(...args)),
    hasWrongSecret: (isWrong) => {
      if (isWrong) touch();
      return isWrong ? emulator.setSecret(role, WRONG_SECRET) : NOTHING();
    },
    aheadMs: (ms) => {
      if (ms !== 0) touch();
      return ms === 0 ? NOTHING() : emulator.setClockAhead(role, ms);
    },
    bot: (behavior) => {
      const before = bots[role].behave(behavior);
      return Promise.resolve(() => Promise.resolve(void bots[role].behave(before)));
    },
  };
}

const WRONG_SECRET = JSON.stringify({
  current: 'a-secret-that-vonage-does-not-sign-with',
  next: null,
  previous: null,
});

export function breakReally(parts: RealParts): RealBreakable {
  let work: Promise<unknown> = Promise.resolve();
  const soon = (task: () => Promise<unknown>): void => {
    work = work.then(task);
    // `settled` throws it.
    work.catch(() => undefined);
  };
  /** An object whose fields have their effect once they are written, in that order. */
  const real = <Part extends object>(initial: Part, effects: Effects<Part>): Part => {
    const target = { ...initial };
    const undos = new Map<keyof Part, Undo>();
    return new Proxy(target, {
      set: (_target, name, value) => {
        const key = name as keyof Part;
        // The end of another fault below this one.
        if (target[key] === value) return true;
        target[key] = value as Part[keyof Part];
        soon(async () => {
          await undos.get(key)?.();
          undos.delete(key);
          const undo = await effects[key](value as Part[keyof Part]);
          if (undo !== undefined) undos.set(key, undo);
        });
        return true;
      },
    });
  };
  const touched = new Set<RegionRole>();
  const region = (role: RegionRole, initial: BrokenRegion): BrokenRegion =>
    real(
      initial,
      effectsOf(parts, role, () => touched.add(role)),
    );
  const initial = nothingBroken();
  const broken: Broken = real<Broken>(
    {
      ...initial,
      primary: region('primary', initial.primary),
      secondary: region('secondary', initial.secondary),
    },
    {
      primary: NOTHING,
      secondary: NOTHING,
      // The simulator asks for these two.
      person: NOTHING,
      pace: NOTHING,
      staticBucket: (fault) => {
        const real = fault && hostFaultOf(fault);
        if (real === undefined) return NOTHING();
        if (real !== 'refuses' && real !== 'drips')
          throw new Error(`Expected a static bucket that refuses or drips; found ${JSON.stringify(real)}.`);
        return parts.emulator.breakStaticBucket(real);
      },
    },
  );
  const leaves = (role: RegionRole): Breakable['bots'][RegionRole] => ({
    leave: (how) => soon(() => Promise.resolve(parts.bots[role].leave(how, 0))),
  });
  return {
    broken,
    touched,
    recycle: (role) => {
      touched.add(role);
      soon(() => Promise.all(ASKED_ROUTES.map((route) => parts.emulator.recycle(role, route))));
    },
    bots: { primary: leaves('primary'), secondary: leaves('secondary') },
    settled: async () => void (await work),
  };
}
