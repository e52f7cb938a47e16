import { effectOnCallers } from '../../../../cli/link/plan/effect-on-callers.ts';
import { parseJson } from '../../../../cli/link/json/lossless-json.ts';
import type { Json } from '../../../../cli/link/json/lossless-json.ts';

const WEBHOOKS = ['capabilities', 'voice', 'webhooks'];
const of = (path: readonly string[], before: Json | undefined, after: Json | undefined) =>
  effectOnCallers({ path: [...WEBHOOKS, ...path], before, after });

describe('what a change does to callers', () => {
  it.each<[string, Json | undefined, Json | undefined, string]>([
    [
      'answer_url.connect_timeout',
      1000,
      500,
      'a call while the primary cannot be reached: 1000 ms of silence before the fallback is asked; so far 2000 ms',
    ],
    [
      'answer_url.socket_timeout',
      undefined,
      2000,
      'a call while the primary accepts and never answers: 4000 ms of silence before the fallback is asked; the default is 10000 ms',
    ],
    [
      'event_url.socket_timeout',
      parseJson('2.5e3'),
      10_000,
      'in mid-call while the primary accepts and never answers: 20000 ms of silence before the fallback is asked; so far 5000 ms',
    ],
    [
      'fallback_answer_url.connect_timeout',
      500,
      800,
      'while the fallback cannot be reached either: 1600 ms of silence more, then the call ends',
    ],
    ['fallback_answer_url.connect_timeout', 500, undefined, ''],
    [
      'answer_url.address',
      undefined,
      'https://x',
      'the next call is answered there; so far calls are not answered',
    ],
    ['event_url.address', 'https://x', 'https://y', 'the next event goes there, of running calls too'],
    ['fallback_answer_url.address', 'https://x', undefined, 'a call ends when the primary fails'],
    ['answer_url', { address: 'https://x' }, undefined, 'calls are not answered'],
    ['answer_url', undefined, { address: 'https://x' }, 'the next call is answered there'],
    ['answer_url.http_method', 'GET', 'POST', 'the signature covers the exact bytes of a POST'],
    ['fallback_answer_url.http_method', 'POST', 'GET', 'Vonage sends the fields in the query'],
    ['recording_url', undefined, {}, ''],
  ])('%s: %j → %j', (path, before, after, effect) => {
    expect(of(path.split('.'), before, after)).toContain(effect);
    if (effect === '') expect(of(path.split('.'), before, after)).toBe('');
  });

  it.each([
    [true, 'callbacks are signed'],
    [false, 'callbacks are no longer signed, and the functions refuse them'],
  ])('signed_callbacks → %s', (after, effect) => {
    const path = ['capabilities', 'voice', 'signed_callbacks'];
    expect(effectOnCallers({ path, before: !after, after })).toContain(effect);
  });
});
