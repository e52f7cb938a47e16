import { availableParallelism } from 'node:os';

/** The suites: the name of a test file says which one it is of. TEST_SUITE chooses (npm test, test:e2e, test:long). */
const SUITES = {
  /** No process of its own, and no synthesis of its own: one that starts a process is refused. */
  fast: {
    testMatch: ['<rootDir>/test/**/*.test.ts'],
    testPathIgnorePatterns: ['\\.(e2e|long)\\.test\\.ts$'],
    moduleNameMapper: {
      '^(node:)?child_process$': '<rootDir>/test/support/no-processes.cjs',
      '/call-flow-exports\\.ts$': '<rootDir>/test/support/imported-exports.ts',
    },
  },
  /** Processes, whole syntheses, started regions, whole sequences of commands. */
  e2e: { testMatch: ['<rootDir>/test/**/*.e2e.test.ts'] },
  /** 100,000 hostile requests, whole drills on broken assemblies, each smoke row broken: each night, and a slice in the gate. */
  long: { testMatch: ['<rootDir>/test/**/*.long.test.ts'] },
};

const { TEST_SUITE: name = 'fast' } = process.env;
if (!Object.hasOwn(SUITES, name))
  throw new Error(`TEST_SUITE: expected ${Object.keys(SUITES).join(', ')}, found ${name}`);

// Tests, and every process that they start, run on test/fixtures/own instead of what is the user's ("imports" in package.json).
// Jest's own process is started with the same condition ("test" in package.json).
const OWN_FIXTURES = 'own-fixtures';
const condition = `--conditions=${OWN_FIXTURES}`;
const { NODE_OPTIONS = '' } = process.env;
if (!NODE_OPTIONS.includes(condition)) process.env.NODE_OPTIONS = `${NODE_OPTIONS} ${condition}`.trim();

// A developer's shell may name an environment; the fixtures have none.
delete process.env.VVF_ENV;

/** @type {import('jest').Config} */
export default {
  ...SUITES[name],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testSequencer: '<rootDir>/test/support/slowest-first.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: '<rootDir>/test/support/environment.mjs',
  testEnvironmentOptions: { customExportConditions: [OWN_FIXTURES, 'node', 'node-addons'] },
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.mjs' },
  // Two on two cores, where jest would take one: half of what the tests do is to wait for processes of their own.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // A worker keeps the modules of all the tests that it has run. With a gigabyte of them the kernel needs so long to end it that
  // jest reports it as one that failed to exit.
  workerIdleMemoryLimit: '500MB',
  // A hang is caught, a slow machine is not: nothing here is a timed test.
  testTimeout: 120_000,
  // A copied cloud assembly under a temporary folder must never be taken for project modules.
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/drill-out'],
};
