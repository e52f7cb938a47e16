import { ofType, type RecordOf, recordsByCall } from '../../contracts/call-history/records.ts';
import { journalKey } from '../../contracts/journal/journal-key.ts';
import { servedBy } from '../../contracts/call-history/served-by.ts';
import { silencesOf } from '../../contracts/call-history/silences.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import { CALL, LAST_CALL } from '../run-schedule.ts';
import { seconds } from '../in-words.ts';
import { type Schedule, type Spell, spellsOf } from '../schedule/schedule.ts';
import { ROLES } from '../world/broken.ts';
import type { World } from '../world/world.ts';
import { broken, during, isImpostor, type Judgement } from './judgement.ts';
import { whyNot } from './tiers.ts';

interface Judged {
  readonly world: World;
  readonly spells: readonly Spell[];
  readonly records: readonly HistoryRecord[];
  /** Of `records`. */
  readonly attempts: readonly Attempt[];
  readonly last: readonly HistoryRecord[];
  readonly primaryOrigins: readonly string[];
}

/** Everything that is wrong with a history, and everything that had to be. */
export function judge(
  world: World,
  schedule: Schedule,
  primaryOrigins: readonly string[],
): readonly Judgement[] {
  const byCall = recordsByCall(world.history);
  const records = byCall.get(CALL) ?? [];
  const last = byCall.get(LAST_CALL) ?? [];
  const attempts = attemptsOf(records);
  const judged = { world, spells: spellsOf(schedule), records, attempts, last, primaryOrigins };
  return [
    ...drops(judged),
    ...waits(judged),
    ...loops(judged),
    ...invalid(judged),
    ...journaled(judged),
    ...afterwards(judged),
  ];
}

/** One request and what came of it. */
interface Attempt {
  readonly request: RecordOf<'request'>;
  readonly outcome: RecordOf<'outcome'>;
}

function attemptsOf(records: readonly HistoryRecord[]): readonly Attempt[] {
  const outcomes = new Map(ofType(records, 'outcome').map((outcome) => [outcome.request, outcome]));
  return ofType(records, 'request').flatMap((request) => {
    const outcome = outcomes.get(request.request);
    return outcome === undefined ? [] : [{ request, outcome }];
  });
}

/** Where a request goes. */
const tierAsked = (
  { request }: Attempt,
  primaryOrigins: readonly string[],
): 'primary' | 'fallback' | 'other' =>
  request.kind === 'fallback'
    ? 'fallback'
    : primaryOrigins.includes(new URL(request.url).origin)
      ? 'primary'
      : 'other';

