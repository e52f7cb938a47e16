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
