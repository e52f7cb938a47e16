import { checkSecret, withoutSecretInWords } from '../../../cli/deploy/checks/check-secret.ts';
import { settingsInTemplate } from '../../../cli/deploy/checks/settings-in-template.ts';

const given = (withoutSecret: boolean) => ({ secret: undefined, withoutSecret });

describe('a region without a secret', () => {
  it.each(['signature', 'both', undefined] as const)('refuses every callback with the mode %s', (mode) => {
    for (const withoutSecret of [true, false])
      expect(JSON.stringify(checkSecret('one', undefined, given(withoutSecret), mode))).toContain(
        'every callback is refused',
      );
  });

  it('takes callbacks by their address alone, and no steps of a call flow', () => {
    const missing = checkSecret('one', undefined, given(false), 'ip');
    expect(missing).toMatchObject({
      state: 'failed',
      whatToDo: expect.stringContaining('--secret-file FILE'),
    });
    expect(JSON.stringify(missing)).toContain(withoutSecretInWords('ip'));
    expect(JSON.stringify(missing)).not.toContain('refused');
    expect(checkSecret('one', undefined, given(true), 'ip')).toMatchObject({ state: 'warning' });
  });
});

it('reads how Vonage is known from the functions of the template', () => {
  const stackWith = (variables: object) => ({
    region: 'eu-west-1',
    template: {
      Resources: {
        F: { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: variables } } },
      },
    },
  });
  const joined = { 'Fn::Join': ['', ['{"source":{"mode":"ip"},"b":"', { Ref: 'AWS::AccountId' }, '"}']] };
  expect(settingsInTemplate(stackWith({ SETTINGS: joined }), '')).toMatchObject({ source: { mode: 'ip' } });
  expect(settingsInTemplate(stackWith({}), '')).toEqual({});
});
