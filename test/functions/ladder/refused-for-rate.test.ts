import type { FunctionSettings } from '../../../contracts/function-settings.ts';
import { nextStep } from '../../../functions/ladder/next-step.ts';
import type { LegEvent, Step } from '../../../functions/ladder/next-step.ts';
import { SETTINGS } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';
import { FIRST_DROP_AT_MS, OTHER, aLegEvent } from './a-leg-event.ts';

const stepFor = (legEvent: LegEvent): Step => nextStep(legEvent, SETTINGS, NOW_MS);
const rungFor = (legEvent: LegEvent): Step['rung'] => stepFor(legEvent).rung;
const THIRD = { attempt: 3, firstDropAt: FIRST_DROP_AT_MS };

describe('a refusal for the account’s rate', () => {
  const refused = (given: Parameters<typeof aLegEvent>[0] = {}) =>
    aLegEvent({ status: 'rejected', ...given });
  const state = (attempt: number, waits: number, sinceMs = 10_000) => ({
    attempt,
    firstDropAt: NOW_MS - sinceMs,
    ...(waits === 0 ? {} : { waits }),
  });
  const with3 = (outbound: Partial<FunctionSettings['outbound']>) => ({
    ...SETTINGS,
    outbound: { ...SETTINGS.outbound, ...outbound },
  });

  it('uses up no rung, up to three times; then the person follows', () => {
    for (const attempt of [1, 2, 3]) {
      for (const waits of [1, 2]) {
        expect(stepFor(refused({ headers: state(attempt, waits) }))).toMatchObject({
          state: { attempt, firstDropAtMs: FIRST_DROP_AT_MS, waits: waits + 1 },
        });
      }
      expect(rungFor(refused({ headers: state(attempt, 3) }))).toBe('person');
    }
  });

  it('is counted by the URL too, whichever says more', () => {
    expect(stepFor(refused({ headers: state(2, 0), waitsInUrl: 2 }))).toMatchObject({ state: { waits: 3 } });
    expect(rungFor(refused({ headers: state(2, 1), waitsInUrl: 3 }))).toBe('person');
  });

  it('leads to no socket for which there is no time left', () => {
    expect(rungFor(refused({ headers: state(2, 0, 53_900) }))).toBe('same-socket');
    expect(rungFor(refused({ headers: state(2, 0, 54_100) }))).toBe('person');
  });

  it('spreads callers over the window: none at once, none beyond it, and each at a place of its own', () => {
    const waits = Array.from({ length: 200 }, (_, index) => {
      const step = stepFor(refused({ headers: state(2, 2), conversationUuid: `CON-${index}` }));
      return 'waitSeconds' in step ? (step.waitSeconds ?? 0) : 0;
    });
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...waits)).toBeLessThanOrEqual(45);
    expect(new Set(waits).size).toBeGreaterThan(100);
  });

  it('is none where the account has no limit', () => {
    const step = nextStep(refused(), with3({ callsPerSecond: null }), NOW_MS);
    expect(step).toMatchObject({ rung: 'same-socket', state: { attempt: 2 } });
    expect(step).not.toHaveProperty('waitSeconds');
  });

  it('is not seen in a drop: a caller who loses the bot is reconnected at once', () => {
    expect(stepFor(aLegEvent())).not.toHaveProperty('waitSeconds');
  });

  it('keeps its waits on later rungs, so that a call has three in all', () => {
    const dropped = aLegEvent({ headers: state(1, 2) });
    expect(stepFor(dropped)).toMatchObject({ state: { attempt: 2, waits: 2 } });
  });

  it('leaves the person’s lines to as many callers as they can take; the others leave a message', () => {
    const crowd = with3({ peakCalls: 100, personLines: 5 });
    const rungsOf = (settings: FunctionSettings, waits: number) =>
      Array.from(
        { length: 400 },
        (_, index) =>
          nextStep(refused({ headers: state(2, waits), conversationUuid: `CON-${index}` }), settings, NOW_MS)
            .rung,
      );
    const people = rungsOf(crowd, 3).filter((rung) => rung === 'person').length;
    // Three callers a line: 15 of 100.
    expect(people).toBeGreaterThan(30);
    expect(people).toBeLessThan(90);
    expect(new Set(rungsOf(crowd, 3))).toEqual(new Set(['person', 'voicemail']));
    // Where the bots are gone, the caller may be alone.
    const gone = aLegEvent({ status: 'failed', headers: { ...THIRD, waits: 1 } });
    for (let id = 0; id < 50; id += 1) {
      const event = { ...gone.event, conversationUuid: `CON-${id}` };
      expect(nextStep({ ...gone, event }, crowd, NOW_MS).rung).toBe('person');
    }
    const alone = nextStep(aLegEvent({ headers: THIRD }), crowd, NOW_MS).rung;
    expect(alone).toBe('person');
    expect(new Set(rungsOf(SETTINGS, 3))).toEqual(new Set(['person']));
  });
});

describe('the last socket, where it cannot be reached', () => {
  const unreached = (waits: number) =>
    aLegEvent({ status: 'failed', rungInUrl: 'other-socket', to: OTHER, headers: { ...THIRD, waits } });

  it('is tried once more after a wait, and then the person follows: both bots are gone', () => {
    expect(stepFor(unreached(0))).toMatchObject({ rung: 'other-socket', uri: OTHER, state: { waits: 1 } });
    expect(rungFor(unreached(1))).toBe('person');
  });
});
