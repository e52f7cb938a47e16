import type { RegionRole } from '../../emulator/emulator.ts';
import type { Drop } from '../../simulator/bot/behavior.ts';
import type { Breakable, Broken } from '../world/broken.ts';
import type { WireFault, WireResponse } from '../world/wire.ts';

/** Where a fault strikes. */
export type Place = RegionRole | 'static' | 'person';

export interface FaultKind {
  readonly name: string;
  /** For people: what is broken, of `place`. */
  readonly says: (place: Place) => string;
  readonly places: readonly [Place, ...Place[]];
  /** It begins; returns how it ends. */
  readonly apply: (breakable: Breakable, place: Place) => () => void;
}

const BOTH = ['primary', 'secondary'] as const;
const roleOf = (place: Place): RegionRole => (place === 'secondary' ? 'secondary' : 'primary');

/** Of each thing that is broken, the faults that are there, the first one first. */
const present = new WeakMap<object, Map<PropertyKey, unknown[]>>();

/** Sets one thing that is broken. Of several faults the last one counts, and when it ends the one before. */
function set<Part extends object, Key extends keyof Part>(
  part: Part,
  key: Key,
  value: Part[Key],
): () => void {
  const ofPart = present.get(part) ?? new Map<PropertyKey, unknown[]>();
  present.set(part, ofPart);
  const values = ofPart.get(key) ?? [part[key]];
  ofPart.set(key, values);
  const fault = { value };
  values.push(fault);
  part[key] = value;
  return () => {
    values.splice(values.indexOf(fault), 1);
    const last = values.at(-1);
    part[key] = values.length === 1 ? (values[0] as Part[Key]) : (last as { value: Part[Key] }).value;
  };
}

const onTheWay = (name: string, what: string, fault: WireFault): FaultKind => ({
  name,
  says: (place) => `the ${place}'s API ${what}`,
  places: BOTH,
  apply: ({ broken }, place) => set(broken[roleOf(place)], 'api', fault),
});

const json = (text: string, status = 200, type = 'application/json'): WireResponse => ({
  status,
  headers: { 'content-type': type },
  body: Buffer.from(text),
});

const answers = (name: string, what: string, response: WireResponse): FaultKind =>
  onTheWay(name, `answers with ${what}`, { kind: 'answers', response });

const statuses = [401, 403, 404, 429, 500, 502, 503, 504].map((status) =>
  answers(`answers-${status}`, String(status), json('{"message":"no"}', status)),
);

const functionsOf = (name: string, fault: 'hangs' | 'crashes' | 'throttled'): FaultKind => ({
  name,
  says: (place) => `the ${place}'s functions: ${fault}`,
  places: BOTH,
  apply: ({ broken }, place) => set(broken[roleOf(place)], 'functions', fault),
});

const store = (part: 'secretStore' | 'journal', fault: 'unreachable' | 'hangs'): FaultKind => ({
  name: `${part === 'journal' ? 'journal' : 'secret-store'}-${fault}`,
  says: (place) =>
    `the ${place}'s ${part === 'journal' ? 'journal' : 'secret store'} ${fault === 'unreachable' ? 'is unreachable' : 'hangs'}`,
  places: BOTH,
  apply: ({ broken }, place) => set(broken[roleOf(place)], part, fault),
});

const bot = (behavior: Broken['primary']['bot']): FaultKind => ({
  name: `bot-${behavior.kind}`,
  says: (place) => `the ${place}'s bot: ${behavior.kind}`,
  places: BOTH,
  apply: ({ broken }, place) => set(broken[roleOf(place)], 'bot', behavior),
});

const dropped = (how: Drop): FaultKind => ({
  name: `bot-drops-callers-${how}`,
  says: (place) => `the ${place}'s bot drops its callers (${how}), and refuses until it is back`,
  places: BOTH,
  apply: (world, place) => {
    const undo = set(world.broken[roleOf(place)], 'bot', { kind: 'refuses' });
    world.bots[roleOf(place)].leave(how);
    return undo;
  },
});

