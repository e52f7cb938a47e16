import { ofType } from '../../contracts/call-history/records.ts';
import { servedBy } from '../../contracts/call-history/served-by.ts';
import { seconds } from '../in-words.ts';
import { type Judged, tierAsked } from './judged.ts';
import { broken, inevitable, type Judgement } from './judgement.ts';
import { whyNot } from './tiers.ts';

/** A call gets a first NCCO while a tier that it may reach lives, and a caller who has lost the bot hears something. */
export const drops = (judged: Judged): readonly Judgement[] => [
  ...atTheBeginning(judged),
  ...inMidCall(judged),
];

function atTheBeginning({ records, attempts, primaryOrigins }: Judged): readonly Judgement[] {
  if (servedBy(records, primaryOrigins) !== undefined) return [];
  const asked = attempts.filter(({ request }) => request.expectsNcco);
  const lived = asked.flatMap((attempt) => {
    const tier = tierAsked(attempt, primaryOrigins);
    if (tier === 'other') return [];
    const { request, meanwhile } = attempt;
    const why = whyNot(tier, meanwhile);
    const at = `at ${seconds(request.atMs)} the ${tier === 'primary' ? 'primary' : 'fallback URL'}`;
    return [
      {
        lives: why === undefined,
        text: why === undefined ? `${at} was whole` : `${at} could not answer: ${why}`,
      },
    ];
  });
  const alive = lived.filter(({ lives }) => lives);
  if (alive.length > 0 || lived.length === 0)
    return [
      broken(
        'no-drop-while-a-tier-lives',
        `The call was dropped, although ${alive[0]?.text ?? 'no tier was asked'}.`,
      ),
    ];
  return [
    inevitable(
      'no-drop-while-a-tier-lives',
      `The call was dropped: ${lived.map(({ text }) => text).join('; ')}.`,
    ),
  ];
}

/** An NCCO that connects a bot goes on without it: no webhook is needed for that. */
function inMidCall({ records }: Judged): readonly Judgement[] {
  const [ended] = ofType(records, 'call-ended');
  const wanted = records.findLast(({ type }) => type === 'wants-ncco' || type === 'heard');
  if (ended === undefined || ended.by === 'caller' || ended.loop === true) return [];
  if (wanted?.type !== 'wants-ncco' || wanted.why === 'answer') return [];
  return [
    broken(
      'no-drop-while-a-tier-lives',
      `The call ended at ${seconds(ended.atMs)} (${ended.detail}): the caller heard nothing after ${seconds(wanted.atMs)} (${wanted.why}).`,
    ),
  ];
}
