import { CommandError } from '../../kit/command-error.ts';
import { isObject, isSame, printJson } from '../json/lossless-json.ts';
import type { Json, JsonObject } from '../json/lossless-json.ts';
import type { VoiceCapability } from '../../../contracts/voice-capability.ts';

export interface Change {
  /** Keys from the outside in, from `capabilities` on. */
  readonly path: readonly string[];
  /** Undefined: not there. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

export interface Plan {
  /** What can be written of the application as it is: all of it but `id` and `_links`. */
  readonly before: JsonObject;
  /** The same with the planned values: what is written. */
  readonly after: JsonObject;
  readonly changes: readonly Change[];
}

export const VOICE = ['capabilities', 'voice'] as const;
export const WEBHOOKS = ['answer_url', 'event_url', 'fallback_answer_url'] as const;

/** What the API lets one write: `id` is in the address, `_links` is the answer's own. */
export const writable = (application: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(application).filter(([key]) => key !== 'id' && key !== '_links'));

/**
 * Plans these values, each at its path; all else stays as it is. Undefined removes the key.
 * @throws CommandError if a value's path leads through something other than an object
 */
export function planValues(
  application: JsonObject,
  values: readonly { readonly path: readonly string[]; readonly value: Json | undefined }[],
): Plan {
  const before = writable(application);
  const changes = values
    .map(({ path, value }) => ({ path, before: valueAt(before, path), after: value }))
    .filter(({ before: old, after }) => !isEqual(old, after));
  const after = changes.reduce((made, change) => withValue(made, change.path, change.after), before);
  return { before, after, changes };
}

/** The keys that link sets, and no other. @throws CommandError */
export const planVoice = (application: JsonObject, voice: VoiceCapability): Plan =>
  planValues(application, [
    ...WEBHOOKS.flatMap((webhook) =>
      Object.entries(voice.webhooks[webhook]).map(([key, value]: [string, Json]) => ({
        path: [...VOICE, 'webhooks', webhook, key],
        value,
      })),
    ),
    { path: [...VOICE, 'signed_callbacks'], value: voice.signed_callbacks },
  ]);

/** Of a webhook, in the order in which a plan lists them. */
export const WEBHOOK_KEYS = ['address', 'http_method', 'connect_timeout', 'socket_timeout'];

const PLANNED_PATHS = [
  ...WEBHOOKS.flatMap((webhook) => WEBHOOK_KEYS.map((key) => [...VOICE, 'webhooks', webhook, key].join('.'))),
  [...VOICE, 'signed_callbacks'].join('.'),
];

/** In the order of a plan; what link does not set comes last, as it was found. */
export function inOrderOfPlan(changes: readonly Change[]): readonly Change[] {
  const placeOf = ({ path }: Change): number => {
    const place = PLANNED_PATHS.indexOf(path.join('.'));
    return place === -1 ? PLANNED_PATHS.length : place;
  };
  return changes.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Undefined where it, or what holds it, is not there; `null` holds nothing. */
export const valueAt = (value: Json, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (held, key) => (isObject(held) && Object.hasOwn(held, key) ? held[key] : undefined),
    value,
  );

const isEqual = (a: Json | undefined, b: Json | undefined): boolean =>
  a === undefined || b === undefined ? a === b : isSame(a, b);

function withValue(
  object: JsonObject,
  [key, ...rest]: readonly string[],
  value: Json | undefined,
  passed: readonly string[] = [],
): JsonObject {
  if (key === undefined) throw new Error('Expected a path with at least one key.');
  const path = [...passed, key];
  if (rest.length === 0) {
    const others = Object.entries(object).filter(([name]) => name !== key);
    return value === undefined ? Object.fromEntries(others) : { ...object, [key]: value };
  }
  const held = Object.hasOwn(object, key) ? object[key] : undefined;
  if (held !== undefined && held !== null && !isObject(held))
    throw new CommandError(
      `Expected ${path.join('.')} of the application to be an object, found ${printJson(held)}. Fix the application in the Vonage dashboard, then try again.`,
    );
  return { ...object, [key]: withValue(held ?? {}, rest, value, path) };
}
