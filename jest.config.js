import { availableParallelism } from 'node:os';

/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
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
