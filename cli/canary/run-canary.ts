import { CANARY_OFF } from '../../contracts/canary-switch.ts';
import type { CanarySwitch } from '../../contracts/canary-switch.ts';
import { askedOf } from '../kit/asked-of.ts';
import { awsProblem, noRegion } from '../kit/aws-problem.ts';
import type { AwsProblem } from '../kit/aws-problem.ts';
import { CommandError } from '../kit/command-error.ts';
import type { Io } from '../kit/io.ts';
import { table } from '../kit/table.ts';
import type { RegionSwitch } from './region-switch.ts';
import { npmRun } from '../kit/npm-run.ts';

/** What became of a region's switch. */
type Outcome = Pick<RegionSwitch, 'region' | 'role' | 'CandidateVersion'> &
  (
    | { readonly state: 'shown' | 'changed' | 'unchanged'; readonly value: CanarySwitch }
    /** The functions take it as off. */
    | { readonly state: 'malformed' }
    /** Acknowledged, and an older copy is answered still. */
    | { readonly state: 'not-visible' }
    /** Its write had no answer, so it may have happened. */
    | { readonly state: 'unavailable'; readonly problem: AwsProblem }
  );

/**
 * Shows the switch in each region, or writes it in both, one after the other; a region that is down keeps the other one from
 * nothing.
 * @param regions the primary first
 * @param wanted undefined: only shows
 * @returns the exit code
 * @throws CommandError where the deployed call flow has no candidate, or no region answers
 */
export async function runCanary(
  regions: readonly RegionSwitch[],
  wanted: CanarySwitch | undefined,
  { json, outputs }: { readonly json: boolean; readonly outputs: string },
  io: Pick<Io, 'stdout' | 'signal' | 'keepUnprinted'>,
): Promise<number> {
  if (wanted !== undefined && !isOff(wanted)) refuseWithoutCandidate(regions);
  const found = await Promise.all(regions.map(shown));
  refuseWithoutRegion(found, regions);
  const outcomes = wanted === undefined ? found : await write(regions, found, wanted, outputs, io);
  const isWhole =
    outcomes.every(({ state }) => state !== 'unavailable' && state !== 'not-visible') && isOne(outcomes);
  if (json) io.stdout(JSON.stringify({ regions: outcomes, isWhole }));
  else io.stdout([...table(outcomes.map(row)), '', ...whatItMeans(outcomes, wanted)].join('\n'));
  return isWhole ? 0 : 2;
}

const isOff = ({ share, numbers }: CanarySwitch): boolean => share === 0 && numbers.length === 0;

/** @throws CommandError */
function refuseWithoutCandidate(regions: readonly RegionSwitch[]): void {
  const versions = regions.map(({ region, CandidateVersion }) => `${region}: ${CandidateVersion ?? 'none'}`);
  if (
    new Set(regions.map(({ CandidateVersion }) => CandidateVersion)).size === 1 &&
    regions[0]?.CandidateVersion !== undefined
  )
    return;
  throw new CommandError(
    `Expected the same candidate of the call flow in both regions, found ${versions.join(', ')}. Nothing was written. To fix this: export candidate = defineFlow({ … }) from functions/call-flow.ts and deploy it (docs/canary.md); if it is deployed: ${npmRun('outputs')}.`,
  );
}

const at = ({ region, role, CandidateVersion }: RegionSwitch) => ({
  region,
  role,
  ...(CandidateVersion === undefined ? {} : { CandidateVersion }),
});

const unavailable = (each: RegionSwitch, error: unknown): Outcome => ({
  ...at(each),
  state: 'unavailable',
  problem: awsProblem(error, askedOf(each)),
});

async function shown(each: RegionSwitch): Promise<Outcome> {
  try {
    const value = await each.read();
    return value === undefined ? { ...at(each), state: 'malformed' } : { ...at(each), state: 'shown', value };
  } catch (error) {
    return unavailable(each, error);
  }
}

