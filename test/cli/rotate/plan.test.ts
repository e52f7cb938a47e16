import fc from 'fast-check';
import type { SecretsByName } from '../../../contracts/signature-secret.ts';
import { plan } from '../../../cli/rotate/plan.ts';
import type { FoundRegion, Wanted } from '../../../cli/rotate/plan.ts';

const held = (current: string | null, next: string | null = null, previous: string | null = null) => ({
  current,
  next,
  previous,
});

function found(secondary: SecretsByName | undefined, primary: SecretsByName | undefined): FoundRegion[] {
  const region = (name: string, role: 'primary' | 'secondary', secrets: SecretsByName | undefined) =>
    secrets === undefined
      ? {
          region: name,
          role,
          unavailable: { kind: 'unreachable' as const, found: 'no answer', fix: 'Wait.' },
        }
      : { region: name, role, held: { secrets, version: 'v', writtenAtMs: 0 } };
  return [region('two', 'secondary', secondary), region('one', 'primary', primary)];
}
const kinds = (wanted: Wanted, regions: FoundRegion[]) => plan(wanted, regions).map(({ step }) => step.kind);

describe('what an action means for both regions', () => {
  it.each<[string, Wanted, SecretsByName | undefined, SecretsByName | undefined, string[]]>([
    ['stage in both', STAGE(), held('c'), held('c'), ['change', 'change']],
    ['stage in the one that answers', STAGE(), undefined, held('c'), ['change']],
    ['complete a stage', STAGE(), held('c', 'n'), held('c'), ['nothing', 'change']],
    ['give a region that has none what the other has', STAGE(), held(null), held('n'), ['change', 'nothing']],
    ['refuse what is current everywhere', STAGE(), held('n'), held('n'), ['refused', 'refused']],
    ['not refuse it while a region is unavailable', STAGE(), undefined, held('n'), ['nothing']],
    ['finish in both', { action: 'finish' }, held('c', 'n'), held('c', 'n'), ['change', 'change']],
    ['complete a finish', { action: 'finish' }, held('n', null, 'c'), held('c', 'n'), ['nothing', 'change']],
    [
      'not finish what is not staged everywhere',
      { action: 'finish' },
      held('c', 'n'),
      held('c'),
      ['refused', 'nothing'],
    ],
    [
      'not finish two different ones',
      { action: 'finish' },
      held('c', 'n'),
      held('c', 'm'),
      ['refused', 'refused'],
    ],
    ['abort in both', { action: 'abort' }, held('c', 'n'), held('c', 'n'), ['change', 'change']],
    ['complete an abort', { action: 'abort' }, held('c'), held('c', 'n'), ['nothing', 'change']],
    [
      'not abort what was finished',
      { action: 'abort' },
      held('n', null, 'c'),
      held('c', 'n'),
      ['nothing', 'refused'],
    ],
    [
      'retire in both',
      { action: 'retire' },
      held('n', null, 'c'),
      held('n', null, 'c'),
      ['change', 'change'],
    ],
    ['complete a retirement', { action: 'retire' }, held('n'), held('n', null, 'c'), ['nothing', 'change']],
    [
      'not retire what is current elsewhere',
      { action: 'retire' },
      held('n', null, 'c'),
      held('c', 'n'),
      ['refused', 'nothing'],
    ],
  ])('%s', (_case, wanted, secondary, primary, expected) => {
    expect(kinds(wanted, found(secondary, primary))).toEqual(expected);
  });

  it.each<[Wanted, SecretsByName]>([
    [{ action: 'finish' }, held('c', 'n')],
    [{ action: 'abort' }, held('c', 'n')],
    [{ action: 'retire' }, held('n', null, 'c')],
  ])('does nothing while the other region is out of sight: %j', (wanted, secrets) => {
    for (const regions of [found(secrets, undefined), found(undefined, secrets)])
      expect(plan(wanted, regions)).toEqual([
        expect.objectContaining({
          step: { kind: 'refused', why: expect.stringContaining('could not be read') },
        }),
      ]);
  });
});

function STAGE(): Wanted {
  return { action: 'stage', secret: 'n' };
}

/**
 * An operator who does what the command says: changes the secret at Vonage when it is staged everywhere, aborts only before,
 * retires only what Vonage no longer signs with. Regions become unavailable at any moment, and actions come in any order.
 */
it('keeps accepting what Vonage signs with, in both regions, whatever happens in whatever order', () => {
  const action = fc.constantFrom(
    'stage' as const,
    'finish' as const,
    'abort' as const,
    'retire' as const,
    'switch' as const,
  );
  const event = fc.record({
    action,
    unavailable: fc.constantFrom('none', 'none', 'one', 'two'),
    secret: fc.integer({ min: 1, max: 3 }),
  });
  let switches = 0;
  let retirements = 0;
  fc.assert(
    fc.property(fc.array(event, { minLength: 80, maxLength: 80 }), (events) => {
      let vonage = 'secret-0';
      const regions: Record<string, SecretsByName> = { one: held(vonage), two: held(vonage) };
      for (const { action: what, unavailable, secret: number } of events) {
        const secret = `secret-${number}`;
        const now = Object.values(regions);
        const accepts = (wanted: string) => now.every((each) => Object.values(each).includes(wanted));
        if (what === 'switch') {
          const staged = now.find(({ next }) => next !== null)?.next ?? undefined;
          if (staged !== undefined && accepts(staged)) [vonage, switches] = [staged, switches + 1];
          continue;
        }
        // The operator looks at Vonage's dashboard first.
        if (what === 'abort' && now.some(({ next }) => next === vonage)) continue;
        if (what === 'retire' && now.some(({ previous }) => previous === vonage)) continue;
        const steps = plan(
          what === 'stage' ? { action: what, secret } : { action: what },
          found(
            unavailable === 'two' ? undefined : regions['two'],
            unavailable === 'one' ? undefined : regions['one'],
          ),
        );
        if (steps.some(({ step }) => step.kind === 'refused')) continue;
        for (const { region, step } of steps) {
          if (step.kind !== 'change') continue;
          regions[region] = step.after;
          if (what === 'retire') retirements += 1;
        }
        if (!Object.values(regions).every((region) => Object.values(region).includes(vonage))) return false;
      }
      return true;
    }),
    { seed: 14, numRuns: 500 },
  );
  // It was no easy life.
  expect(switches).toBeGreaterThan(100);
  expect(retirements).toBeGreaterThan(100);
});
