import { PROFILES } from '../../simulator/profiles.ts';
import { readProfile } from './read-profile.ts';

const NAMES = PROFILES.map(({ name }) => name).join(', ');

/** Of the commands that follow one reading of Vonage's rules; they add their default. */
export const PROFILE_FLAG = {
  type: 'text',
  value: 'NAME|FILE',
  help: `the reading of Vonage's rules (docs/silences.md): ${NAMES}; or a file that "npm run calibrate" has written`,
  read: readProfile,
} as const;
