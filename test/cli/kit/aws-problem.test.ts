import { awsProblem, describeAwsProblem, isRegionDown, noRegion } from '../../../cli/kit/aws-problem.ts';

const error = (name: string, message = 'in its own words', more: object = {}): Error =>
  Object.assign(new Error(message), { name }, more);
const atAws = { region: 'eu-west-1' };
const atEndpoint = { region: 'eu-west-1', endpoint: 'http://127.0.0.1:4566' };

describe('awsProblem', () => {
  it.each([
    ['no-credentials', error('CredentialsProviderError', 'Could not load credentials from any providers')],
    [
      'expired',
      error('CredentialsProviderError', 'The SSO session associated with this profile has expired.'),
    ],
    [
      'expired',
      error('TokenProviderError', 'Token is expired. To refresh this SSO session run aws sso login'),
    ],
    ['expired', error('ExpiredTokenException', 'The security token included in the request is expired')],
    ['expired', error('ExpiredToken')],
    [
      'wrong-credentials',
      error('InvalidClientTokenId', 'The security token included in the request is invalid.'),
    ],
    ['wrong-credentials', error('UnrecognizedClientException')],
    ['wrong-credentials', error('SignatureDoesNotMatch')],
    [
      'wrong-clock',
      error('SignatureDoesNotMatch', 'Signature expired: 20260101T000000Z is now earlier than'),
    ],
    ['wrong-clock', error('RequestTimeTooSkewed')],
    ['access-denied', error('AccessDeniedException', 'User: x is not authorized to perform: y')],
    ['access-denied', error('UnknownError', '', { $metadata: { httpStatusCode: 403 } })],
    ['throttled', error('ThrottlingException', 'Rate exceeded')],
    ['throttled', error('TooManyRequestsException')],
    ['throttled', error('SlowDown')],
    ['unreachable', error('TimeoutError', 'Connection timed out after 2000 ms')],
    ['unreachable', error('Error', 'connect ECONNREFUSED 127.0.0.1:1', { code: 'ECONNREFUSED' })],
    ['unreachable', error('AggregateError', '', { code: 'ETIMEDOUT' })],
    ['unreachable', error('Error', 'getaddrinfo ENOTFOUND sts.eu-west-9.amazonaws.com')],
    [
      'unreachable',
      error('TypeError', 'fetch failed', { cause: error('Error', '', { code: 'ECONNRESET' }) }),
    ],
    ['in-trouble', error('InternalFailure')],
    ['in-trouble', error('UnknownError', '', { $metadata: { httpStatusCode: 503 } })],
    ['other', error('ValidationError', 'Stack with id one does not exist')],
    ['other', undefined],
  ])('%s: %s', (kind, found) => {
    expect(awsProblem(found ?? new Error('something'), atAws).kind).toBe(kind);
  });

  it('a region is down only where it could not be asked', () => {
    const down = ['TimeoutError', 'InternalFailure', 'AccessDenied', 'ExpiredToken', 'Throttling'].filter(
      (name) => isRegionDown(awsProblem(error(name), atAws)),
    );
    expect(down).toEqual(['TimeoutError', 'InternalFailure']);
  });

  it('says what was found, with the own words of the error, and what to do', () => {
    expect(describeAwsProblem(error('CredentialsProviderError', 'Could not load'), atAws)).toBe(
      'no AWS credentials (CredentialsProviderError: Could not load). Sign in (aws sso login, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), then try again.',
    );
    expect(describeAwsProblem(error('TimeoutError'), atAws)).toBe(
      "no answer from AWS in eu-west-1 (TimeoutError: in its own words). Check this machine's internet connection; if it works, eu-west-1 is down.",
    );
  });

  it('names an endpoint, and not AWS, where everything is sent to one', () => {
    expect(describeAwsProblem(error('Error', 'connect ECONNREFUSED'), atEndpoint)).toBe(
      'no answer from http://127.0.0.1:4566 for eu-west-1 (connect ECONNREFUSED). Start what AWS_ENDPOINT_URL names (http://127.0.0.1:4566), or unset the variable to reach AWS itself.',
    );
    expect(
      describeAwsProblem(error('Error', 'connect ECONNREFUSED'), { ...atEndpoint, isLocalSystem: true }),
    ).toContain('Start the local system of this outputs file again');
  });

  it('leaves what is nothing of AWS in its own words', () => {
    expect(describeAwsProblem(new Error('expected it to be up, found ROLLBACK_COMPLETE'), atAws)).toBe(
      'expected it to be up, found ROLLBACK_COMPLETE',
    );
  });
});

describe('noRegion', () => {
  const problem = (region: string, name: string) => ({ region, ...awsProblem(error(name), { region }) });

  it('says once what all have in common: no credentials', () => {
    const text = noRegion('one region to answer', [
      problem('eu-west-1', 'CredentialsProviderError'),
      problem('eu-central-1', 'CredentialsProviderError'),
    ]);
    expect(text.split('\n')).toEqual([
      expect.stringMatching(
        /^Expected AWS credentials that every region accepts, found no AWS credentials \(/,
      ),
    ]);
  });

  it('says of each what is its own', () => {
    const text = noRegion('one region to answer', [
      problem('eu-west-1', 'TimeoutError'),
      problem('eu-central-1', 'AccessDenied'),
    ]);
    expect(text.split('\n')).toEqual([
      'Expected one region to answer, found none:',
      expect.stringMatching(/^ {2}eu-west-1: no answer from AWS in eu-west-1 /),
      expect.stringMatching(/^ {2}eu-central-1: a refusal by AWS in eu-central-1: /),
    ]);
  });
});
