import { rmSync } from 'node:fs';
import { startEmulator } from '../../../emulator/start-emulator.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import type { CheckedRow } from '../../../cli/smoke/check-rows.ts';
import { checkRows } from '../../../cli/smoke/check-rows.ts';
import { openTarget } from '../../../cli/smoke/open-target.ts';
import type { Row } from '../../../cli/smoke/row.ts';
import { ROWS } from '../../../cli/smoke/rows.ts';
import { OUTSIDE_ADDRESS } from '../../../cli/smoke/with-emulator.ts';
import { synthesizedAssembly } from '../../emulator/synthesized-assembly.ts';
import { SLICE } from '../../support/slice.ts';

const NAMES = ROWS.map(({ name }) => name);
/** About a call flow that declares secrets: test/e2e/own-secrets.e2e.test.ts breaks it. */
const OWN = 'own-secrets';
const GATE: readonly string[] = ['ip-refusal', 'ip-refusal-at-the-distribution', 'distribution-key'];

/** An emulator of drillable functions, with an address outside the allow list. */
async function startDrillableEmulator(changes: Partial<Settings>) {
  const assembly = await synthesizedAssembly({ drillable: true, ...changes });
  const emulator: Emulator = await startEmulator({
    assembly,
    addresses: { [OUTSIDE_ADDRESS]: '203.0.113.9' },
  });
  const check = async (rows: readonly Row[], broken?: string): Promise<readonly CheckedRow[]> => {
    const undo = broken === undefined ? undefined : await emulator.breakAssumption(broken);
    try {
      const target = openTarget({
        outputs: emulator.outputs,
        regionName: undefined,
        outsideAddress: OUTSIDE_ADDRESS,
        signal: new AbortController().signal,
        tell: () => undefined,
      });
      return await checkRows(rows, target, () => undefined);
    } finally {
      await undo?.();
    }
  };
  return {
    check,
    stop: async () => {
      await emulator.stop();
      rmSync(assembly, { recursive: true });
    },
  };
}

const namesWhere = (status: CheckedRow['status'], results: readonly CheckedRow[]): readonly string[] =>
  results.filter((each) => each.status === status).map(({ row }) => row.name);

/** Rows under a fault take seconds: they are asked beside each other, and the others beside themselves. */
const rowsBeside = (name: string): readonly Row[] => {
  const isPlain = ROWS.find((row) => row.name === name)?.during === undefined;
  return isPlain ? ROWS.filter(({ during }) => during === undefined) : ROWS;
};

type Drillable = Awaited<ReturnType<typeof startDrillableEmulator>>;

const MODES: readonly (readonly [mode: string, changes: Partial<Settings>, broken: readonly string[]])[] = [
  ['signature', {}, NAMES.filter((name) => !GATE.includes(name) && name !== OWN)],
  ['both', { source: { mode: 'both', countOnly: false, operatorRanges: [] } }, GATE],
];
const CHOSEN = SLICE.of(MODES.flatMap(([, , broken]) => broken));
const CHOSEN_MODES = MODES.map(
  ([mode, changes, broken]) => [mode, changes, broken.filter((name) => CHOSEN.includes(name))] as const,
).filter(([, , broken]) => broken.length > 0);

describe.each(CHOSEN_MODES)('in an emulator in mode %s', (_mode, changes, broken) => {
  let emulator: Drillable;
  beforeAll(async () => {
    emulator = await startDrillableEmulator(changes);
  });
  afterAll(() => emulator.stop());

  it('finds each row below as it is assumed, before its assumption is broken', async () => {
    const results = await emulator.check(ROWS.filter(({ name }) => broken.includes(name)));
    expect(namesWhere('ok', results)).toEqual(broken);
  });

  it.each(broken)('finds %s broken, and nothing else', async (name) => {
    expect(namesWhere('differs', await emulator.check(rowsBeside(name), name))).toEqual([name]);
  });
});
