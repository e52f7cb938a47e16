import { createRuntime } from '../../../functions/aws/create-runtime.ts';
import { environmentStart, readEnvironment } from '../../../functions/aws/environment.ts';
import { SETTINGS } from '../support/runtime.ts';

const VARIABLES = {
  SETTINGS: JSON.stringify(SETTINGS),
  SIGNATURE_SECRET_ID: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-secret',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_SESSION_TOKEN: 'a-session',
};

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example', sessionToken: 'a-session' };

describe('readEnvironment', () => {
  it('reads what the stack and Lambda set', () => {
    expect(readEnvironment(VARIABLES)).toEqual({
      settings: SETTINGS,
      secretsManager: {
        ...CREDENTIALS,
        secretId: VARIABLES.SIGNATURE_SECRET_ID,
        region: 'eu-west-1',
        endpoint: 'https://secretsmanager.eu-west-1.amazonaws.com',
      },
      s3: { ...CREDENTIALS, endpoint: undefined },
      ssm: { ...CREDENTIALS, region: 'eu-west-1', endpoint: 'https://ssm.eu-west-1.amazonaws.com' },
      lambda: { ...CREDENTIALS, region: 'eu-west-1', endpoint: 'https://lambda.eu-west-1.amazonaws.com' },
    });
  });

  it.each([
    ['AWS_ENDPOINT_URL', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, 'http://127.0.0.1:1'],
    [
      'AWS_ENDPOINT_URL_SECRETS_MANAGER before it',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:2' },
      'http://127.0.0.1:2',
    ],
  ])('follows %s', (_case, more, endpoint) => {
    expect(readEnvironment({ ...VARIABLES, ...more }).secretsManager.endpoint).toBe(endpoint);
  });

  it.each([
    ['AWS_ENDPOINT_URL', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, 'http://127.0.0.1:1'],
    [
      'AWS_ENDPOINT_URL_S3 before it',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:3' },
      'http://127.0.0.1:3',
    ],
  ])('finds the journals where %s says', (_case, more, endpoint) => {
    expect(readEnvironment({ ...VARIABLES, ...more }).s3.endpoint).toBe(endpoint);
  });

  it.each([
    ['ssm', 'AWS_ENDPOINT_URL_SSM'],
    ['lambda', 'AWS_ENDPOINT_URL_LAMBDA'],
  ] as const)('finds %s where %s says, before AWS_ENDPOINT_URL', (service, name) => {
    const both = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', [name]: 'http://127.0.0.1:4' };
    expect(readEnvironment({ ...VARIABLES, ...both })[service].endpoint).toBe('http://127.0.0.1:4');
  });

  it('refuses an endpoint that is no URL', () => {
    expect(() => readEnvironment({ ...VARIABLES, AWS_ENDPOINT_URL: 'localhost' })).toThrow(
      'AWS_ENDPOINT_URL: expected an absolute URL, found "localhost".',
    );
  });

  const required = [
    'SETTINGS',
    'SIGNATURE_SECRET_ID',
    'AWS_REGION',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
  ];
  it.each(required)('names %s when it is missing or empty', (name) => {
    const message = `${name}: expected a value, found none.`;
    expect(() => readEnvironment({ ...VARIABLES, [name]: undefined })).toThrow(message);
    expect(() => readEnvironment({ ...VARIABLES, [name]: '' })).toThrow(message);
  });

  it('needs no session token', () => {
    const { secretsManager } = readEnvironment({ ...VARIABLES, AWS_SESSION_TOKEN: undefined });
    expect(secretsManager.sessionToken).toBeUndefined();
  });
});

describe('createRuntime', () => {
  it('is configured by a good environment', () => {
    expect(createRuntime(VARIABLES)).toMatchObject({ configured: true, ports: { settings: SETTINGS } });
  });

  it('is a value and no exception for a wrong one', () => {
    expect(createRuntime({ ...VARIABLES, SETTINGS: '{}' })).toMatchObject({
      configured: false,
      problem: expect.stringContaining('SETTINGS.'),
    });
  });
});

describe('the start of an environment', () => {
  it('is its process’s', () => {
    expect(environmentStart({ AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand' })).toBe(
      Math.round(performance.timeOrigin),
    );
    expect(environmentStart({})).toBe(Math.round(performance.timeOrigin));
  });

  it('is unknown with provisioned concurrency', () => {
    expect(environmentStart({ AWS_LAMBDA_INITIALIZATION_TYPE: 'provisioned-concurrency' })).toBeUndefined();
  });
});
