import { RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { UNCONFIGURED_SIGNATURE_SECRET } from '../contracts/signature-secret.ts';
import { CALL_FLOWS } from '../contracts/call-flow-report.ts';
import type { FlowShapes } from '../contracts/call-flow-report.ts';
import { applicationOutput } from '../contracts/outputs.ts';
import type { RegionalOutputs } from '../contracts/outputs.ts';
import { createApi, speaksIpv6 } from './api.ts';
import { addDomain } from './domain/add-domain.ts';
import { drillableTags } from './drillable-tags.ts';
import { createDistributions } from './distribution.ts';
import { functionSettings } from './function-settings.ts';
import { createFunctions } from './functions.ts';
import { createIpAllowList } from './ip-ranges/ip-allow-list.ts';
import { createJournal } from './journal.ts';
import { acceptFindings } from './nag/findings.ts';
import { observeRegion } from './observability/observe.ts';
import { addOutputs, voiceTimeouts } from './outputs.ts';
import { stackName, staticBucketName } from './physical-names.ts';
import { FALLBACK_DIRECT } from '../contracts/routes.ts';
import type { FunctionName } from '../contracts/routes.ts';
import { ownStaticNccos } from '../contracts/settings/own-static-nccos.ts';
import type { Settings } from '../contracts/settings/settings-schema.ts';
import { TIMEOUTS } from '../contracts/settings/timeouts.ts';
import { createSyntheticCheck } from './synthetic-check.ts';

export interface RegionalStackProps {
  readonly settings: Settings;
  readonly role: 'primary' | 'secondary';
  readonly bundles: Readonly<Record<FunctionName, string>>;
  readonly flows: FlowShapes;
}

/** One serving region. It is deployed twice; neither stack refers to the other. */
export class RegionalStack extends Stack {
  constructor(scope: Construct, { settings, role, bundles, flows }: RegionalStackProps) {
    const region = settings.regions[role];
    const name = stackName(settings, role);
    super(scope, name, {
      env: { region },
      description: `Vonage voice webhooks in ${region}`,
      tags: drillableTags(settings),
    });
    // For npm run deploy, which may be given an assembly that another machine made.
    this.templateOptions.metadata = { [CALL_FLOWS]: flows };
    const timeouts = TIMEOUTS[settings.timeouts];
    const lambdaSettings = functionSettings(settings, role);

    const journal = createJournal(this, {
      bucketName: lambdaSettings.journal.own.bucket,
      ...settings.journal,
    });
    // A fixed value: when the property of a generated one changes, CloudFormation overwrites the real secret.
    const secret = new Secret(this, 'SignatureSecret', {
      description: 'Signature secrets of the Vonage account; a placeholder until they are set',
      secretStringValue: SecretValue.unsafePlainText(UNCONFIGURED_SIGNATURE_SECRET),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acceptFindings(secret, {
      'AwsSolutions-SMG4':
        'Vonage holds the same secret: npm run rotate changes both, in an order that loses no call.',
    });
    const functions = createFunctions(this, {
      bundles,
      settings: lambdaSettings,
      timeouts,
      secret,
      journals: {
        own: journal as IBucket,
        // By name, because it is in another region. Events are kept there while this region's own journal is unavailable.
        other: Bucket.fromBucketName(this, 'OtherJournalBucket', lambdaSettings.journal.other.bucket),
      },
      flows,
      capacity: settings.functions,
      logRetentionDays: settings.logs.retentionDays,
    });
    const allowList = createIpAllowList(this, settings);
    const api = createApi(this, functions, { name, timeouts, allowList });
    const check = createSyntheticCheck(this, {
      bundle: bundles['synthetic-check'],
      settings: lambdaSettings,
      timeouts,
      fallbackMethod: settings.fallbackMethod,
      secret,
      answerUrl: api.urlForPath('/answer'),
      answer: functions.answer.invoked,
      logRetentionDays: settings.logs.retentionDays,
      refusesAddresses: allowList?.refuses === true,
    });
    const { secrets = [] } = flows.own ?? {};
    const own = ownStaticNccos(settings).map(({ applicationId }) => applicationId);
    const { common, ofApplications } = createDistributions(this, own, {
      api,
      staticBucket: Bucket.fromBucketAttributes(this, 'StaticBucket', {
        bucketName: staticBucketName(settings),
        region: settings.regions.static,
      }),
      timeouts: timeouts.fallback,
      stackName: name,
      allowList,
    });
    observeRegion(this, { settings, role, api });

    const { domain } = settings;
    const domainTarget =
      domain === null
        ? undefined
        : addDomain(this, { domain, role, stackName: name, api, isIpv6: speaksIpv6(allowList) });
    /** The URL that Vonage is given. With a domain, Route 53 decides which region answers. */
    const webhookUrl = (path: string): string =>
      domain === null ? api.urlForPath(path) : `https://${domain.name}${path}`;

    const distributionUrl = `https://${common.distributionDomainName}`;
    addOutputs<RegionalOutputs>(this, {
      Region: region,
      Role: role,
      AnswerUrl: webhookUrl('/answer'),
      EventUrl: webhookUrl('/event'),
      WebsocketDisconnectedUrl: webhookUrl('/websocket-disconnected'),
      ApiUrl: `https://${api.restApiId}.execute-api.${region}.${this.urlSuffix}/${api.deploymentStage.stageName}`,
      ...(domainTarget === undefined ? {} : { DomainTarget: domainTarget }),
      FallbackDirectUrl: api.urlForPath(allowList === undefined ? '/fallback' : `/${FALLBACK_DIRECT}`),
      FallbackUrl: `${distributionUrl}/fallback`,
      FrontUrl: distributionUrl,
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
      ...(settings.callFlow?.mostMinutes === undefined
        ? {}
        : { CallFlowMinutes: String(settings.callFlow.mostMinutes) }),
      ...(flows.candidate === undefined ? {} : { CandidateVersion: String(flows.candidate.version) }),
      ...(secrets.length === 0 ? {} : { CallFlowSecrets: secrets.join(' ') }),
      ...Object.fromEntries(
        [...ofApplications].map(([applicationId, { distributionDomainName }]) => [
          applicationOutput(applicationId),
          `https://${distributionDomainName}/fallback`,
        ]),
      ),
    });
  }
}
