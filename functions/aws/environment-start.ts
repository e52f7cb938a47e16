/**
 * When this environment's process started, ms since 1970; undefined where Lambda keeps it ready before anybody asks. What
 * Lambda does before (it fetches the code, and starts a machine) cannot be told from within.
 */
export const environmentStart = (
  variables: Readonly<Record<string, string | undefined>>,
): number | undefined =>
  variables['AWS_LAMBDA_INITIALIZATION_TYPE'] === 'provisioned-concurrency'
    ? undefined
    : Math.round(performance.timeOrigin);
