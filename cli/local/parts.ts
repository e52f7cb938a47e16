import type { NetworkFault, RegionRole, Route, Undo, World } from '../../emulator/world.ts';

/** A part of the local system that can be broken, and how; the first way is the default. */
export interface Part {
  readonly name: string;
  readonly hows: readonly string[];
  /** Parts whose listeners this one takes down too: never broken together. */
  readonly contains: readonly string[];
  readonly break: (world: World, how: string) => Promise<Undo>;
}

const NETWORK: Readonly<Record<string, NetworkFault>> = {
  refuses: 'refuses',
  'black-hole': 'black-hole',
  hangs: 'accepts-and-hangs',
};
const FUNCTION_FAULTS = ['crashes', 'hangs', 'throttled'] as const;
const ROUTES: readonly Route[] = ['answer', 'event', 'websocket-disconnected', 'fallback', 'health'];

const onNetwork = (
  name: string,
  breakPart: (world: World, fault: NetworkFault) => Promise<Undo>,
  contains: readonly string[] = [],
): Part => ({
  name,
  hows: Object.keys(NETWORK),
  contains,
  break: (world, how) => breakPart(world, NETWORK[how] ?? 'refuses'),
});

const regional = (role: RegionRole): readonly Part[] => [
  onNetwork(role, (world, fault) => world.breakRegion(role, fault), [
    `${role}-journal`,
    `${role}-secret-store`,
  ]),
  onNetwork(`${role}-journal`, (world, fault) => world.breakJournalBucket(role, fault)),
  onNetwork(`${role}-secret-store`, async (world, fault) => {
    const undo = await world.breakSecretStore(role, fault);
    // Environments that are warm know the secret already, and would notice nothing for minutes.
    try {
      await Promise.all(ROUTES.map((route) => world.recycle(role, route)));
    } catch (error) {
      await undo();
      throw error;
    }
    return undo;
  }),
  ...ROUTES.map((route) => ({
    name: `${role}-${route}`,
    hows: FUNCTION_FAULTS,
    contains: [],
    break: (world: World, how: string) =>
      world.breakFunction(role, route, FUNCTION_FAULTS.find((each) => each === how) ?? 'crashes'),
  })),
];

export const PARTS: readonly Part[] = [
  ...regional('primary'),
  ...regional('secondary'),
  onNetwork('cloudfront', (world, fault) => world.breakEdge(fault)),
  onNetwork('static', (world, fault) => world.breakStaticBucket(fault)),
];
