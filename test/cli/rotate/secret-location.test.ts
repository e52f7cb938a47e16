import { secretLocation } from '../../../cli/rotate/secret-location.ts';
import { twoRegions } from '../link/two-regions.ts';

const region = twoRegions['stack-one'];
const at = (changes: Partial<typeof region>) => secretLocation({ ...region, ...changes } as typeof region);

describe('where a secret is', () => {
  it('is AWS, and no endpoint is named', () => {
    expect(at({})).toEqual({
      region: 'eu-central-1',
      role: 'primary',
      arn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:one-abcdef',
    });
  });

  it('is an emulator on this machine', () => {
    expect(at({ SecretsManagerUrl: 'http://127.0.0.1:8080' })).toMatchObject({
      endpoint: 'http://127.0.0.1:8080',
    });
  });

  it.each([
    'https://secretsmanager.eu-west-1.amazonaws.com',
    'https://secretsmanager.eu-central-1.amazonaws.com.example.com',
    'https://secretsmanager.eu-central-1.amazonaws.com/x',
    'http://secretsmanager.eu-central-1.amazonaws.com',
    'http://127.0.0.1:8080@example.com',
    'http://127.0.0.1.example.com:80',
    'https://example.com/http://127.0.0.1:8080',
    'https://example.com',
    '',
  ])('is not %j: a secret is sent nowhere else', (url) => {
    expect(() => at({ SecretsManagerUrl: url })).toThrow('Expected SecretsManagerUrl in the outputs to be');
  });

  it.each([
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:one-abcdef',
    'arn:aws:s3:eu-central-1:111122223333:secret:one-abcdef',
    'one-abcdef',
  ])('is not %j', (arn) => {
    expect(() => at({ SignatureSecretArn: arn })).toThrow('to name a secret in eu-central-1');
  });
});
