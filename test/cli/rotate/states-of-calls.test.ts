import fc from 'fast-check';
import { defineFlow } from '../../../functions/define-flow.ts';
import { readCallState } from '../../../functions/flow/call-state.ts';
import { REACHES_NOTHING } from '../../../functions/own/reach.ts';
import { startRun } from '../../../functions/flow/runs.ts';
import { stateInUrl } from '../../../contracts/state-url.ts';
import { formatSignatureSecret, parseSignatureSecret } from '../../../contracts/signature-secret.ts';
import type { SecretsByName } from '../../../contracts/signature-secret.ts';
import { plan } from '../../../cli/rotate/plan.ts';
import type { Wanted } from '../../../cli/rotate/plan.ts';
import { input, talk } from '../../../ncco/build.ts';
import { SETTINGS } from '../../functions/support/runtime.ts';

/*
 * The state of a call is sealed with the region's current secret, and the next event may reach the other region. Whatever an
 * operator does, in both regions or in one of them, each region opens what the other seals.
 */

const NOW_MS = 1_700_000_000_000;
const IDS = { conversation: 'one', leg: 'two' };
const flow = defineFlow({
  start: () => [input({ next: 'menu' })],
  steps: { menu: () => [talk('Thank you.')] },
  rungs: { person: () => [talk('One moment.')], voicemail: () => [talk('Goodbye.')] },
});
const context = {
  settings: SETTINGS,
  urls: { websocketDisconnected: 'https://a.example.com/x', event: 'https://a.example.com/event' },
  atMs: Date.UTC(2030, 0, 1),
};

/** As a function reads the secret, and seals the state of a call that begins. */
function tokenOf(secrets: SecretsByName): string {
  const call = { from: undefined, to: undefined, uuid: IDS.leg, conversationUuid: `CON-${IDS.conversation}` };
  const running = {
    flow,
    context,
    secrets: parseSignatureSecret(formatSignatureSecret(secrets)),
    reach: REACHES_NOTHING,
    onTailReplaced: () => undefined,
  };
  const { finish } = startRun(call as Parameters<typeof startRun>[0], running, NOW_MS);
  const [question] = finish([input({ next: 'menu' })]);
  const token = stateInUrl((question?.['eventUrl'] as readonly string[])[0]);
  if (token === undefined) throw new Error('no token');
  return token;
}

const opens = (secrets: SecretsByName, token: string): boolean =>
  readCallState(
    token,
    { secrets: parseSignatureSecret(formatSignatureSecret(secrets)), ids: IDS, mostMinutes: 30 },
    NOW_MS,
  ).ok;

const seen = new Map<string, boolean>();
/** Whether each region opens what the other seals. */
function understand(one: SecretsByName, two: SecretsByName): boolean {
  const key = JSON.stringify([one, two]);
  const known = seen.get(key) ?? (opens(one, tokenOf(two)) && opens(two, tokenOf(one)));
  seen.set(key, known);
  return known;
}

const WAYS = [
  'both',
  'two is out of sight',
  'one is out of sight',
  'one is not written',
  'two is not written',
] as const;

it('each region opens what the other seals, in every state of a rotation', () => {
  const states = new Set<string>();
  const action = fc.constantFrom('stage' as const, 'finish' as const, 'abort' as const, 'retire' as const);
  const event = fc.record({ action, way: fc.constantFrom(...WAYS), number: fc.integer({ min: 1, max: 3 }) });
  const first = { current: 'secret-0', next: null, previous: null };
  fc.assert(
    fc.property(fc.array(event, { minLength: 40, maxLength: 40 }), (events) => {
      const regions: Record<'one' | 'two', SecretsByName> = { one: first, two: first };
      for (const { action: what, way, number } of events) {
        const wanted: Wanted =
          what === 'stage' ? { action: what, secret: `secret-${String(number)}` } : { action: what };
        const steps = plan(
          wanted,
          (['two', 'one'] as const).map((region) =>
            way === `${region} is out of sight`
              ? { region, role: 'primary', unavailable: { kind: 'unreachable', found: '', fix: '' } }
              : { region, role: 'primary', held: { secrets: regions[region], version: '', writtenAtMs: 0 } },
          ),
        );
        if (steps.some(({ step }) => step.kind === 'refused')) continue;
        for (const { region, step } of steps)
          if (step.kind === 'change' && way !== `${region} is not written`)
            regions[region as 'one' | 'two'] = step.after;
        states.add(JSON.stringify(Object.values(regions).map((each) => Object.values(each).map(Boolean))));
        if (!understand(regions.one, regions.two)) return false;
      }
      return true;
    }),
    { seed: 17, numRuns: 200 },
  );
  // Each of them alone, and each region ahead of the other in each step.
  expect(states.size).toBeGreaterThanOrEqual(8);
});
