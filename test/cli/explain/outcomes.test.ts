import { FAULTS } from '../../../cli/explain/faults.ts';
import { isPrivate, isTunnel, regionOf, sharedFate, staticHost } from '../../../cli/explain/hosts.ts';
import { outcomeOf } from '../../../cli/explain/outcome.ts';
import type { Moment } from '../../../cli/explain/outcome.ts';
import { readSetUp } from '../../../cli/explain/set-up.ts';
import type { Json } from '../../../cli/link/json/lossless-json.ts';
import { profileNamed } from '../../../simulator/profiles.ts';
import { anApplication, TUNED, url } from './applications.ts';

const DEFAULTS = {
  answer: url('https://voice.example.com/answer'),
  fallback: url('https://d111111abcdef8.cloudfront.net/fallback'),
  event: url('https://voice.example.com/event'),
};
const BARE = { answer: DEFAULTS.answer, event: DEFAULTS.event };
const SAME_HOST = { ...DEFAULTS, fallback: url('https://voice.example.com/fallback') };

const outcome = (
  urls: Parameters<typeof anApplication>[0],
  moment: Moment,
  fault: string,
  profile: string,
) => {
  const found = FAULTS.find(({ name }) => name === fault);
  if (found === undefined) throw new Error(`no fault ${fault}`);
  const { heard, fewestMs, mostMs, rules } =
    outcomeOf(readSetUp(anApplication(urls)), moment, found, profileNamed(profile)) ?? {};
  return { cell: [heard, fewestMs, mostMs], rules: rules?.map(({ name }) => name) };
};

