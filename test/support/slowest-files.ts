/** They take longest. */
export const SLOWEST: readonly string[] = [
  'test/e2e/other-peoples-settings.e2e.test.ts',
  // It waits most of the time.
  'test/e2e/canary.e2e.test.ts',
  'test/cli/local/local-loop.e2e.test.ts',
  'test/docs/runbook/commands.e2e.test.ts',
  'test/examples/call-flows/drill.e2e.test.ts',
  'test/cli/calibrate/profiles.e2e.test.ts',
];
