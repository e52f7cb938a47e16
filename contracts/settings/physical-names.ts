import type { Settings } from './settings-schema.ts';

/**
 * Names of resources that other stacks or commands refer to. They are built only from the settings: a construct reference
 * between the stacks would make one stack's deployment depend on the other's.
 */
export const stackName = (settings: Settings, role: keyof Settings['regions']): string =>
  role === 'static'
    ? `${settings.name}-static-${settings.regions.static}`
    : `${settings.name}-${settings.regions[role]}`;

export const stackNames = (settings: Settings): Readonly<Record<keyof Settings['regions'], string>> => ({
  primary: stackName(settings, 'primary'),
  secondary: stackName(settings, 'secondary'),
  static: stackName(settings, 'static'),
});

/** Bucket names are global: the account makes them unique. */
export const staticBucketName = ({ name, regions }: Settings, account: string): string =>
  `${name}-static-${regions.static}-${account}`;

export const journalBucketName = ({ name }: Settings, region: string, account: string): string =>
  `${name}-journal-${region}-${account}`;
