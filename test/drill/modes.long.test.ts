import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silencesAreWithinLimits } from '../../drill/checkers/silences-are-within-limits.ts';
import type { DrillResult, ScenarioResult } from '../../drill/report/result.ts';
import { SLICE } from '../support/slice.ts';
import { drillOn, type DrillRun } from './drill-process.ts';
import {
  type Json,
  type Resources,
  each,
  editTemplates,
  distributions,
} from './mutations/mutate-assembly.ts';
import { synthesizedAssembly } from '../emulator/synthesized-assembly.ts';

/** By scenario, who serves two calls of it. */
const SERVED: Readonly<Record<string, Partial<ScenarioResult['servedBy']>>> = {
  healthy: { primary: 2 },
  'primary-refuses-connections': { secondary: 2 },
  'both-regions-refuse': { static: 2 },
  'fallback-direct': { primary: 1, secondary: 1 },
};
const ABOUT_SIGNATURES = 'secret-is-wrong-in-the-primary';
const LONGEST_MS = 300_000;

/** What became of the calls. How fast that was is another test's matter. */
const whatBecame = ({ heard, dropped, servedBy, checkers }: ScenarioResult) => ({
  heard,
  dropped,
  servedBy,
  failed: Object.entries(checkers)
    .filter(([checker, verdict]) => verdict !== 'pass' && checker !== silencesAreWithinLimits.name)
    .map(([checker]) => checker),
});
const heardBy = (tiers: Partial<ScenarioResult['servedBy']>) => ({
  heard: 2,
  dropped: 0,
  servedBy: { primary: 0, secondary: 0, static: 0, ...tiers },
  failed: [],
});

describe.each(['ip', 'both'] as const)('the drill in mode %s', (mode) => {
  let assembly: string;
  beforeAll(async () => {
    assembly = await synthesizedAssembly({ source: { mode, countOnly: false, operatorRanges: [] } });
  });
  afterAll(() => rm(assembly, { recursive: true, force: true }));

  it(
    'hears what it hears in mode signature',
    async () => {
      const { result, output } = await drillOn(assembly, [...Object.keys(SERVED), ABOUT_SIGNATURES]);
      const { scenarios, leftOut } = result as DrillResult;
      const became = new Map(scenarios.map((scenario) => [scenario.name, whatBecame(scenario)]));
      for (const [name, tiers] of Object.entries(SERVED))
        expect([name, became.get(name)]).toEqual([name, heardBy(tiers)]);
      const isAsked = mode !== 'ip';
      expect(became.has(ABOUT_SIGNATURES)).toBe(isAsked);
      expect(leftOut.map(({ scenario }) => scenario)).toEqual(isAsked ? [] : [ABOUT_SIGNATURES]);
      expect(output.includes(`requires none: ${ABOUT_SIGNATURES}`)).toBe(!isAsked);
    },
    LONGEST_MS,
  );
});

type Mistake = [
  title: string,
  scenario: string,
  edit: (resources: Resources) => void,
  says: readonly RegExp[],
];

const MISTAKES: readonly Mistake[] = [
  [
    'the distribution adds another key',
    'primary-refuses-connections',
    (resources) => {
      for (const distribution of distributions(resources))
        for (const { OriginCustomHeaders: headers } of distribution['Origins'] as Json[])
          for (const header of (headers ?? []) as Json[]) header['HeaderValue'] = 'another key';
    },
    [
      /expected to be served by secondary; found static/,
      /suspected cause[^]*Api\S* .*ApiKeyRequired: GET \/fallback was asked with a wrong API key from 130\.176\.0\.1/,
    ],
  ],
  [
    'the ranges at the gateway lack Vonage’s',
    'healthy',
    (resources) => {
      for (const { Policy: policy } of each(resources, 'AWS::ApiGateway::RestApi'))
        for (const { Condition: condition } of (policy as { Statement: Json[] }).Statement)
          if (condition !== undefined)
            (condition as Json)['IpAddress'] = { 'aws:SourceIp': ['192.0.2.0/24'] };
    },
    [
      /expected to be served by primary; found/,
      /suspected cause[^]*Api\S* .*Policy: prod\/POST\/answer was refused to 216\.147\.0\.1/,
    ],
  ],
  [
    'the ranges at the distribution lack Vonage’s',
    'primary-refuses-connections',
    (resources) => {
      for (const model of each(resources, 'AWS::CloudFront::Function'))
        model['FunctionCode'] = String(model['FunctionCode']).replace(
          /const RANGES = .*/,
          'const RANGES = [];',
        );
    },
    [/expected to be served by secondary; found static/],
  ],
  [
    'the distribution’s function throws',
    'both-regions-refuse',
    (resources) => {
      for (const model of each(resources, 'AWS::CloudFront::Function'))
        model['FunctionCode'] = 'function handler() { throw new Error("no"); }';
    },
    [/2 of 2 callers dropped/, /suspected cause[^]*FrontFunction\S* .*FunctionCode: .*Error: no/],
  ],
];
const CHOSEN = SLICE.of(MISTAKES);

describe('a mistake in what keeps unauthenticated callers out makes the drill fail, and is named', () => {
  let folder: string;
  let assembly: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modes-'));
    assembly = await synthesizedAssembly({ source: { mode: 'both', countOnly: false, operatorRanges: [] } });
  });
  afterAll(async () => {
    await rm(assembly, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  });

  const drillWith = async (scenario: string, edit: (resources: Resources) => void): Promise<DrillRun> => {
    const copy = await mkdtemp(join(folder, 'copy-'));
    await cp(assembly, copy, { recursive: true });
    await editTemplates(copy, edit);
    return drillOn(copy, [scenario]);
  };

  if (CHOSEN.length === 0) it('has no part in this slice', () => expect(CHOSEN).toEqual([]));
  else
    it.each(CHOSEN)(
      '%s',
      async (_title, scenario, edit, says) => {
        const run = await drillWith(scenario, edit);
        for (const pattern of says) expect(run.output).toMatch(pattern);
        expect(run).toMatchObject({ exitCode: 1, result: { verdict: 'fail' } });
      },
      LONGEST_MS,
    );
});
