import { startCheckedEmulator } from './checked-emulator.ts';

/** The address of the functions: one of AWS, outside the allow list. */
const FUNCTIONS = '203.0.113.9';

it('invokes the alias where environments are provisioned', async () => {
  const checked = await startCheckedEmulator(
    {
      source: { mode: 'both', countOnly: false, operatorRanges: [] },
      functions: { memoryMb: 1024, provisionedConcurrency: 1, reservedConcurrency: null },
    },
    { addresses: { '127.0.0.1': FUNCTIONS } },
  );
  try {
    const { targets } = await checked.check('primary', { targets: ['own'] });
    expect(targets.own).toMatchObject({ result: 'ok' });
  } finally {
    await checked.stop();
  }
});

it.each(['ip', 'both'] as const)(
  'invokes its own answer function where the IP allow list refuses it, and expects the static NCCO of the other region (%s)',
  async (mode) => {
    const checked = await startCheckedEmulator(
      { source: { mode, countOnly: false, operatorRanges: [] } },
      { addresses: { '127.0.0.1': FUNCTIONS } },
    );
    try {
      await checked.warm();
      await checked.writeRecord('primary');
      const { targets } = await checked.check('primary');
      expect(targets).toMatchObject({
        own: { result: 'ok', answeredBy: checked.emulator.description.primary.region },
        other: { result: 'static', needsAttention: false },
      });
      expect(await checked.emulator.journalKeys('primary')).toEqual([]);
      await checked.emulator.breakFunction('primary', 'answer', 'crashes');
      expect((await checked.check('primary')).targets.own).toMatchObject({ result: 'failed' });
    } finally {
      await checked.stop();
    }
  },
);
