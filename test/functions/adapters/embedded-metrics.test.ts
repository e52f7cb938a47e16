import { embeddedMetrics } from '../../../functions/adapters/embedded-metrics.ts';

const NOW_MS = 1_767_268_800_000;

describe('embeddedMetrics', () => {
  it('is what CloudWatch reads a metric out of: a directive, and its values beside it', () => {
    const counts = [{ name: 'CallbackAccepted', dimensions: { secret: 'next' } }];
    expect(embeddedMetrics('a-deployment', counts, NOW_MS)).toEqual({
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
    });
  });

  it('adds up what is counted twice, and keeps each name’s own dimensions', () => {
    const twice = { name: 'Lost', dimensions: {} };
    const other = { name: 'CallbackRefused', dimensions: { code: 'token-expired' } };
    const metrics = embeddedMetrics('a-deployment', [twice, other, twice], NOW_MS);
    expect(metrics).toMatchObject({ Lost: 2, CallbackRefused: 1, code: 'token-expired' });
    expect(metrics['_aws']).toMatchObject({
      CloudWatchMetrics: [{ Dimensions: [[]] }, { Dimensions: [['code']] }],
    });
  });
});
