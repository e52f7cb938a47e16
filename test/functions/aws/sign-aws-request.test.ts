import { AwsV4Signer } from 'aws4fetch';
import { signAwsRequest } from '../../../functions/aws/sign-aws-request.ts';
import type { AwsCredentials } from '../../../functions/aws/sign-aws-request.ts';
import { NOW_MS } from '../support/sign.ts';

const request = (url: string, body: string) => ({
  method: 'POST' as const,
  url: new URL(url),
  service: 'secretsmanager',
  region: 'eu-west-1',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' },
  body,
});
const credentials: AwsCredentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'a/session+token==',
};

/** The signature that aws4fetch computes, over the same headers. */
async function theirs(url: string, body: string, { sessionToken, ...keys }: AwsCredentials) {
  const { service, region, headers } = request(url, body);
  const signer = new AwsV4Signer({
    method: 'POST',
    url,
    body,
    headers,
    service,
    region,
    ...keys,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    datetime: '20260101T120000Z',
    allHeaders: true,
  });
  return (await signer.sign()).headers;
}

describe('signAwsRequest', () => {
  it.each<[string, string, string, AwsCredentials]>([
    ['AWS', 'https://secretsmanager.eu-west-1.amazonaws.com', '{"SecretId":"a-secret"}', credentials],
    ['a port', 'http://127.0.0.1:4566/', '{"SecretId":"é"}', credentials],
    [
      'an alias',
      'http://127.0.0.1:4566/2015-03-31/functions/a-function:an-alias/invocations',
      '{}',
      credentials,
    ],
    ['lasting credentials', 'http://127.0.0.1:4566/', '', { ...credentials, sessionToken: undefined }],
  ])('signs as aws4fetch does (%s)', async (_case, url, body, keys) => {
    const ours = signAwsRequest(request(url, body), keys, NOW_MS);
    const expected = await theirs(url, body, keys);
    expect(ours['authorization']).toBe(expected.get('authorization'));
    expect(ours['x-amz-date']).toBe(expected.get('x-amz-date'));
    expect(ours['x-amz-security-token'] ?? null).toBe(expected.get('x-amz-security-token'));
  });

  it('changes with each thing that it vouches for', () => {
    const of = (...args: Parameters<typeof signAwsRequest>) => signAwsRequest(...args)['authorization'];
    const base = request('https://a.example.com', '{}');
    const all = [
      of(base, credentials, NOW_MS),
      of({ ...base, method: 'PUT' }, credentials, NOW_MS),
      of({ ...base, body: '{"a":1}' }, credentials, NOW_MS),
      of({ ...base, url: new URL('https://b.example.com') }, credentials, NOW_MS),
      of({ ...base, headers: { ...base.headers, 'x-amz-target': 'other' } }, credentials, NOW_MS),
      of({ ...base, region: 'eu-central-1' }, credentials, NOW_MS),
      of(base, { ...credentials, secretAccessKey: 'other' }, NOW_MS),
      of(base, credentials, NOW_MS + 1_000),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
