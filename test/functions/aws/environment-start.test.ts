import { environmentStart } from '../../../functions/aws/environment-start.ts';

describe('the start of an environment', () => {
  it('is its process’s', () => {
    expect(environmentStart({ AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand' })).toBe(
      Math.round(performance.timeOrigin),
    );
    expect(environmentStart({})).toBe(Math.round(performance.timeOrigin));
  });

  it('is nobody’s business with provisioned concurrency', () => {
    expect(environmentStart({ AWS_LAMBDA_INITIALIZATION_TYPE: 'provisioned-concurrency' })).toBeUndefined();
  });
});
