import { Aws } from 'aws-cdk-lib';
import type { Settings } from './settings/settings-schema.ts';

/**
 * Names that one stack needs of another's resources. They are built from the settings alone: a construct
 * reference between the stacks would tie their deployments, and so their failures, together.
 */
export const stackName = (settings: Settings, role: keyof Settings['regions']): string =>
  role === 'static'
    ? `${settings.name}-static-${settings.regions.static}`
    : `${settings.name}-${settings.regions[role]}`;

/** Bucket names are global: the account makes them unique. */
export const staticBucketName = ({ name, regions }: Settings): string =>
  `${name}-static-${regions.static}-${Aws.ACCOUNT_ID}`;

export const journalBucketName = ({ name }: Settings, region: string): string =>
  `${name}-journal-${region}-${Aws.ACCOUNT_ID}`;

/** Keys in the static bucket, and paths on every distribution in front of it. */
export const STATIC_PREFIX = 'static';
export const AUDIO_PREFIX = 'audio';
export const staticKey = (name: string): string => `${STATIC_PREFIX}/${name}.json`;
export const STATIC_FALLBACK_PATH = `/${staticKey('fallback')}`;
