import type { SettingProblem } from './settings-error.ts';

/** A function's environments that are kept warm are among those it has reserved: Lambda refuses more of them. */
export function checkFunctions(value: unknown): readonly SettingProblem[] {
  const { provisionedConcurrency, reservedConcurrency } = (value ?? {}) as Record<string, unknown>;
  if (typeof provisionedConcurrency !== 'number' || typeof reservedConcurrency !== 'number') return [];
  if (provisionedConcurrency <= reservedConcurrency) return [];
  return [
    {
      path: 'functions.reservedConcurrency',
      expected: `null, or at least ${provisionedConcurrency}, as functions.provisionedConcurrency`,
      found: String(reservedConcurrency),
    },
  ];
}

/** A fault switch is read by a function's newest code; what is kept warm is a version, which never sees it. */
export function checkDrillable(drillable: unknown, functions: unknown): readonly SettingProblem[] {
  const { provisionedConcurrency } = (functions ?? {}) as Record<string, unknown>;
  if (drillable !== true || typeof provisionedConcurrency !== 'number' || provisionedConcurrency === 0)
    return [];
  return [
    {
      path: 'functions.provisionedConcurrency',
      expected: '0 where the stacks are drillable (a fault switch does not reach environments kept warm)',
      found: String(provisionedConcurrency),
    },
  ];
}
