import type { RegionalOutputs, StaticOutputs } from '../../../contracts/outputs.ts';

const region = (
  name: string,
  role: RegionalOutputs['Role'],
  host: string,
  index: number,
): RegionalOutputs => ({
  Region: name,
  Role: role,
  AnswerUrl: `https://${host}.example.com/prod/answer`,
  EventUrl: `https://${host}.example.com/prod/event`,
  WebsocketDisconnectedUrl: `https://${host}.example.com/prod/websocket-disconnected`,
  ApiUrl: `https://${host}.example.com/prod`,
  FallbackDirectUrl: `https://${host}.example.com/prod/fallback`,
  FallbackUrl: `https://${host}-front.example.com/fallback`,
  FrontUrl: `https://${host}-front.example.com`,
  HealthUrl: `https://${host}.example.com/prod/health`,
  JournalUrl: `https://${host}-journal.s3.${name}.amazonaws.com`,
  SignatureSecretArn: `arn:aws:secretsmanager:${name}:111122223333:secret:${host}-abcdef`,
  SecretsManagerUrl: `https://secretsmanager.${name}.amazonaws.com`,
  SsmUrl: `https://ssm.${name}.amazonaws.com`,
  LambdaUrl: `https://lambda.${name}.amazonaws.com`,
  FallbackFunctionName: `voice-${name}-FallbackFunction`,
  SyntheticCheckFunction: `voice-${name}-SyntheticCheckFunction`,
  // Different in each place, so that a value taken from the wrong one is seen.
  VoiceTimeouts: JSON.stringify({
    answer_url: { connect_timeout: 501, socket_timeout: 2000 + index },
    event_url: { connect_timeout: 601, socket_timeout: 2500 + index },
    fallback_answer_url: { connect_timeout: 701, socket_timeout: 4000 + index },
  }),
  FallbackMethod: role === 'primary' ? 'GET' : 'POST',
  TimeoutsName: 'shipped',
});

export const DOMAIN = 'voice.example.com';

const staticTier: StaticOutputs = {
  Region: 'eu-north-1',
  StaticFallbackUrl: 'https://static.example.com/static/fallback.json',
};

/** The domain's URLs, and the host that the region's record leads to. */
const byDomain = (regional: RegionalOutputs, host: string): RegionalOutputs => ({
  ...regional,
  AnswerUrl: `https://${DOMAIN}/answer`,
  EventUrl: `https://${DOMAIN}/event`,
  WebsocketDisconnectedUrl: `https://${DOMAIN}/websocket-disconnected`,
  DomainTarget: `d-${host}.example.com`,
});

/** An outputs file with the three stacks, and one that is somebody else's. */
export const twoRegions = {
  'somebody-else': { Region: 'eu-west-1', Url: 'https://other.example.com' },
  'stack-one': { ...region('eu-central-1', 'primary', 'one', 1) },
  'stack-two': { ...region('eu-west-1', 'secondary', 'two', 2) },
  'stack-static': { ...staticTier },
};

/** The same, deployed with a domain. */
export const twoRegionsWithDomain = {
  ...twoRegions,
  'stack-one': { ...byDomain(region('eu-central-1', 'primary', 'one', 1), 'one') },
  'stack-two': { ...byDomain(region('eu-west-1', 'secondary', 'two', 2), 'two') },
};
