import { group } from '../kit/command.ts';

export const link = group({
  name: 'link',
  about: `Configures the Vonage application from the outputs of the deployed stacks: URLs, methods, timeouts and signed callbacks.
Every write is shown first; the former application is kept, and the new one is read back and compared. Other values stay.`,
  // In the order in which they are used.
  commands: {
    plan: {
      summary: 'shows what would change in the Vonage application, and what that does to callers',
      load: async () => (await import('./plan/command.ts')).plan,
    },
    apply: {
      summary: 'writes the planned values, and keeps the former application for undo',
      load: async () => (await import('./apply/command.ts')).apply,
    },
    verify: {
      summary: 'checks the application, its URLs and its numbers for drift; can run on a schedule',
      load: async () => (await import('./verify/command.ts')).verify,
    },
    undo: {
      summary: 'restores the application from before the last apply; --list shows what is kept',
      load: async () => (await import('./undo/command.ts')).undo,
    },
    unlink: {
      summary: "removes the deployment's URLs from the Vonage application, before npm run destroy",
      load: async () => (await import('./unlink/command.ts')).unlink,
    },
    tune: {
      summary: 'measures the URLs and recommends timeouts that no measured request would exceed',
      load: async () => (await import('./tune/command.ts')).tune,
    },
  },
  notes: `Environment:
  VONAGE_API_KEY, VONAGE_API_SECRET   of the account that owns the application (or --credentials FILE)
  VONAGE_SIGNATURE_SECRET             with which Vonage signs callbacks: for verify and tune (or --secret-file FILE)
  VONAGE_API_HOST                     another host than https://api.nexmo.com, such as the simulated API of "npm run local"

First use:
  npm run deploy -- --secret-file FILE
  export VONAGE_API_KEY=… VONAGE_API_SECRET=…
  npm run link -- plan      # exits with 2 when there are changes
  npm run link -- apply && npm run link -- verify`,
});
