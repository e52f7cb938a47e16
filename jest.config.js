import { availableParallelism } from 'node:os';

// Tests, and every process that they start, run on test/fixtures/own instead of what is the user's ("imports" in package.json).
const OWN_FIXTURES = 'own-fixtures';
const condition = `--conditions=${OWN_FIXTURES}`;
const { NODE_OPTIONS = '' } = process.env;
if (!NODE_OPTIONS.includes(condition)) process.env.NODE_OPTIONS = `${NODE_OPTIONS} ${condition}`.trim();

/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: [OWN_FIXTURES, 'node', 'node-addons'] },
  transform: {
    '\\.ts$': [
      'ts-jest',
      {
        useESM: true,
        diagnostics: false,
        tsconfig: { module: 'esnext', target: 'es2024', isolatedModules: true, esModuleInterop: true },
      },
    ],
  },
  // Two on two cores, where jest would take one: half of what the tests do is to wait for processes of their own.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // A hang is caught, a slow machine is not: nothing here is a timed test.
  testTimeout: 120_000,
  // A copied cloud assembly under a temporary folder must never be taken for project modules.
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/drill-out'],
};
