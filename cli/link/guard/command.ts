import { group } from '../../kit/command.ts';

export const guard = group({
  name: 'guard',
  about: `Puts these stacks in front of a Vonage application that exists, and takes them out again (docs/guard.md). The call flow passes
callbacks on to the application (forwardTo); what it does where the application fails is your own call flow.`,
  // In the order in which they are used.
  commands: {
    plan: {
      summary: 'says what a guarded application needs, what would change in it, and the next commands',
      load: async () => (await import('./plan/command.ts')).plan,
    },
    number: {
      summary: 'moves one number to a guarded application, and back as it was',
      load: async () => (await import('./number/command.ts')).number,
    },
  },
  notes: `The application itself is written by link: npm run link -- apply, and npm run link -- undo.

Environment:
  VONAGE_API_KEY, VONAGE_API_SECRET   of the account that owns application and number (or --credentials FILE)
  VONAGE_API_HOST                     another host than Vonage's own, such as the simulated API of "npm run local"`,
});
