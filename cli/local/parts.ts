import type { NetworkFault, RegionRole, Route, Undo, Emulator } from '../../emulator/emulator.ts';
import type { OutsideFault, OutsideHost } from '../../emulator/outside/start-outside-host.ts';

/** What runs now. */
export interface Breakable {
  readonly emulator: Emulator;
  /** The user's application, behind the call flow's forwardTo; undefined: none was started. */
  readonly application: Pick<OutsideHost, 'break'> | undefined;
}

/** A part of the local system that can be broken, and how; the first way is the default. */
export interface Part {
  readonly name: string;
  readonly hows: readonly string[];
  /** Parts whose listeners this one takes down too: never broken together. */
  readonly contains: readonly string[];
  /** It is no part of the emulator: one that takes the emulator's place finds it broken still. */
  readonly isOutside?: true;
  readonly break: (system: Breakable, how: string) => Promise<Undo>;
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
  breakPart: (emulator: Emulator, fault: NetworkFault) => Promise<Undo>,
  contains: readonly string[] = [],
): Part => ({
  name,
  hows: Object.keys(NETWORK),
  contains,
  break: ({ emulator }, how) => breakPart(emulator, NETWORK[how] ?? 'refuses'),
});

const regional = (role: RegionRole): readonly Part[] => [
  onNetwork(role, (emulator, fault) => emulator.breakRegion(role, fault), [
    `${role}-journal`,
    `${role}-secret-store`,
  ]),
  onNetwork(`${role}-journal`, (emulator, fault) => emulator.breakJournalBucket(role, fault)),
  onNetwork(`${role}-secret-store`, async (emulator, fault) => {
    const undo = await emulator.breakSecretStore(role, fault);
    // Environments that are warm know the secret already, and would notice nothing for minutes.
    try {
      await Promise.all(ROUTES.map((route) => emulator.recycle(role, route)));
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
    break: ({ emulator }: Breakable, how: string) =>
      emulator.breakFunction(role, route, FUNCTION_FAULTS.find((each) => each === how) ?? 'crashes'),
  })),
];

const OUTSIDE_FAULTS: readonly OutsideFault[] = [
  'refuses',
  'hangs',
  'is-slow',
  'answers-html',
  'redirects',
  'answers-500',
  'answers-invalid-ncco',
];

/** The application that the call flow passes callbacks on to. */
const APPLICATION: Part = {
  name: 'app',
  hows: OUTSIDE_FAULTS,
  contains: [],
  isOutside: true,
  break: ({ application }, how) => {
    if (application === undefined)
      throw new Error(
        'app: expected an application that the call flow passes callbacks on to, found none. Start with --app "COMMAND".',
      );
    return application.break(OUTSIDE_FAULTS.find((each) => each === how) ?? 'refuses');
  },
};

export const PARTS: readonly Part[] = [
  ...regional('primary'),
  ...regional('secondary'),
  onNetwork('cloudfront', (emulator, fault) => emulator.breakEdge(fault)),
  onNetwork('static', (emulator, fault) => emulator.breakStaticBucket(fault)),
  APPLICATION,
];
