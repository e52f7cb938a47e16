import { ofType } from '../../contracts/call-history/records.ts';
import { tierOf } from '../../contracts/call-history/served-by.ts';
import { silencesOf } from '../../contracts/call-history/silences.ts';
import { seconds } from '../in-words.ts';
import type { PlayedCall } from './play.ts';

/** Silences of a call in both worlds may differ by so much. */
export const TOLERANCE_MS = 150;

/** Something in which a call is not the same in both worlds. */
export interface Difference {
  readonly what: 'rules' | 'tiers' | 'heard' | 'end' | 'silence';
  readonly virtual: string;
  readonly real: string;
  /** Part of the real call in which it came about, ms since the caller dialled. */
  readonly fromMs: number;
  readonly toMs: number;
  /** A silence is so much longer or shorter than it may be. */
  readonly excessMs?: number;
}

/** What happens to a caller, without times: what both worlds must agree on. */
interface Path {
  /** Each request for an NCCO, with its outcome and the rule that decided. */
  readonly rules: readonly string[];
  /** Each status event that has an outcome by the end of the call: the same. */
  readonly events: ReadonlyMap<string, string>;
  readonly tiers: readonly string[];
  readonly heard: readonly string[];
  readonly end: string;
}

function pathOf(records: PlayedCall, primaryOrigins: readonly string[]): Path {
  const outcomes = new Map(ofType(records, 'outcome').map((outcome) => [outcome.request, outcome]));
  const requests = ofType(records, 'request').map((request) => {
    const name = `${request.event ?? request.kind} → ${request.kind}, attempt ${request.attempt}`;
    const outcome = outcomes.get(request.request);
    if (outcome === undefined) return { request, name, said: undefined };
    const what = outcome.outcome.kind === 'response' ? outcome.outcome.status : outcome.outcome.error;
    return { request, name, said: `${what}: ${outcome.next} (${outcome.rule})` };
  });
  const [end] = ofType(records, 'call-ended');
  return {
    rules: requests.flatMap(({ request, name, said }) =>
      request.expectsNcco ? [`${name}: ${said ?? 'no outcome'}`] : [],
    ),
    events: new Map(
      requests.flatMap(({ request: { expectsNcco, payload }, name, said }) =>
        expectsNcco || said === undefined ? [] : [[`${name}, of leg ${String(payload['uuid'])}`, said]],
      ),
    ),
    tiers: ofType(records, 'ncco').map(({ request, problems }) =>
      problems.length > 0 ? 'invalid' : (tierOf(records, request, primaryOrigins) ?? 'none'),
    ),
    heard: ofType(records, 'heard').map(({ what, content }) => `${what} "${content}"`),
    end: end === undefined ? 'it did not end' : `by ${end.by}: ${end.detail}`,
  };
}

/** Events that are known in both, with another outcome. */
const otherEvents = (
  one: Path['events'],
  other: Path['events'],
): readonly (readonly [name: string, one: string, other: string])[] =>
  [...one].flatMap(([name, said]) => {
    const there = other.get(name);
    return there === undefined || there === said ? [] : [[name, said, there] as const];
  });

/** All in which a call differs from one world to the other. Pure. */
export function differences(
  virtual: PlayedCall,
  real: PlayedCall,
  primaryOrigins: readonly string[],
): readonly Difference[] {
  const one = pathOf(virtual, primaryOrigins);
  const other = pathOf(real, primaryOrigins);
  const whole = { fromMs: 0, toMs: real.at(-1)?.atMs ?? 0 };
  const lists = (['rules', 'tiers', 'heard'] as const).flatMap((what): readonly Difference[] => {
    const at = firstOther(one[what], other[what]);
    if (at === undefined) return [];
    const [inVirtual = 'nothing more', inReal = 'nothing more'] = [one[what][at], other[what][at]];
    return [{ what, virtual: inVirtual, real: inReal, ...whole }];
  });
  const events = otherEvents(one.events, other.events).map(([name, inVirtual, inReal]): Difference => ({
    what: 'rules',
    virtual: `${name}: ${inVirtual}`,
    real: `${name}: ${inReal}`,
    ...whole,
  }));
  const ends: readonly Difference[] =
    one.end === other.end ? [] : [{ what: 'end', virtual: one.end, real: other.end, ...whole }];
  const found = [...lists, ...events, ...ends];
  return found.length > 0 ? found : otherSilences(virtual, real);
}

function firstOther(one: readonly string[], other: readonly string[]): number | undefined {
  const longest = one.length > other.length ? one : other;
  const at = longest.findIndex((_each, index) => one[index] !== other[index]);
  return at < 0 ? undefined : at;
}

/** Of calls that are the same but for their times. */
function otherSilences(virtual: PlayedCall, real: PlayedCall): readonly Difference[] {
  const expected = silencesOf(virtual, true);
  return silencesOf(real, true).flatMap(({ why, fromMs, toMs }, at): readonly Difference[] => {
    const other = expected[at];
    const tookMs = toMs - fromMs;
    const expectedMs = other === undefined ? 0 : other.toMs - other.fromMs;
    const excessMs = Math.abs(tookMs - expectedMs) - TOLERANCE_MS;
    if (excessMs <= 0) return [];
    const inWords = (ms: number): string => `silent for ${seconds(ms)} (${why})`;
    return [{ what: 'silence', virtual: inWords(expectedMs), real: inWords(tookMs), fromMs, toMs, excessMs }];
  });
}
