import { RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { UNCONFIGURED_SIGNATURE_SECRET } from '../contracts/signature-secret.ts';
import type { RegionalOutputs } from '../contracts/outputs.ts';
import { createApi, speaksIpv6 } from './api.ts';
import { addDomain } from './domain/add-domain.ts';
import { drillableTags } from './drillable-tags.ts';
import { createFront } from './distribution.ts';
import { functionSettings } from './function-settings.ts';
import { createFunctions } from './functions.ts';
import { createGate } from './ip-ranges/ip-allow-list.ts';
import { createJournal } from './journal.ts';
import { acceptFindings } from './nag/findings.ts';
import { observeRegion } from './observability/observe.ts';
import { addOutputs, voiceTimeouts } from './outputs.ts';
import { stackName, staticBucketName } from './physical-names.ts';
import { FALLBACK_DIRECT } from '../contracts/routes.ts';
import type { FunctionName } from '../contracts/routes.ts';
import type { Settings } from '../contracts/settings/settings-schema.ts';
import { TIMEOUTS } from '../contracts/settings/timeouts.ts';
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
    super(scope, name, {
      env: { region },
      description: `Vonage voice webhooks in ${region}`,
      tags: drillableTags(settings),
    });
    const timeouts = TIMEOUTS[settings.timeouts];
    const told = functionSettings(settings, role);

    const journal = createJournal(this, {
      bucketName: told.journal.own.bucket,
      ...settings.journal,
    });
    // A fixed value: a generated one would be generated anew, over the real one, when its property changes.
    const secret = new Secret(this, 'SignatureSecret', {
      description: 'Signature secrets of the Vonage account; a placeholder until they are set',
      secretStringValue: SecretValue.unsafePlainText(UNCONFIGURED_SIGNATURE_SECRET),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acceptFindings(secret, {
      'AwsSolutions-SMG4':
        'Vonage holds the other end of it: npm run rotate changes both, in an order that loses no call.',
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
      capacity: settings.functions,
      logRetentionDays: settings.logs.retentionDays,
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
      answer: functions.answer.invoked,
      logRetentionDays: settings.logs.retentionDays,
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

    const { domain } = settings;
    const domainTarget =
      domain === null
        ? undefined
        : addDomain(this, { domain, role, stackName: name, api, isIpv6: speaksIpv6(gate) });
    /** As Vonage is told it: what answers there moves with the name. */
    const webhookUrl = (path: string): string =>
      domain === null ? api.urlForPath(path) : `https://${domain.name}${path}`;

    const frontUrl = `https://${front.distributionDomainName}`;
    addOutputs<RegionalOutputs>(this, {
      Region: region,
      Role: role,
      AnswerUrl: webhookUrl('/answer'),
      EventUrl: webhookUrl('/event'),
      WebsocketDisconnectedUrl: webhookUrl('/websocket-disconnected'),
      ApiUrl: `https://${api.restApiId}.execute-api.${region}.${this.urlSuffix}/${api.deploymentStage.stageName}`,
      ...(domainTarget === undefined ? {} : { DomainTarget: domainTarget }),
      FallbackDirectUrl: api.urlForPath(gate === undefined ? '/fallback' : `/${FALLBACK_DIRECT}`),
      FallbackUrl: `${frontUrl}/fallback`,
      FrontUrl: frontUrl,
      HealthUrl: api.urlForPath('/health'),
      JournalUrl: `https://${journal.bucketName}.s3.${region}.amazonaws.com`,
      SignatureSecretArn: secret.secretArn,
      SecretsManagerUrl: `https://secretsmanager.${region}.amazonaws.com`,
      SsmUrl: `https://ssm.${region}.amazonaws.com`,
      LambdaUrl: `https://lambda.${region}.amazonaws.com`,
      FallbackFunctionName: functions.fallback.function.functionName,
      SyntheticCheckFunction: check.functionName,
      VoiceTimeouts: JSON.stringify(voiceTimeouts(timeouts)),
      FallbackMethod: settings.fallbackMethod,
      TimeoutsName: settings.timeouts,
    });
  }
}
