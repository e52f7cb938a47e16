import type { FunctionSettings } from '../contracts/settings.ts';
import { SettingsError } from '../contracts/settings/settings-error.ts';

/** Lambda takes 4 KB of environment in all (Lambda quotas); the secret's ARN and the account's id are not known here. */
const SETTINGS_LIMIT_BYTES = 3500;

/** What functions read as `SETTINGS`. @throws SettingsError for more than fits */
export const settingsVariable = (settings: FunctionSettings): string => {
  const text = JSON.stringify(settings);
  const bytes = Buffer.byteLength(text);
  if (bytes <= SETTINGS_LIMIT_BYTES) return text;
  throw new SettingsError('the settings', [
    {
      path: 'vonage.applicationIds, websocketUri, person, source (its ranges, while counting)',
      expected: `at most ${SETTINGS_LIMIT_BYTES} bytes in each function's environment, all together`,
      found: `${bytes} bytes`,
    },
  ]);
};
