import { wholeNumber } from '../../cli/kit/flag-values.ts';
import { CommandError } from '../../cli/kit/command-error.ts';
import { nearest } from '../../contracts/nearest.ts';
import { PROFILE_FLAG } from '../../cli/profile/profile-flag.ts';
import { typedAgain } from '../../cli/kit/flags.ts';
import type { Flags, Typed, Values } from '../../cli/kit/flags.ts';
import { PROFILES } from '../../simulator/profiles.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { GUARDED_STORY, SCENARIOS, STORY } from '../scenarios/scenarios.ts';
import { readScript } from './script.ts';

/** What a scenario places unless it or the command line says otherwise. */
export const CALLS = 20;

export const DRILL_FLAGS = {
  scenario: {
    type: 'text',
    value: 'NAME',
    isRepeatable: true,
    notWith: ['all'],
    help: 'run only this one; the names are below',
    read: scenarioNamed,
  },
  all: {
    type: 'boolean',
    help: `run all ${SCENARIOS.length}; without it the ${STORY.length} marked with *, and where the call flow passes callbacks on (forwardTo) the ${GUARDED_STORY.length - STORY.length} marked with + too`,
  },
  calls: {
    type: 'text',
    value: 'N',
    help: 'calls of each scenario',
    otherwise: `${CALLS}; fewer where callers cannot call at the same moment`,
    read: wholeNumber(1),
  },
  seed: {
    type: 'text',
    value: 'N',
    help: 'the same seed gives the same schedule',
    default: '1',
    read: wholeNumber(0),
  },
  tight: {
    type: 'boolean',
    help: 'with the tight timeouts (an assembly must have been synthesized with them)',
  },
  assembly: { type: 'path', value: 'FOLDER', help: 'use this cloud assembly instead of synthesizing one' },
  timeouts: {
    type: 'path',
    value: 'FILE',
    help: 'configure Vonage with these timeouts instead of the deployed ones ("link tune --out FILE")',
  },
  profile: { ...PROFILE_FLAG, default: PROFILES[0].name },
  latencyMs: {
    type: 'text',
    value: 'N',
    help: "adds N ms to each request to a region's API, also to those of its CloudFront distribution",
    default: '0',
    read: wholeNumber(0),
  },
  flow: {
    type: 'path',
    value: 'FILE',
    help: 'drill this call flow instead of functions/call-flow.ts, and its menu',
  },
  press: {
    type: 'text',
    value: 'SCRIPT',
    isRepeatable: true,
    help: "drill the call flow's own menu: what callers do at each question, e.g. 1 or 9,say:support,none; of several scripts each caller follows one",
    otherwise: "1 with --flow; without both the menu is the drill's own",
    read: readScript,
  },
  app: {
    type: 'text',
    value: 'COMMAND',
    help: 'where the call flow passes callbacks on (forwardTo): starts your application, e.g. "node app.mjs"; it listens on PORT, and has PUBLIC_URL, VONAGE_SIGNATURE_SECRET, VONAGE_API_KEY and VONAGE_APPLICATION_ID',
    otherwise: "the drill's own (examples/guarded-application)",
    read: (text) => text,
  },
  out: {
    type: 'path',
    value: 'FOLDER',
    help: 'where result.json and the histories go',
    default: 'drill-out',
  },
} as const satisfies Flags;

export interface DrillOptions extends Omit<Values<typeof DRILL_FLAGS>, 'scenario' | 'all'> {
  readonly scenarios: readonly Scenario[];
  /** Those that run where none is named. */
  readonly story: readonly Scenario[];
  /** What was given beside the scenarios, to type it again. */
  readonly otherFlags: readonly string[];
}

/** @param isGuarded the call flow passes callbacks on to an application */
export function drillOptions(
  { scenario, all, ...others }: Values<typeof DRILL_FLAGS>,
  typed: Typed,
  isGuarded: boolean,
): DrillOptions {
  const story = isGuarded ? GUARDED_STORY : STORY;
  return {
    ...others,
    scenarios:
      scenario.length > 0 ? SCENARIOS.filter((each) => scenario.includes(each)) : all ? SCENARIOS : story,
    story,
    // Which scenarios run is said anew; everything else stays as it was given.
    otherFlags: typedAgain(typed, ['scenario', 'all']),
  };
}

function scenarioNamed(name: string): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found !== undefined) return found;
  const known = SCENARIOS.map((scenario) => scenario.name);
  const close = nearest(name, known);
  const hint = close === undefined ? '' : `\nDid you mean ${close}?`;
  throw new CommandError(`expected one of\n  ${known.join('\n  ')}\nfound "${name}"${hint}`);
}

/** The command that runs these scenarios, and is otherwise the same. */
export const commandFor = (
  { otherFlags: others, story }: Pick<DrillOptions, 'otherFlags' | 'story'>,
  names: readonly string[],
): string => {
  const flags = [...chooses(names, story), ...others.map(quoted)];
  return ['npm run drill', ...(flags.length === 0 ? [] : ['--', ...flags])].join(' ');
};

/** The flags that choose these scenarios. */
function chooses(names: readonly string[], story: readonly Scenario[]): readonly string[] {
  const isExactly = (scenarios: readonly Scenario[]): boolean =>
    scenarios.length === names.length && scenarios.every(({ name }) => names.includes(name));
  if (isExactly(story)) return [];
  return isExactly(SCENARIOS) ? ['--all'] : names.flatMap((name) => ['--scenario', name]);
}

/** For a POSIX shell. */
const quoted = (word: string): string =>
  /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
