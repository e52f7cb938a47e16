import type { OutboundSettings } from '../../../contracts/function-settings.ts';
import { dropEverybody, type Reached } from './a-crowd.ts';

const FORMS = ['error', 'failed', 'rejected'] as const;
const THREE = { callsPerSecond: 3, peakCalls: null, personLines: null };

const count = (crowd: readonly Reached[], ...whom: readonly Reached['who'][]): number =>
  crowd.filter(({ who }) => whom.includes(who)).length;
const most = (crowd: readonly Reached[], what: 'silentSeconds' | 'afterSeconds'): number =>
  Math.max(...crowd.map((one) => one[what]));

describe.each([...FORMS, 'each form'] as const)('everybody is dropped at once, refused by: %s', (form) => {
  const refusalOf = (caller: number) => (form === 'each form' ? (FORMS[caller % 3] ?? 'error') : form);
  const drop = (callers: number, outbound: Partial<OutboundSettings>, botsFromSeconds?: number) =>
    dropEverybody({
      callers,
      outbound: { ...THREE, ...outbound },
      refusalOf,
      ...(botsFromSeconds !== undefined && { botsFromSeconds }),
    });

  it.each([
    [60, null],
    [540, null],
    [540, 540],
  ])(
    'leaves none of %i callers alone, nor long in silence, with a declared peak of %p',
    (callers, peakCalls) => {
      for (const personLines of [null, 5]) {
        for (const botsFrom of [0, 6, undefined]) {
          const crowd = drop(callers, { peakCalls, personLines }, botsFrom);
          expect(count(crowd, 'nobody')).toBe(0);
          expect(most(crowd, 'silentSeconds')).toBeLessThanOrEqual(10.1);
          expect(most(crowd, 'afterSeconds')).toBeLessThan(120);
          if (botsFrom === undefined && personLines !== null)
            expect(count(crowd, 'person')).toBeGreaterThanOrEqual(personLines);
        }
      }
    },
  );

  it('brings most of a declared peak back to the bot, and most of the others to a person', () => {
    const crowd = drop(60, { peakCalls: 60 }, 0);
    expect(count(crowd, 'bot')).toBeGreaterThanOrEqual(36);
    expect(count(crowd, 'bot', 'person')).toBeGreaterThanOrEqual(48);
  });

  it('makes use of the rate: of 540 callers nearly as many are helped as it can connect in a minute', () => {
    expect(count(drop(540, { peakCalls: 540 }, 0), 'bot', 'person')).toBeGreaterThanOrEqual(140);
  });

  it('brings everybody back where the account has no limit', () => {
    const crowd = drop(540, { callsPerSecond: null }, 0);
    expect(count(crowd, 'bot')).toBe(540);
    expect(most(crowd, 'afterSeconds')).toBeLessThan(3);
  });
});

it('a caller who is dropped alone is with the bot after a few words', () => {
  const [alone] = dropEverybody({
    callers: 1,
    outbound: THREE,
    refusalOf: () => 'error',
    botsFromSeconds: 0,
  });
  expect(alone).toMatchObject({ who: 'bot' });
  expect(alone?.afterSeconds).toBeLessThan(2);
});
