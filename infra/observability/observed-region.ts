import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Settings } from '../../contracts/settings/settings-schema.ts';

/** What of a serving region is looked at. */
export interface ObservedRegion {
  readonly settings: Settings;
  readonly role: 'primary' | 'secondary';
  readonly api: RestApi;
  /** Every function of the region. */
  readonly functions: readonly LambdaFunction[];
}