function drops({ spells, records, attempts, primaryOrigins }: Judged): readonly Judgement[] {
  if (servedBy(records, primaryOrigins) !== undefined) return [];
  const asked = attempts.filter(({ request }) => request.expectsNcco);
  const lived = asked.flatMap((attempt) => {
    const tier = tierAsked(attempt, primaryOrigins);
    if (tier === 'other') return [];
    const { request, outcome } = attempt;
    const why = whyNot(tier, during(spells, request.atMs, outcome.atMs));
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
    {
      promise: 'no-drop-while-a-tier-lives',
      verdict: 'inevitable',
      text: `The call was dropped: ${lived.map(({ text }) => text).join('; ')}.`,
    },
  ];
}

/** What a request may take that nothing is in the way of: a cold start, the handler, and the way. */
const HEALTHY_MS = 700;
/** A bot that never answers is given up after this. */
const BOT_MS = 3000;
/** What is said and rung between two requests. */
const BETWEEN_MS = 200;

/** Each attempt within its timeouts, and one that nothing was in the way of within a healthy one's time. */
function waits({ world, spells, records, attempts, primaryOrigins }: Judged): readonly Judgement[] {
  const { voice } = world;
  const asked = attempts.filter(({ request }) => request.expectsNcco);
  const isMute = spells.some(({ fault }) => fault.kind === 'bot-mute');
  return silencesOf(records, true).flatMap(({ why, fromMs, toMs }) => {
    const inIt = asked.filter(({ request }) => request.atMs >= fromMs - 1 && request.atMs <= toMs);
    const limitMs = inIt.reduce((sum, attempt) => {
      const { request, outcome } = attempt;
      const tier = tierAsked(attempt, primaryOrigins);
      const meanwhile = during(spells, request.atMs, outcome.atMs).filter(({ fault }) =>
        tier === 'fallback'
          ? fault.place !== 'primary'
          : fault.place === (tier === 'primary' ? 'primary' : 'secondary'),
      );
      const { connect_timeout: connectMs = 1000, socket_timeout: socketMs = 5000 } =
        voice.webhooks[
          request.kind === 'answer'
            ? 'answer_url'
            : request.kind === 'event'
              ? 'event_url'
              : 'fallback_answer_url'
        ];
      return sum + (meanwhile.length === 0 ? HEALTHY_MS : connectMs + socketMs + BETWEEN_MS);
    }, BETWEEN_MS);
    const bots = during(spells, fromMs - BOT_MS, toMs).some(({ fault }) => fault.kind.startsWith('bot-'));
    const most = limitMs + (bots ? BOT_MS * 2 : 0);
    const tookMs = toMs - fromMs;
    if (tookMs <= most) return [];
    if (isMute)
      return [
        {
          promise: 'waits-are-within-limits',
          verdict: 'inevitable',
          text: `The caller heard nothing for ${seconds(tookMs)}: the bot took the call and said nothing, which Vonage does not notice.`,
        } as const,
      ];
    return [
      broken(
        'waits-are-within-limits',
        `At ${seconds(fromMs)} the caller heard nothing for ${seconds(tookMs)} (${why}); the limit of this schedule is ${seconds(most)}.`,
      ),
    ];
  });
}

const loops = ({ records, last }: Judged): readonly Judgement[] =>
  ofType([...records, ...last], 'call-ended').flatMap(({ loop, detail }) =>
    loop === true ? [broken('no-loop', detail)] : [],
  );

/** What the functions and the static tier serve; what a fault puts in their place is not theirs. */
function invalid({ spells, records, attempts }: Judged): readonly Judgement[] {
  const byRequest = new Map(attempts.map((each) => [each.request.request, each]));
  return ofType(records, 'ncco').flatMap(({ request, problems, atMs }) => {
    const [problem] = problems;
    const attempt = byRequest.get(request);
    if (problem === undefined || attempt === undefined) return [];
    const meanwhile = during(spells, attempt.request.atMs, attempt.outcome.atMs);
    if (meanwhile.some(isImpostor)) return [];
    const { path, expected, found } = problem;
    return [
      broken(
        'served-nccos-are-valid',
        `At ${seconds(atMs)} Vonage got an NCCO that it refuses: ${path}: expected ${expected}, found ${found}.`,
      ),
    ];
  });
}

/** An event has one key, and one that Vonage got 200 for is in a journal, or logged as lost where no journal took it. */
function journaled({ world, spells, attempts }: Judged): readonly Judgement[] {
  const eventsOf = (journal: World['journals']['primary']): readonly string[] =>
    [...journal.values()].map(({ body }) => JSON.stringify((JSON.parse(body) as { event: unknown }).event));
  const events = { primary: eventsOf(world.journals.primary), secondary: eventsOf(world.journals.secondary) };
  const twice = ROLES.flatMap((role) => {
    const inIt = events[role];
    return new Set(inIt).size < inIt.length
      ? [broken('events-are-journaled-once', `The ${role}'s journal holds an event under two keys.`)]
      : [];
  });
  const logged = new Set(world.lines.flatMap(({ code, key }) => (code === 'journal-lost' ? [key] : [])));
  const known = new Set([...events.primary, ...events.secondary]);
  const lost = attempts.flatMap(({ request, outcome }) => {
    const isConfirmed =
      request.kind === 'event' &&
      !request.expectsNcco &&
      outcome.outcome.kind === 'response' &&
      outcome.outcome.status === 200;
    const meanwhile = during(spells, request.atMs, outcome.atMs);
    if (!isConfirmed || meanwhile.some(isImpostor)) return [];
    if (known.has(JSON.stringify(request.payload))) return [];
    const event = `The event ${request.event ?? ''} of ${seconds(request.atMs)} was confirmed with 200, and is in no journal of ${events.primary.length + events.secondary.length} entries`;
    const failing = new Set(
      meanwhile.filter(({ fault }) => fault.kind.startsWith('journal-')).map(({ fault }) => fault.place),
    );
    if (failing.size === 2 && logged.has(journalKey(request.payload)))
      return [
        {
          promise: 'deliverable-events-are-kept',
          verdict: 'inevitable',
          text: `${event}: both journals failed, and the log names it as lost.`,
        } as const,
      ];
    return [broken('deliverable-events-are-kept', `${event}.`)];
  });
  return [...twice, ...lost];
}

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
