import { awsEndpoint } from '../../../cli/stacks/aws-endpoint.ts';

describe('AWS_ENDPOINT_URL', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['http://127.0.0.1:4566', 'http://127.0.0.1:4566'],
    ['http://localhost:4566/', 'http://localhost:4566'],
    ['https://aws.example.com', 'https://aws.example.com'],
  ])('%s is %s', (given, endpoint) => {
    expect(awsEndpoint(given === undefined ? {} : { AWS_ENDPOINT_URL: given })).toBe(endpoint);
  });

  it.each(['http://aws.example.com', 'ftp://127.0.0.1', 'https://aws.example.com/path', 'nonsense'])(
    'refuses %s: the signature secret would be sent there',
    (given) => {
      expect(() => awsEndpoint({ AWS_ENDPOINT_URL: given })).toThrow('Expected AWS_ENDPOINT_URL');
    },
  );
});
