import { NCCO, NOTHING, STATIC_NCCO } from '../../drill/callbacks/targets.ts';
import { ofType } from '../../contracts/call-history/records.ts';
import { seconds } from '../in-words.ts';
import type { OutsiderAnswer } from '../outsiders/send.ts';
import type { PlayedWorld } from '../run-schedule.ts';
import { type Schedule, type Spell, spellsOf } from '../schedule/schedule.ts';
import { ROLES } from '../world/broken.ts';
import { broken, during, isImpostor, type Judgement } from './judgement.ts';

const ACCEPTED: readonly string[] = [NCCO, NOTHING];

/**
 * Requests of others are refused, the journals hold nothing but what Vonage has sent, and the call is as it is without them. Two
 * things they can do: a token that names the account makes a function read its secret once more, which a region notices
 * whose secret is wrong or cannot be read; and a request that is refused may make CloudFront fetch the static NCCO, which the call
 * then gets sooner.
 */
export function outsidersChangeNothing(
  world: PlayedWorld,
  without: PlayedWorld,
  schedule: Schedule,
): readonly Judgement[] {
  const spells = spellsOf(schedule);
  const accepted = world.outsiders.filter((answer) => !isAsExpected(answer, spells));
  const mayDiffer =
    schedule.rotation !== undefined || schedule.faults.some(({ kind }) => /secret/.test(kind))
      ? 'A token that names the account made a function read its secret once more.'
      : isStaticFetchedBefore(world, without)
        ? 'CloudFront had fetched the static NCCO for a request that was refused.'
        : undefined;
  return [
    ...accepted.map(({ what, at, atMs, expected, found }) =>
      broken(
        'outsiders-change-nothing',
        `At ${seconds(atMs)} somebody else than Vonage sent to ${at} URL: ${what}. Expected ${expected ?? ''}, found ${found}.`,
      ),
    ),
    ...forgedIn(world).map((entry) =>
      broken('outsiders-change-nothing', `The journals hold an event that Vonage has not sent: ${entry}.`),
    ),
    ...differenceOf(world, without).map((text): Judgement => {
      if (mayDiffer === undefined) return broken('outsiders-change-nothing', text);
      return { promise: 'outsiders-change-nothing', verdict: 'inevitable', text: `${text} ${mayDiffer}` };
    }),
  ];
}

/** To the letter where the region was whole until then; else it is refused in any way. */
function isAsExpected(
  { expected, found, region, atMs, untilMs }: OutsiderAnswer,
  spells: readonly Spell[],
): boolean {
  if (expected === undefined || found === expected) return true;
  const isThere = ({ fault: { place } }: Spell): boolean => place === region || place === 'static';
  if (during(spells, atMs, untilMs).some((spell) => isThere(spell) && isImpostor(spell))) return true;
  return !ACCEPTED.includes(found) && during(spells, 0, untilMs).some(isThere);
}

function differenceOf(world: PlayedWorld, without: PlayedWorld): readonly string[] {
  const [now, before] = [world.history, without.history].map((history) =>
    history.map((record) => JSON.stringify(record)),
  ) as [string[], string[]];
  const at = now.findIndex((record, index) => record !== before[index]);
  const first = at === -1 ? (now.length === before.length ? undefined : now.length) : at;
  const [entries, quiet] = [entriesOf(world), entriesOf(without)];
  return [
    ...(first === undefined
      ? []
      : [
          `The call is another one without the requests of others: expected ${before[first] ?? 'its end'}, found ${now[first] ?? 'its end'}.`,
        ]),
    ...[...quiet.keys()]
      .filter((key) => !entries.has(key))
      .map((key) => `The journals lack an event that is there without the requests of others: ${key}.`),
  ];
}

/** CloudFront says so of an error page, which it keeps for all. */
const isStaticFetchedBefore = (world: PlayedWorld, without: PlayedWorld): boolean =>
  ofType(without.history, 'outcome').some(
    ({ outcome, atMs }) =>
      outcome.kind === 'response' &&
      outcome.headers['x-cache'] === 'Error from cloudfront' &&
      world.outsiders.some((answer) => answer.found === STATIC_NCCO && answer.atMs < atMs),
  );

/** Entries of the calls' conversations that are no payload of Vonage. */
function forgedIn(world: PlayedWorld): readonly string[] {
  const sent = ofType(world.history, 'request').map(({ payload }) => payload);
  const conversations = new Set(sent.map((payload) => bare(payload['conversation_uuid'])));
  const genuine = new Set(sent.map((payload) => JSON.stringify(payload)));
  return [...entriesOf(world)]
    .filter(
      ([, event]) =>
        conversations.has(bare(event['conversation_uuid'])) && !genuine.has(JSON.stringify(event)),
    )
    .map(([key]) => key);
}

type Event = Readonly<Record<string, unknown>>;

/** Of both journals together: keys, each with its event. */
const entriesOf = ({ journals }: PlayedWorld): ReadonlyMap<string, Event> =>
  new Map(
    ROLES.flatMap((role) =>
      [...journals[role]].map(
        ([key, { body }]) => [key, (JSON.parse(body) as { event: Event }).event] as const,
      ),
    ),
  );

const bare = (uuid: unknown): string => String(uuid).replace(/^CON-/, '');
