import { ofType, type RecordOf } from '../../contracts/call-history/records.ts';
import { servedBy } from '../../contracts/call-history/served-by.ts';
import { seconds } from '../in-words.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { World } from '../world/world.ts';
import { byCheckers } from './by-checkers.ts';
import { drops } from './drops.ts';
import { deliverable, givenUp } from './events.ts';
import { type Judged, judgedOf } from './judged.ts';
import { broken, isImpostor, type Judgement } from './judgement.ts';
import { waits } from './waits.ts';
import { wholeTiersAnswer } from './whole-tiers.ts';

/** Everything that is wrong with a history, and everything that had to be. */
export function judge(
  world: World,
  schedule: Schedule,
  primaryOrigins: readonly string[],
): readonly Judgement[] {
  const judged = judgedOf(world, schedule, primaryOrigins);
  return [
    drops,
    wholeTiersAnswer,
    waits,
    loops,
    invalid,
    deliverable,
    givenUp,
    byCheckers,
    afterwards,
  ].flatMap((promise) => promise(judged));
}

const loops = ({ records, last }: Judged): readonly Judgement[] =>
  ofType([...records, ...last], 'call-ended').flatMap(({ loop, detail }) =>
    loop === true ? [broken('no-loop', detail)] : [],
  );

/** What the functions and the static tier serve; what a fault puts in their place is not theirs. */
function invalid({ world, records, attempts }: Judged): readonly Judgement[] {
  const byRequest = new Map(attempts.map((each) => [each.request.request, each]));
  const refused = ofType(records, 'ncco').flatMap(({ request, problems, atMs }) => {
    const [problem] = problems;
    const attempt = byRequest.get(request);
    if (problem === undefined || attempt === undefined || attempt.meanwhile.some(isImpostor)) return [];
    return [
      broken(
        'served-nccos-are-valid',
        `At ${seconds(atMs)} Vonage got an NCCO that it refuses: ${inWords(problem)}.`,
      ),
    ];
  });
  const replaced = world.lines.flatMap(({ code, route, problems, error }) => {
    if (code !== 'call-flow-invalid-ncco' && code !== 'call-flow-threw') return [];
    const [problem] = (problems ?? []) as readonly Problem[];
    const why = problem === undefined ? String(error) : inWords(problem);
    return [
      broken(
        'served-nccos-are-valid',
        `The function ${String(route)} replaced an NCCO of the call flow (${code}): ${why}.`,
      ),
    ];
  });
  return [...refused, ...replaced.slice(0, 1)];
}

type Problem = RecordOf<'ncco'>['problems'][number];

const inWords = ({ path, expected, found }: Problem): string =>
  `${path}: expected ${expected}, found ${found}`;

function afterwards({ last, primaryOrigins }: Judged): readonly Judgement[] {
  const tier = servedBy(last, primaryOrigins);
  if (tier === 'primary') return [];
  return [
    broken(
      'all-is-well-afterwards',
      `A call that began two minutes after the last fault was served by ${tier ?? 'no tier'}; expected the primary.`,
    ),
  ];
}
