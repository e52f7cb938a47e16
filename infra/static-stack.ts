import { join } from 'node:path';
import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  CachePolicy,
  Distribution,
  HttpVersion,
  PriceClass,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { BucketDeploymentProps } from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { STATIC_NCCO_FOLDER } from '#own/files.ts';
import { applicationOutput, staticOutput } from '../contracts/outputs.ts';
import type { StaticOutputs } from '../contracts/outputs.ts';
import { drillableTags } from './drillable-tags.ts';
import { acceptDeploymentProvider, acceptFindings, acceptPublicDistribution } from './nag/findings.ts';
import { observeStaticTier } from './observability/observe.ts';
import { addOutputs } from './outputs.ts';
import {
  AUDIO_PREFIX,
  STATIC_PREFIX,
  stackName,
  staticBucketName,
  staticKey,
  staticPath,
} from './physical-names.ts';
import type { Settings } from '../contracts/settings/settings-schema.ts';
import { CHOSEN_NAMES, ERROR_PAGES, FALLBACK, ofApplication } from './static-tier/error-pages.ts';
import { renderOwnStaticNccos } from './static-tier/render-own-static-nccos.ts';
import { renderStaticNccos } from './static-tier/render-static-nccos.ts';

const AUDIO_FOLDER = join(STATIC_NCCO_FOLDER, 'audio');
const AUDIO_FILE = 'announcement.wav';

/**
 * The third tier: what callers hear when both regions are down, in a region of its own. The regions' distributions read its
 * bucket by name; this stack does not refer to them.
 */
export class StaticStack extends Stack {
  constructor(scope: Construct, settings: Settings) {
    const region = settings.regions.static;
    super(scope, stackName(settings, 'static'), {
      env: { region },
      description: `Static NCCOs and audio in ${region}`,
      tags: drillableTags(settings),
    });

    const bucket = new Bucket(this, 'StaticBucket', {
      bucketName: staticBucketName(settings),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      // Request metrics for the key of each error page.
      metrics: Object.values(ERROR_PAGES).map((page) => ({ id: page, prefix: staticKey(page) })),
      // Kept, except after a first deployment that was rolled back: the next one needs its name.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    acceptFindings(bucket, {
      'AwsSolutions-S1': 'Its content is public, and a metric of the bucket counts its reads.',
    });
    // For the regions' distributions. It allows all of the account's: naming two would make the stacks refer to each other
    // in a circle. By ARN, which is what CloudFront is documented to send (CloudFront, "Restrict access to an Amazon S3
    // origin").
    bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudfront.amazonaws.com')],
        actions: ['s3:GetObject'],
        resources: [bucket.arnForObjects(`${STATIC_PREFIX}/*`)],
        conditions: {
          ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:cloudfront::${Aws.ACCOUNT_ID}:distribution/*` },
        },
      }),
    );

    const distribution = new Distribution(this, 'StaticDistribution', {
      comment: `${this.stackName}: static NCCOs and audio`,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      httpVersion: HttpVersion.HTTP2,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket as IBucket),
        cachePolicy: CachePolicy.CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        compress: false,
      },
    });
    acceptPublicDistribution(distribution, {
      unlogged: 'Its content is public, and a log would hold the addresses of those who read it.',
    });
    const url = `https://${distribution.distributionDomainName}`;

    const deploymentProps = {
      destinationBucket: bucket as IBucket,
      // A deployment adds and overwrites. It never deletes a file that a caller may be about to hear, or that belongs to
      // another deployment in the same bucket.
      prune: false,
      // An edge fetches it again after a minute: in the background for an hour. It serves the old copy for a week while the
      // bucket is unavailable.
      cacheControl: [
        CacheControl.setPublic(),
        CacheControl.maxAge(Duration.minutes(1)),
        CacheControl.staleWhileRevalidate(Duration.hours(1)),
        CacheControl.staleIfError(Duration.days(7)),
      ],
      logGroup: new LogGroup(this, 'DeploymentLogs', {
        retention: settings.logs.retentionDays as RetentionDays,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    } satisfies Partial<BucketDeploymentProps>;

    const audioUrl = `${url}/${AUDIO_PREFIX}/${AUDIO_FILE}`;
    const nccos = renderStaticNccos(settings, { audioUrl });
    const chosen = nccos.find(({ name }) => name === settings.staticNcco);
    if (chosen === undefined) throw new Error(`static-ncco/${settings.staticNcco}.json was not rendered`);
    const own = renderOwnStaticNccos(settings, { audioUrl });
    const copies = [
      ...CHOSEN_NAMES.map((name) => ({ ...chosen, name })),
      ...own.flatMap(({ applicationId, ncco }) =>
        CHOSEN_NAMES.map((name) => ({ ncco, name: ofApplication(name, applicationId) })),
      ),
    ];
    const files = [
      new BucketDeployment(this, 'StaticNccos', {
        ...deploymentProps,
        destinationKeyPrefix: STATIC_PREFIX,
        // Vonage rejects an NCCO of another type and drops the caller (SUP 115016024247).
        contentType: 'application/json',
        sources: [...nccos, ...copies].map(({ name, ncco }) => Source.jsonData(`${name}.json`, ncco)),
      }),
      new BucketDeployment(this, 'Audio', {
        ...deploymentProps,
        destinationKeyPrefix: AUDIO_PREFIX,
        contentType: 'audio/wav',
        sources: [Source.asset(AUDIO_FOLDER, { exclude: ['*', `!${AUDIO_FILE}`] })],
      }),
    ];
    // Files come last: CloudFormation could not delete a bucket with files when a first deployment is rolled back.
    for (const each of files) each.node.addDependency(distribution);

    acceptDeploymentProvider(this, bucket as IBucket);

    observeStaticTier(this, settings);
    addOutputs<StaticOutputs>(this, {
      Region: region,
      StaticFallbackUrl: `${url}${staticPath(FALLBACK)}`,
      ...Object.fromEntries(
        own.map(({ applicationId }) => [
          staticOutput(applicationOutput(applicationId)),
          `${url}${staticPath(ofApplication(FALLBACK, applicationId))}`,
        ]),
      ),
    });
  }
}
