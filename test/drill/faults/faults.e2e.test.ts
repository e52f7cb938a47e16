import {
  accountQuota,
  connectionsAreStale,
  edgeFails,
  journalBucketFails,
  regionDrips,
  regionFails,
} from '../../../drill/faults/regions.ts';
import { environmentsRecycled, functionCold, functionFails } from '../../../drill/faults/functions.ts';
import { secretInRotation, secretIsWrong, secretStoreHangs } from '../../../drill/faults/secrets.ts';
import { badCallFlow, callFlowDeployed, callFlowIn } from '../../../drill/faults/call-flow.ts';
import { anOutside } from '../run/a-setup.ts';
import type { Fault } from '../../../drill/faults/fault.ts';
import type { Outside } from '../../../drill/faults/outside.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { parseSignatureSecret } from '../../../contracts/signature-secret.ts';
import { checkNcco } from '../../../ncco/check-ncco.ts';
import { callFlow as invalid } from '../../../drill/faults/call-flows/returns-invalid-ncco.ts';

/** These faults write no records. */
const nothing = (): void => undefined;

/** These faults break nothing outside the deployment. */
const noOutside = {} as Outside;

/** Remembers what was asked of the emulator, and whether it was undone. */
function aEmulator() {
  const asked: unknown[][] = [];
  const emulator = new Proxy({} as Emulator, {
    get:
      (_, name) =>
      (...args: unknown[]) => {
        asked.push([name, ...args]);
        return Promise.resolve(() => {
          asked.push(['undo', name]);
          return Promise.resolve();
        });
      },
  });
  return { emulator, asked };
}

describe('a fault', () => {
  it.each<[Fault, unknown[]]>([
    [regionFails('primary', 'refuses'), ['breakRegion', 'primary', 'refuses']],
    [regionFails('secondary', 'black-hole'), ['breakRegion', 'secondary', 'black-hole']],
    [regionFails('primary', 'accepts-and-hangs'), ['breakRegion', 'primary', 'accepts-and-hangs']],
    [regionDrips('primary', 60_000), ['breakRegion', 'primary', 'drips']],
    [connectionsAreStale('primary'), ['breakRegion', 'primary', 'resets-kept-connections']],
    [functionFails('primary', 'answer', 'hangs'), ['breakFunction', 'primary', 'answer', 'hangs']],
    [functionFails('primary', 'answer', 'crashes'), ['breakFunction', 'primary', 'answer', 'crashes']],
    [
      functionFails('secondary', 'fallback', 'throttled'),
      ['breakFunction', 'secondary', 'fallback', 'throttled'],
    ],
    [functionCold('primary', 'answer', 900), ['makeCold', 'primary', 'answer', 900]],
    [edgeFails('black-hole'), ['breakEdge', 'black-hole']],
    [accountQuota('primary', 10), ['limitConcurrency', 'primary', 10]],
    [journalBucketFails('secondary', 'refuses'), ['breakJournalBucket', 'secondary', 'refuses']],
    [secretStoreHangs('primary'), ['breakSecretStore', 'primary', 'accepts-and-hangs']],
    [secretIsWrong('secondary'), ['setSecret', 'secondary', expect.stringContaining('"current":')]],
  ])('breaks what its name says, and undoes it: $name', async (fault, call) => {
    const { emulator, asked } = aEmulator();
    const undo = await fault.apply(emulator, noOutside, nothing);
    expect(asked).toEqual([call]);
    await undo();
    expect(asked).toEqual([call, ['undo', call[0]]]);
  });

  it('lets a region that drips recover after its time, before it is undone', async () => {
    const { emulator, asked } = aEmulator();
    await regionDrips('primary', 20).apply(emulator, noOutside, nothing);
    expect(asked).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(asked).toEqual([
      ['breakRegion', 'primary', 'drips'],
      ['undo', 'breakRegion'],
    ]);
  });

  it('stores all three secrets where one is in rotation, the platform’s as the current one', async () => {
    const stored: string[] = [];
    const emulator = {
      description: { application: { signatureSecret: 'the-platform-s' } },
      setSecret: (role: string, text: string) => {
        stored.push(role, text);
        return Promise.resolve(() => Promise.resolve());
      },
    } as unknown as Emulator;
    await secretInRotation('secondary').apply(emulator, noOutside, nothing);
    expect(stored[0]).toBe('secondary');
    const names = parseSignatureSecret(stored[1] ?? '').map(({ name }) => name);
    expect(names).toEqual(['current', 'next', 'previous']);
    expect(stored[1]).toContain('"current":"the-platform-s"');
  });

  it('recycles environments, which leaves nothing to undo', async () => {
    const { emulator, asked } = aEmulator();
    const undo = await environmentsRecycled('primary', 'answer').apply(emulator, noOutside, nothing);
    await undo();
    expect(asked).toEqual([['recycle', 'primary', 'answer']]);
  });

  it('says which region it makes unreachable, and which faults end warm environments', () => {
    expect(regionFails('secondary', 'black-hole').unreachable).toBe('secondary');
    expect(functionFails('primary', 'answer', 'hangs').unreachable).toBeUndefined();
    const recycling = [
      secretIsWrong('primary'),
      secretInRotation('primary'),
      environmentsRecycled('primary', 'answer'),
      badCallFlow('primary', 'throws'),
    ];
    expect(recycling.map(({ recycles }) => recycles)).toEqual([true, true, true, true]);
  });

  it('runs a bad call flow in the real one’s place', async () => {
    const { emulator, asked } = aEmulator();
    const undo = await badCallFlow('primary', 'throws').apply(emulator, anOutside(), nothing);
    expect(asked).toEqual([['replaceBundle', 'primary', 'answer', '/bundles/throws/answer']]);
    await undo();
    expect(asked.at(-1)).toEqual(['undo', 'replaceBundle']);
  });

  it('runs a call flow in every function of a region, and puts each one back', async () => {
    const { emulator, asked } = aEmulator();
    const undo = await callFlowIn('secondary', 'menu').apply(emulator, anOutside(), nothing);
    const routes = ['answer', 'event', 'websocket-disconnected', 'fallback', 'health'];
    expect(asked).toEqual(
      routes.map((route) => ['replaceBundle', 'secondary', route, `/bundles/menu/${route}`]),
    );
    await undo();
    await undo();
    expect(asked.slice(routes.length)).toEqual(routes.map(() => ['undo', 'replaceBundle']));
  });

  it('puts back what it has replaced, where a function cannot run the call flow', async () => {
    const asked: string[] = [];
    const emulator = {
      replaceBundle: (_role: string, route: string) => {
        if (route === 'fallback') return Promise.reject(new Error('no such route'));
        asked.push(route);
        return Promise.resolve(() => Promise.resolve(void asked.push(`undo ${route}`)));
      },
    } as unknown as Emulator;
    await expect(callFlowIn('primary', 'menu').apply(emulator, anOutside(), nothing)).rejects.toThrow(
      'no such route',
    );
    expect(asked.slice(3)).toEqual(['undo websocket-disconnected', 'undo event', 'undo answer']);
  });

  it('starts environments with a call flow that is deployed in mid-menu', async () => {
    const { emulator, asked } = aEmulator();
    await callFlowDeployed('primary', 'menu-2', ['event']).apply(emulator, anOutside(), nothing);
    expect(asked.at(-1)).toEqual(['warm', 'primary', 'event', expect.any(Number)]);
  });

  it('returns an NCCO that the platform would refuse', async () => {
    const ncco = await invalid.start({} as never, {} as never);
    expect(checkNcco(ncco).filter(({ severity }) => severity === 'error')).not.toEqual([]);
  });
});
