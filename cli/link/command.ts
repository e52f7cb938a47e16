import { group } from '../kit/command.ts';

export const link = group({
  name: 'link',
  about: `What the Vonage application is told: its URLs, methods, timeouts and signed callbacks, from the outputs of the deployed
stacks. Every write is shown first, kept, read back and compared; what is not planned stays as it is.`,
  // In the order in which they are used.
  commands: {
    plan: {
      summary: 'shows what would change in the Vonage application, and what that does to callers',
      load: async () => (await import('./plan/command.ts')).plan,
    },
    apply: {
      summary: 'makes the plan true, and keeps the application as it was',
      load: async () => (await import('./apply/command.ts')).apply,
    },
    verify: {
      summary: 'looks for drift: the application, its URLs and its numbers; for a schedule',
      load: async () => (await import('./verify/command.ts')).verify,
    },
    undo: {
      summary: 'puts back what the last apply replaced; --list shows what is kept',
      load: async () => (await import('./undo/command.ts')).undo,
    },
    unlink: {
      summary: 'takes the deployment out of the Vonage application, before it is destroyed',
      load: async () => (await import('./unlink/command.ts')).unlink,
    },
    tune: {
      summary: 'measures the URLs and recommends timeouts that no measured request would trip',
      load: async () => (await import('./tune/command.ts')).tune,
    },
  },
  notes: `Environment:
  VONAGE_API_KEY, VONAGE_API_SECRET   of the account that owns the application (or --credentials FILE)
  VONAGE_SIGNATURE_SECRET             with which Vonage signs callbacks: for verify and tune (or --secret-file FILE)
  VONAGE_API_HOST                     another host than https://api.nexmo.com: a stand-in, as "npm run local" prints it

First use:
  npm run deploy -- --secret-file FILE
  export VONAGE_API_KEY=… VONAGE_API_SECRET=…
  npm run link -- plan      # exits with 2 when there are changes
  npm run link -- apply && npm run link -- verify`,
});