/** All kinds of faults, by layer: the way, what answers, functions, services, CloudFront and the static tier, people and bots. */
export const FAULT_KINDS: readonly FaultKind[] = [
  onTheWay('name-does-not-resolve', 'is not found by name', { kind: 'name-does-not-resolve' }),
  onTheWay('refuses', 'refuses connections', { kind: 'refuses' }),
  onTheWay('black-hole', 'is a black hole', { kind: 'black-hole' }),
  onTheWay('resets-before', 'resets connections before it answers', { kind: 'resets', when: 'before' }),
  onTheWay('resets-during', 'resets connections while it answers', { kind: 'resets', when: 'during' }),
  onTheWay('tls-expired', 'has an expired certificate', { kind: 'tls', why: 'expired' }),
  onTheWay('tls-self-signed', 'has a self-signed certificate', { kind: 'tls', why: 'self-signed' }),
  onTheWay('tls-wrong-name', 'has a certificate of another name', { kind: 'tls', why: 'wrong-name' }),
  onTheWay('accepts-and-hangs', 'accepts connections and hangs', { kind: 'accepts-and-hangs' }),
  onTheWay('drips', 'answers at one byte a second', { kind: 'drips' }),
  ...statuses,
  answers(
    'answers-html',
    'an HTML page',
    json('<!doctype html><title>Maintenance</title>', 200, 'text/html'),
  ),
  answers('answers-nothing', 'an empty body', json('')),
  answers('answers-truncated', 'JSON that is cut off', json('[{"action":"talk","te')),
  answers('answers-invalid-ncco', 'an NCCO that Vonage refuses', json('[{"action":"dance"}]')),
  answers(
    'answers-as-text',
    'an NCCO that is called text',
    json('[{"action":"talk","text":"Hi."}]', 200, 'text/plain'),
  ),
  onTheWay('redirects', 'redirects', {
    kind: 'answers',
    response: { status: 302, headers: { location: 'https://example.com/' }, body: Buffer.alloc(0) },
  }),
  functionsOf('functions-hang', 'hangs'),
  functionsOf('functions-crash', 'crashes'),
  functionsOf('functions-throttled', 'throttled'),
  {
    name: 'cold-start-of-everything',
    says: (place) => `every environment of the ${place} is new`,
    places: BOTH,
    apply: (world, place) => {
      world.recycle(roleOf(place));
      return () => undefined;
    },
  },
  {
    name: 'brown-out',
    says: (place) =>
      `the ${place} is in a brown-out: half of its requests fail, the others take ten times as long`,
    places: BOTH,
    apply: ({ broken }, place) => set(broken[roleOf(place)], 'brownOut', { fails: 0.5, times: 10 }),
  },
  {
    name: 'clock-is-wrong',
    says: (place) => `the ${place}'s clock is an hour ahead`,
    places: BOTH,
    apply: ({ broken }, place) => set(broken[roleOf(place)], 'aheadMs', 3_600_000),
  },
  store('secretStore', 'unreachable'),
  store('secretStore', 'hangs'),
  {
    name: 'wrong-secret',
    says: (place) => `the ${place}'s secret store holds another secret, and its environments are new`,
    places: BOTH,
    apply: (world, place) => {
      const undo = set(world.broken[roleOf(place)], 'hasWrongSecret', true);
      world.recycle(roleOf(place));
      return undo;
    },
  },
  store('journal', 'unreachable'),
  store('journal', 'hangs'),
  {
    name: 'distribution-refuses',
    says: (place) => `the ${place}'s CloudFront distribution refuses connections`,
    places: BOTH,
    apply: ({ broken }, place) => set(broken[roleOf(place)], 'distribution', { kind: 'refuses' }),
  },
  {
    name: 'static-bucket-refuses',
    says: () => 'the static bucket refuses connections',
    places: ['static'],
    apply: ({ broken }) => set(broken, 'staticBucket', { kind: 'refuses' }),
  },
  {
    name: 'static-bucket-drips',
    says: () => 'the static bucket answers at one byte a second',
    places: ['static'],
    apply: ({ broken }) => set(broken, 'staticBucket', { kind: 'drips' }),
  },
  bot({ kind: 'refuses' }),
  bot({ kind: 'never-answers' }),
  bot({ kind: 'mute' }),
  dropped('cleanly'),
  dropped('reset'),
  dropped('half-open'),
  {
    name: 'person-is-busy',
    says: () => 'the person is busy',
    places: ['person'],
    apply: ({ broken }) => set(broken, 'person', 'busy'),
  },
];
