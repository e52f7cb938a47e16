import { Aws } from 'aws-cdk-lib';
import * as names from '../contracts/settings/physical-names.ts';
import type { Settings } from '../contracts/settings/settings-schema.ts';

export { stackName } from '../contracts/settings/physical-names.ts';

/** With the id of the account that it is deployed to. */
export const staticBucketName = (settings: Settings): string =>
  names.staticBucketName(settings, Aws.ACCOUNT_ID);

export const journalBucketName = (settings: Settings, region: string): string =>
  names.journalBucketName(settings, region, Aws.ACCOUNT_ID);

/** Keys in the static bucket, and paths on every distribution in front of it. */
export const STATIC_PREFIX = 'static';
export const AUDIO_PREFIX = 'audio';
export const staticKey = (name: string): string => `${STATIC_PREFIX}/${name}.json`;
export const staticPath = (name: string): string => `/${staticKey(name)}`;
