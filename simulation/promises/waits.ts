import { silencesOf } from '../../contracts/call-history/silences.ts';
import { seconds } from '../in-words.ts';
import type { Spell } from '../schedule/schedule.ts';
import type { World } from '../world/world.ts';
import type { Attempt, Judged } from './judged.ts';
import { broken, during, inevitable, type Judgement } from './judgement.ts';
import { limitOf } from './limits.ts';

/** A bot that never answers is given up after this, ms. */
const BOT_MS = 3000;
/** What is said and rung between two requests, ms. */
const BETWEEN_MS = 200;

/** No silence is longer than what its requests may take by the faults that were there meanwhile. */
export function waits({ world, spells, records, attempts, primaryOrigins }: Judged): readonly Judgement[] {
  const asked = attempts.filter(({ request }) => request.expectsNcco);
  return silencesOf(records, true).flatMap(({ why, fromMs, toMs }) => {
    const inIt = asked.filter(({ request }) => request.atMs >= fromMs - 1 && request.atMs <= toMs);
    const limitMs = inIt.reduce(
      (sum, attempt) => sum + limitOf(attempt, before(attempt, asked), world, primaryOrigins),
      BETWEEN_MS,
    );
    const bots = during(spells, fromMs - BOT_MS, toMs).some(({ fault }) => fault.kind.startsWith('bot-'));
    const most = limitMs + (bots ? BOT_MS * 2 : 0);
    const tookMs = toMs - fromMs;
    if (tookMs <= most) return [];
    const unlimited = unlimitedBy(during(spells, fromMs, toMs), spells, world);
    if (unlimited !== undefined)
      return [
        inevitable(
          'waits-are-within-limits',
          `The caller heard nothing for ${seconds(tookMs)}: ${unlimited}.`,
        ),
      ];
    return [
      broken(
        'waits-are-within-limits',
        `At ${seconds(fromMs)} the caller heard nothing for ${seconds(tookMs)} (${why}); the limit of this schedule is ${seconds(most)}.`,
      ),
    ];
  });
}

/** What Vonage waits for without a limit; undefined: nothing of that was there. */
function unlimitedBy(
  meanwhile: readonly Spell[],
  all: readonly Spell[],
  { profile }: Pick<World, 'profile'>,
): string | undefined {
  if (
    profile.socketTimeoutCovers === 'inactivity' &&
    meanwhile.some(({ fault }) => fault.kind.endsWith('drips'))
  )
    return 'a response dripped, which Vonage by this reading of its rules never cuts';
  return all.some(({ fault }) => fault.kind === 'bot-mute')
    ? 'the bot took the call and said nothing, which Vonage does not notice'
    : undefined;
}

/** Earlier attempts at the same request. */
function before({ request }: Attempt, asked: readonly Attempt[]): readonly Attempt[] {
  const { retryOf } = request;
  if (retryOf === undefined) return [];
  return asked.filter(
    (each) =>
      (each.request.request === retryOf || each.request.retryOf === retryOf) &&
      each.request.attempt < request.attempt,
  );
}