/** @throws CommandError */
function refuseWithoutRegion(found: readonly Outcome[], regions: readonly RegionSwitch[]): void {
  const problems = found.flatMap((each) => (each.state === 'unavailable' ? [each] : []));
  if (problems.length < regions.length) return;
  throw new CommandError(
    noRegion(
      'the Systems Manager of at least one region to answer',
      problems.map(({ region, problem }) => ({ region, ...problem })),
    ),
  );
}

/** Off in the primary first, where calls begin; on in the secondary first, where few do. */
async function write(
  regions: readonly RegionSwitch[],
  found: readonly Outcome[],
  wanted: CanarySwitch,
  outputs: string,
  io: Pick<Io, 'signal' | 'keepUnprinted'>,
): Promise<readonly Outcome[]> {
  // Until here a signal ends the process; from here on both regions are written.
  io.signal.throwIfAborted();
  io.keepUnprinted(`${outputs}.log`);
  const outcomes = new Map<string, Outcome>();
  for (const each of isOff(wanted) ? regions : regions.toReversed()) {
    const before = found.find(({ region }) => region === each.region);
    outcomes.set(each.region, await written(each, before, wanted));
  }
  return regions.flatMap(({ region }) => outcomes.get(region) ?? []);
}

async function written(
  each: RegionSwitch,
  before: Outcome | undefined,
  value: CanarySwitch,
): Promise<Outcome> {
  if (before?.state === 'shown' && isSame(before.value, value))
    return { ...at(each), state: 'unchanged', value };
  try {
    return (await each.write(value))
      ? { ...at(each), state: 'changed', value }
      : { ...at(each), state: 'not-visible' };
  } catch (error) {
    return unavailable(each, error);
  }
}

const isSame = (a: CanarySwitch, b: CanarySwitch): boolean => JSON.stringify(a) === JSON.stringify(b);

const isOne = (outcomes: readonly Outcome[]): boolean =>
  new Set(outcomes.map((each) => ('value' in each ? JSON.stringify(each.value) : each.state))).size === 1;

const row = (outcome: Outcome): readonly string[] => [
  `${outcome.region} (${outcome.role})`,
  outcome.CandidateVersion === undefined ? 'no candidate' : `candidate: version ${outcome.CandidateVersion}`,
  switchInWords(outcome),
  STATES[outcome.state],
];

const STATES: Readonly<Record<Outcome['state'], string>> = {
  shown: '',
  changed: 'done, and read back',
  unchanged: 'as it was',
  malformed: '',
  'not-visible': '',
  unavailable: '',
};

function switchInWords(outcome: Outcome): string {
  switch (outcome.state) {
    case 'malformed':
      return `unreadable, and so off (${npmRun('canary', '--off')} writes it anew)`;
    case 'not-visible':
      return 'acknowledged, and not visible yet: run the same command again';
    case 'unavailable':
      return `not known: ${outcome.problem.found}. ${outcome.problem.fix}`;
    default: {
      const { share, numbers } = outcome.value;
      const parts = [
        ...(share === 0 ? [] : [`${String(Math.round(share * 10_000) / 100)} % of calls`]),
        ...(numbers.length === 0 ? [] : [`calls from or to ${numbers.join(', ')}`]),
      ];
      return parts.length === 0 ? 'off' : parts.join(' and ');
    }
  }
}

function whatItMeans(outcomes: readonly Outcome[], wanted: CanarySwitch | undefined): readonly string[] {
  const left = outcomes.filter(({ state }) => state === 'unavailable' || state === 'not-visible');
  return [
    ...(left.length === 0 && !isOne(outcomes)
      ? ['The regions differ: the same call may begin with either flow. Write it anew.']
      : []),
    ...left.map(
      ({ region }) =>
        `${region}: where its functions cannot read the switch, it is off after 40 s. ${wanted === undefined ? 'Look again' : 'Run the same command again'} once it answers.`,
    ),
    ...(wanted === undefined
      ? []
      : isSame(wanted, CANARY_OFF)
        ? ['Within 20 s no call begins with the candidate. Calls that have begun with it go on in it.']
        : [`Within 20 s calls begin so. To take it back: ${npmRun('canary', '--off')}`]),
  ];
}
