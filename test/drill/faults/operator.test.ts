import { operatorFinishes, operatorStages } from '../../../drill/faults/operator.ts';
import { secretStoresAreWatched } from '../../../drill/faults/secret-stores-are-watched.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { anOutside } from '../run/a-setup.ts';

const nothing = (): void => undefined;

const aEmulator = (log: string[]) =>
  ({
    description: { application: { signatureSecret: 'the-platform-s' } },
    setSecret: (role: string, text: string) => {
      log.push(`${role} holds ${text}`);
      return Promise.resolve(() => Promise.resolve());
    },
  }) as unknown as Emulator;

describe('an operator who rotates', () => {
  it('stages a secret of their own, sets that one at Vonage, and puts everything back once', async () => {
    const log: string[] = [];
    const undo = await operatorStages(1).apply(aEmulator(log), anOutside(log), nothing);
    const staged = /^rotate stage ([0-9a-f]{64})$/.exec(log[0] ?? '')?.[1];
    expect(log).toEqual([`rotate stage ${staged}`, `Vonage signs with ${staged}`]);
    await undo();
    await undo();
    expect(log.slice(2)).toEqual([
      'Vonage signs with the secret before',
      'primary holds {"current":"the-platform-s"}',
      'secondary holds {"current":"the-platform-s"}',
    ]);
  });

  it('sets nothing at Vonage that is not staged, and leaves no region with the new secret', async () => {
    const log: string[] = [];
    const outside = { ...anOutside(log), rotate: () => Promise.reject(new Error('one region is left')) };
    await expect(operatorStages(1).apply(aEmulator(log), outside, nothing)).rejects.toThrow(
      'one region is left',
    );
    expect(log).toEqual([
      'primary holds {"current":"the-platform-s"}',
      'secondary holds {"current":"the-platform-s"}',
    ]);
  });

  it('finishes, and retires the one before', async () => {
    const log: string[] = [];
    const undo = await operatorFinishes.apply(aEmulator(log), anOutside(log), nothing);
    await undo();
    expect(log).toEqual(['rotate finish', 'rotate retire']);
  });
});

it('tells how often each region’s secret was read meanwhile, and by how many environments, once', async () => {
  const reads = {
    primary: [{ reads: 5, started: 7, ended: 3 }],
    secondary: [{ reads: 1, started: 1, ended: 0 }],
  };
  reads.primary.push({ reads: 9, started: 8, ended: 8 });
  reads.secondary.push({ reads: 1, started: 1, ended: 1 });
  const emulator = {
    secretReads: (role: 'primary' | 'secondary') => Promise.resolve(reads[role].shift()),
  } as unknown as Emulator;
  const records: HistoryRecord[] = [];
  const undo = await secretStoresAreWatched.apply(
    emulator,
    anOutside(),
    (record) => void records.push(record),
  );
  expect(records).toEqual([]);
  await undo();
  await undo();
  expect(records).toEqual([
    expect.objectContaining({
      type: 'secret-reads',
      region: 'the primary',
      reads: 4,
      environments: 5,
      gapMs: 10_000,
    }),
    expect.objectContaining({ type: 'secret-reads', region: 'the secondary', reads: 0, environments: 1 }),
  ]);
});
