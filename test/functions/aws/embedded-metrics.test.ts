import { embeddedMetrics } from '../../../functions/aws/embedded-metrics.ts';
import type { Count } from '../../../functions/ports.ts';

const NOW_MS = 1_767_268_800_000;

const membersOf = (...counts: readonly Count[]) => embeddedMetrics('a-deployment', counts, NOW_MS);
const checked = (target: 'own' | 'other', result: 'ok' | 'failed'): Count => ({
  name: 'SyntheticCheck',
  dimensions: { target, result },
});
const kept = (outcome: 'own' | 'lost'): Count => ({ name: 'JournalWrite', dimensions: { outcome } });

describe('embeddedMetrics', () => {
  it('is what CloudWatch reads a metric out of: a directive, and its values beside it', () => {
    expect(membersOf({ name: 'CallbackAccepted', dimensions: { secret: 'next' } })).toEqual([
      {
        secret: 'next',
        CallbackAccepted: 1,
        _aws: {
          Timestamp: NOW_MS,
          CloudWatchMetrics: [
            {
              Namespace: 'a-deployment',
              Dimensions: [['secret']],
              Metrics: [{ Name: 'CallbackAccepted', Unit: 'Count' }],
            },
          ],
        },
      },
    ]);
  });

  it('is nothing where nothing is counted', () => {
    expect(membersOf()).toEqual([]);
  });

  it('adds up what is counted twice, and keeps each name’s own dimensions', () => {
    const twice: Count = { name: 'Refusal', dimensions: {} };
    const other: Count = { name: 'CallbackRefused', dimensions: { code: 'token-expired' } };
    const [members, ...more] = membersOf(twice, other, twice);
    expect(more).toEqual([]);
    expect(members).toMatchObject({ Refusal: 2, CallbackRefused: 1, code: 'token-expired' });
    expect(members?.['_aws']).toMatchObject({
      CloudWatchMetrics: [{ Dimensions: [[]] }, { Dimensions: [['code']] }],
    });
  });

  it('loses no value of a dimension: what differs goes on a line of its own', () => {
    const counts = [kept('own'), checked('own', 'ok'), kept('lost'), checked('other', 'ok'), kept('own')];
    expect(membersOf(...counts)).toMatchObject([
      { outcome: 'own', JournalWrite: 2, target: 'own', result: 'ok', SyntheticCheck: 1 },
      { outcome: 'lost', JournalWrite: 1, target: 'other', result: 'ok', SyntheticCheck: 1 },
    ]);
  });

  it('says the value of no other metric on a line', () => {
    const [own, other] = membersOf(checked('own', 'ok'), checked('other', 'failed'));
    expect(own).toMatchObject({ target: 'own', result: 'ok' });
    expect(other).toMatchObject({ target: 'other', result: 'failed' });
  });
});

/** What the compiler refuses (`npm run types`). */
export const MISTAKES: readonly Count[] = [
  // @ts-expect-error an unknown metric
  { name: 'CallsAnswered', dimensions: {} },
  // @ts-expect-error a dimension too few
  { name: 'JournalWrite', dimensions: {} },
  // @ts-expect-error a dimension too many
  { name: 'Refusal', dimensions: { code: 'token-expired' } },
  // @ts-expect-error another metric's dimension
  { name: 'CallAnswered', dimensions: { route: 'answer' } },
  // @ts-expect-error a value that none of its has
  { name: 'CallAnswered', dimensions: { tier: 'tertiary' } },
  // @ts-expect-error the platform's open text
  { name: 'FallbackUsed', dimensions: { reason: 'Socket timeout.' } },
];