describe('what callers hear, and after how long', () => {
  // Vonage's defaults: 1 s to connect, 5 s for an answer, 10 s for an event; two attempts.
  it.each<[string, Parameters<typeof anApplication>[0], Moment, string, string, string, number, number]>([
    ['no fallback', BARE, 'call-begins', 'black-hole', 'support-2024', 'call-ends', 2000, 2000],
    ['no fallback', BARE, 'call-begins', 'black-hole', 'pooled', 'call-ends', 2000, 10_000],
    ['no fallback', BARE, 'call-begins', 'black-hole', 'blog-2020', 'call-ends', 3000, 3000],
    ['no fallback', BARE, 'call-begins', 'black-hole', 'troubleshooting', 'call-ends', 9000, 9000],
    ['no fallback', BARE, 'mid-call', 'hangs', 'support-2024', 'rest', 20_000, 20_000],
    ['a fallback', DEFAULTS, 'call-begins', 'refuses', 'support-2024', 'fallback-ncco', 0, 0],
    ['a fallback', DEFAULTS, 'call-begins', 'refuses', 'blog-2020', 'fallback-ncco', 1000, 1000],
    ['a fallback', DEFAULTS, 'call-begins', '500', 'blog-2020', 'fallback-ncco', 0, 0],
    ['a fallback', DEFAULTS, 'call-begins', '503', 'blog-2020', 'fallback-ncco', 1000, 1000],
    ['a fallback', DEFAULTS, 'call-begins', 'slow', 'support-2024', 'own-ncco', 4000, 4000],
    ['a fallback', DEFAULTS, 'mid-call', 'invalid-ncco', 'support-2024', 'fallback-ncco', 0, 0],
    ['a fallback', DEFAULTS, 'call-begins', 'everything-down', 'support-2024', 'call-ends', 4000, 4000],
    ['short timeouts', TUNED, 'call-begins', 'slow', 'support-2024', 'fallback-ncco', 4000, 4000],
    ['short timeouts', TUNED, 'call-begins', 'black-hole', 'support-2024', 'fallback-ncco', 1000, 1000],
    ['short timeouts', TUNED, 'mid-call', 'hangs', 'troubleshooting', 'fallback-ncco', 7500, 7500],
    ['one host', SAME_HOST, 'call-begins', 'hangs', 'support-2024', 'call-ends', 20_000, 20_000],
    ['one host', SAME_HOST, 'call-begins', 'tls-fault', 'support-2024', 'call-ends', 0, 0],
    ['one host', SAME_HOST, 'mid-call', 'region-gone', 'support-2024', 'rest', 4000, 4000],
  ])('%s: %s %s %s %s', (_setUp, urls, moment, fault, profile, heard, fewestMs, mostMs) => {
    expect(outcome(urls, moment, fault, profile).cell).toEqual([heard, fewestMs, mostMs]);
  });

  it('is decided by rules, named in their order', () => {
    expect(outcome(DEFAULTS, 'call-begins', 'black-hole', 'support-2024').rules).toEqual([
      'connect-timeout-is-retried',
      'last-attempt-goes-to-the-fallback',
      'valid-ncco-runs',
    ]);
    expect(outcome(BARE, 'call-begins', 'tls-fault', 'support-2024').rules).toEqual([
      'tls-fault-goes-to-the-fallback',
    ]);
  });

  it('is unknown at a moment for which the application has no webhook', () => {
    expect(outcome({ answer: DEFAULTS.answer }, 'mid-call', 'refuses', 'support-2024').cell).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('what a host says of itself', () => {
  const webhook = (address: string, method: Json = 'POST') => {
    const { answer_url: found } = readSetUp(
      anApplication({ answer: url(address, undefined, undefined, method) }),
    ).webhooks;
    if (found === undefined) throw new Error('no webhook');
    return found;
  };

  it.each([
    ['aaaaaaaaaa.execute-api.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['abc.lambda-url.us-east-1.on.aws', 'us-east-1'],
    ['my-lb-123.eu-central-1.elb.amazonaws.com', 'eu-central-1'],
    ['bucket.s3.eu-north-1.amazonaws.com', 'eu-north-1'],
    ['europe-west1-project.cloudfunctions.net', 'europe-west1'],
    ['voice.example.com', undefined],
    ['d111111abcdef8.cloudfront.net', undefined],
  ])('%s is in %s', (host, region) => {
    expect(regionOf(host)).toBe(region);
  });

  it.each([
    ['https://a.example.com/x', 'https://A.example.com/y', 'host'],
    ['https://a.example.com/x', 'https://a.example.com:8443/y', 'certificate'],
    ['https://a.example.com', 'https://b.example.com', 'certificate'],
    ['https://a.example.com', 'https://a.example.org', undefined],
    [
      'https://a.execute-api.eu-west-1.amazonaws.com',
      'https://b.execute-api.eu-west-1.amazonaws.com',
      'region',
    ],
    [
      'https://a.execute-api.eu-west-1.amazonaws.com',
      'https://b.execute-api.eu-west-2.amazonaws.com',
      undefined,
    ],
    [
      'https://a.execute-api.eu-west-1.amazonaws.com',
      'https://f.s3.eu-west-1.amazonaws.com/f.json',
      'region',
    ],
    ['https://one.herokuapp.com', 'https://two.herokuapp.com', undefined],
  ])('%s and %s share: %s', (one, other, fate) => {
    expect(sharedFate(webhook(one), webhook(other))).toBe(fate);
  });

  it.each([
    ['https://b.s3.amazonaws.com/f.json', 'POST', true, 405],
    ['https://s3.eu-west-1.amazonaws.com/b/f.json', 'GET', true, 400],
    ['https://b.s3.eu-west-1.amazonaws.com/f.json', 'GET', false, undefined],
    ['https://b.s3-website-eu-west-1.amazonaws.com/f.json', 'POST', false, 405],
    ['https://raw.githubusercontent.com/a/b/main/f.json', 'GET', false, 200],
  ])('%s by %s, signed %s, answers %s', (address, method, isSigned, status) => {
    const found = staticHost(webhook(address, method), isSigned);
    expect(found).toBeDefined();
    expect(found?.refusal?.status).toBe(status);
  });

  it('is nothing where it is not known', () => {
    expect(staticHost(webhook('https://voice.example.com/f.json'), true)).toBeUndefined();
    expect([isTunnel('abc.ngrok-free.app'), isTunnel('ngrok.example.com')]).toEqual([true, false]);
    expect([isPrivate('localhost:3000'), isPrivate('10.0.0.1'), isPrivate('100.0.0.1')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
