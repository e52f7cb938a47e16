import type { Settings } from './settings-schema.ts';

/**
 * Names that one stack needs of another's resources, and a command of what it looks for. They are built from the settings
 * alone: a construct reference between the stacks would tie their deployments, and so their failures, together.
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
