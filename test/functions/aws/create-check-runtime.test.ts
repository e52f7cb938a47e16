import { createCheckRuntime } from '../../../functions/aws/create-check-runtime.ts';
import { CHECK } from '../support/check.ts';
import { SETTINGS } from '../support/runtime.ts';

const VARIABLES = {
  SETTINGS: JSON.stringify(SETTINGS),
  CHECK_SETTINGS: JSON.stringify(CHECK),
  SIGNATURE_SECRET_ID: 'a-secret',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
};

describe('createCheckRuntime', () => {
  it('is configured by a good environment', () => {
    expect(createCheckRuntime(VARIABLES)).toMatchObject({ configured: true, ports: { check: CHECK } });
  });

  it.each([
    [
      'without CHECK_SETTINGS',
      { CHECK_SETTINGS: undefined },
      'CHECK_SETTINGS: expected a value, found none.',
    ],
    ['with wrong ones', { CHECK_SETTINGS: '{}' }, 'CHECK_SETTINGS.answerUrl: expected'],
    ['without SETTINGS', { SETTINGS: '' }, 'SETTINGS: expected a value, found none.'],
  ])('is a value and no exception %s', (_case, changes, problem) => {
    expect(createCheckRuntime({ ...VARIABLES, ...changes })).toMatchObject({
      configured: false,
      problem: expect.stringContaining(problem),
    });
  });
});
