import { RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { UNCONFIGURED_SIGNATURE_SECRET } from '../functions/core/signature-secret.ts';
import type { RegionalOutputs } from '../link/outputs.ts';
import { createApi } from './api.ts';
import { createFront } from './front.ts';
import { functionSettings } from './function-settings.ts';
import { createFunctions } from './functions.ts';
import { createGate } from './ip-ranges/gate.ts';
import { observeRegion } from './observability/observe-region.ts';
import { addOutputs, voiceTimeouts } from './outputs.ts';
import { stackName, staticBucketName } from './physical-names.ts';
import { FALLBACK_DIRECT } from './routes.ts';
import type { FunctionName } from './routes.ts';
import type { Settings } from './settings/settings-schema.ts';
import { TIMEOUTS } from './settings/timeouts.ts';
import { createSyntheticCheck } from './synthetic-check.ts';

export interface RegionalStackProps {
  readonly settings: Settings;
  readonly role: 'primary' | 'secondary';
  readonly bundles: Readonly<Record<FunctionName, string>>;
}

/** Everything one serving region has. Used twice; the two know nothing of each other. */
export class RegionalStack extends Stack {
  constructor(scope: Construct, { settings, role, bundles }: RegionalStackProps) {
    const region = settings.regions[role];
    const name = stackName(settings, role);
    super(scope, name, { env: { region }, description: `Vonage voice webhooks in ${region}` });
    const timeouts = TIMEOUTS[settings.timeouts];
    const told = functionSettings(settings, role);

    const journal = new Bucket(this, 'JournalBucket', {
      bucketName: told.journal.own.bucket,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      // Kept, but for a first deployment that was rolled back: its name must be free for the next one.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    // A fixed value: a generated one would be generated anew, over the real one, when its property changes.
    const secret = new Secret(this, 'SignatureSecret', {
      description: 'Signature secrets of the Vonage account; a placeholder until they are set',
      secretStringValue: SecretValue.unsafePlainText(UNCONFIGURED_SIGNATURE_SECRET),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const functions = createFunctions(this, {
      bundles,
      settings: told,
      timeouts,
      secret,
      journals: {
        own: journal as IBucket,
        // By name: what happens in a call is kept there while this region's own journal is away.
        other: Bucket.fromBucketName(this, 'OtherJournalBucket', told.journal.other.bucket),
      },
    });
    const gate = createGate(this, settings);
    const api = createApi(this, functions, { name, timeouts, gate });
    const check = createSyntheticCheck(this, {
      bundle: bundles['synthetic-check'],
      settings: told,
      timeouts,
      fallbackMethod: settings.fallbackMethod,
      secret,
      answerUrl: api.urlForPath('/answer'),
      answer: functions.answer,
      gateIsClosed: gate?.closed === true,
    });
    const front = createFront(this, {
      api,
      staticBucket: Bucket.fromBucketAttributes(this, 'StaticBucket', {
        bucketName: staticBucketName(settings),
        region: settings.regions.static,
      }),
      timeouts: timeouts.fallback,
      comment: `${name}: /fallback, or the static NCCO`,
      gate,
    });
    observeRegion(this, { settings, role, api });

    const frontUrl = `https://${front.distributionDomainName}`;
    addOutputs<RegionalOutputs>(this, {
      Region: region,
      Role: role,
      AnswerUrl: api.urlForPath('/answer'),
      EventUrl: api.urlForPath('/event'),
      WebsocketDisconnectedUrl: api.urlForPath('/websocket-disconnected'),
      FallbackDirectUrl: api.urlForPath(gate === undefined ? '/fallback' : `/${FALLBACK_DIRECT}`),
      FallbackUrl: `${frontUrl}/fallback`,
      FrontUrl: frontUrl,
      HealthUrl: api.urlForPath('/health'),
      JournalUrl: `https://${journal.bucketName}.s3.${region}.amazonaws.com`,
      SignatureSecretArn: secret.secretArn,
      SecretsManagerUrl: `https://secretsmanager.${region}.amazonaws.com`,
      SsmUrl: `https://ssm.${region}.amazonaws.com`,
      LambdaUrl: `https://lambda.${region}.amazonaws.com`,
      FallbackFunctionName: functions.fallback.functionName,
      SyntheticCheckFunction: check.functionName,
      VoiceTimeouts: JSON.stringify(voiceTimeouts(timeouts)),
      FallbackMethod: settings.fallbackMethod,
      TimeoutsName: settings.timeouts,
    });
  }
}
