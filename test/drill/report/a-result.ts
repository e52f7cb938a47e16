import type { DrillResult, ScenarioResult } from '../../../drill/report/result.ts';

export const aScenarioResult = (others: Partial<ScenarioResult> = {}): ScenarioResult => ({
  name: 'primary-black-hole',
  verdict: 'pass',
  calls: 20,
  heard: 20,
  dropped: 0,
  silenceMs: { p50: 1020, max: 1060 },
  limitMs: 1040,
  servedBy: { primary: 0, secondary: 20, static: 0 },
  events: { sent: 60, deliverable: 0, journaled: 0, duplicated: 0, lost: 0 },
  breaks: 'the primary is a black hole',
  promise: 'the secondary answers',
  concurrency: 20,
  tookMs: 2000,
  fetchMs: 40,
  eventMs: 20,
  connectMs: 5,
  checkers: {},
  problems: [],
  unknown: [],
  suspects: [],
  rules: {},
  stalls: 0,
  ...others,
});

export const aResult = (others: Partial<DrillResult> = {}): DrillResult => ({
  verdict: 'pass',
  profile: 'support-2024',
  seed: 1,
  timeouts: 'shipped',
  startedAt: '2026-11-23T12:00:00.000Z',
  tookMs: 61_000,
  interrupted: false,
  healthyMs: {
    1: { fetchMs: 7, eventMs: 9, connectMs: 3 },
    20: { fetchMs: 40, eventMs: 20, connectMs: 5 },
  },
  scenarios: [aScenarioResult()],
  leftOut: [],
  ...others,
});
