import * as own from '#own/settings.ts';
import { environmentName } from './environment-name.ts';
import { environmentOfApplication, environmentOfDeployment, settingsOf } from './environments.ts';
import type { OwnSettings } from './environments.ts';
import type { Settings } from './settings-schema.ts';

const OWN: OwnSettings = own;

/** What settings.ts says, of the environment that was named. @throws EnvironmentError, SettingsError */
export const ownSettings = (): Settings => settingsOf(OWN, environmentName());

/** The other environment that this application belongs to; undefined: it is of none, or of the named one. */
export const otherEnvironmentOfApplication = (applicationId: string): string | undefined =>
  other(environmentOfApplication(OWN, applicationId));

/** The other environment that this deployment belongs to (settings: `name`); undefined: it is of none, or of the named one. */
export const otherEnvironmentOfDeployment = (name: string): string | undefined =>
  other(environmentOfDeployment(OWN, name));

const other = (found: string | undefined): string | undefined =>
  found === environmentName() ? undefined : found;
