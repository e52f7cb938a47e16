import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import type { Check } from './check.ts';

/** Example values that the project ships in place of real ones; they belong to no account. */
const EXAMPLES: Readonly<Record<string, (settings: Settings) => boolean>> = {
  'vonage.applicationIds': ({ vonage }) =>
    vonage.applicationIds.includes('aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab'),
  'vonage.apiKey': ({ vonage }) => vonage.apiKey === 'abcd1234',
  // Numbers that Ofcom keeps free for films.
  callerNumber: ({ callerNumber }) => callerNumber.startsWith('447700900'),
  'person.phone': ({ person }) => person.answersBy === 'phone' && person.phone.startsWith('447700900'),
  'person.sip': ({ person }) => person.answersBy === 'sip' && /[@.:]example\.com/.test(person.sip),
  websocketUri: ({ websocketUri }) =>
    Object.values(websocketUri ?? {}).some((uri) => new URL(uri).hostname.endsWith('example.com')),
};

/** Whether the settings are those of the one who deploys. */
export function checkExampleSettings(settings: Settings): Check {
  const left = Object.entries(EXAMPLES).flatMap(([path, isExample]) => (isExample(settings) ? [path] : []));
  const check = { where: 'settings', about: 'yours' } as const;
  return left.length === 0
    ? { state: 'ok', ...check, found: 'no example value is in use' }
    : {
        state: 'warning',
        ...check,
        found: `still the example values: ${left.join(', ')}`,
        whatToDo:
          'Set your own values in settings.ts before production: the example values belong to no account and lead nowhere.',
      };
}
