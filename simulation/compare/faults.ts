import { createRandom } from '../../contracts/random.ts';
import { CommandError } from '../../cli/kit/command-error.ts';
import type { Place } from '../schedule/faults.ts';
import type { Schedule } from '../schedule/schedule.ts';

/** Of the kinds of the simulation, and where. */
export interface Breaks {
  readonly kind: string;
  readonly place: Place;
}

/** What breaks in a row of the comparison, for as long as the call lasts. */
export interface ComparedFault {
  readonly name: string;
  /** For people. */
  readonly says: string;
  /** Before the caller dials, or once the caller talks to the bot. */
  readonly when: 'before' | 'mid-call';
  readonly breaks: readonly Breaks[];
  /** The README shows it. */
  readonly inReadme?: true;
  /** With `--real` it is played on sockets too: no silence of it is long. */
  readonly onSockets?: true;
}

const at = (place: Place, kind: string): Breaks => ({ kind, place });
const inBoth = (kind: string): readonly Breaks[] => [at('primary', kind), at('secondary', kind)];
const BOT_DROPS = at('primary', 'bot-drops-callers-reset');
const EVERYTHING = [
  at('primary', 'refuses'),
  at('secondary', 'distribution-refuses'),
  at('static', 'static-bucket-refuses'),
];

const before = (name: string, says: string, breaks: readonly Breaks[], more: object = {}): ComparedFault => ({
  name,
  says,
  when: 'before',
  breaks,
  ...more,
});

const midCall = (name: string, says: string, also: readonly Breaks[], more: object = {}): ComparedFault => ({
  name,
  says: `mid-call, the bot drops${says}`,
  when: 'mid-call',
  // The way to the webhooks is broken before the bot's event is sent.
  breaks: [...also, BOT_DROPS],
  ...more,
});

const IN_README = { inReadme: true } as const;
const ON_SOCKETS_TOO = { onSockets: true } as const;

/** In the order of the table. */
export const COMPARED_FAULTS: readonly ComparedFault[] = [
  before('nothing', 'nothing', []),
  before('primary-refuses', 'the primary refuses connections', [at('primary', 'refuses')]),
  before('primary-black-hole', 'the primary is a black hole', [at('primary', 'black-hole')], {
    ...IN_README,
    ...ON_SOCKETS_TOO,
  }),
  before(
    'primary-hangs',
    'the primary accepts and never answers',
    [at('primary', 'accepts-and-hangs')],
    IN_README,
  ),
  before('primary-drips', 'the primary answers at one byte a second', [at('primary', 'drips')]),
  before('primary-has-no-name', 'the primary’s name does not resolve', [
    at('primary', 'name-does-not-resolve'),
  ]),
  before('primary-tls', 'the primary’s certificate has expired', [at('primary', 'tls-expired')]),
  before('primary-answers-503', 'the primary answers 503', [at('primary', 'answers-503')]),
  before('primary-answers-html', 'the primary answers an HTML page', [at('primary', 'answers-html')]),
  before('functions-hang', 'the primary’s functions hang', [at('primary', 'functions-hang')], ON_SOCKETS_TOO),
  before('functions-crash', 'the primary’s functions crash', [at('primary', 'functions-crash')]),
  before('functions-throttled', 'the primary’s functions are throttled', [
    at('primary', 'functions-throttled'),
  ]),
  before('wrong-secret', 'the primary holds a wrong secret', [at('primary', 'wrong-secret')]),
  before('secondary-refuses', 'the secondary refuses connections', [at('secondary', 'refuses')]),
  before('both-refuse', 'both regions refuse connections', inBoth('refuses'), ON_SOCKETS_TOO),
  before('both-black-holes', 'both regions are black holes', inBoth('black-hole'), IN_README),
  before('both-hang', 'both regions accept and never answer', inBoth('accepts-and-hangs')),
  before('primary-and-static', 'the primary and the static bucket refuse', [
    at('primary', 'refuses'),
    at('static', 'static-bucket-refuses'),
  ]),
  before('everything', 'both regions, CloudFront and the static bucket refuse', EVERYTHING),
  before('bot-refuses', 'the bot refuses connections', [at('primary', 'bot-refuses')]),
  before('bot-never-answers', 'the bot never answers', [at('primary', 'bot-never-answers')]),
  midCall('bot-drops', '', [], { ...IN_README, ...ON_SOCKETS_TOO }),
  midCall('bot-and-primary-refuse', ', and the primary refuses', [at('primary', 'refuses')]),
  midCall('bot-and-primary-black-hole', ', and the primary is a black hole', [at('primary', 'black-hole')]),
  midCall('bot-and-primary-hang', ', and the primary hangs', [at('primary', 'accepts-and-hangs')], IN_README),
  midCall('bot-and-everything', ', and no webhook answers', EVERYTHING),
];

/** Longer than any call. */
const ALWAYS_MS = 600_000;

/** When it breaks in mid-call, and how long the caller talks after that: at least, and up to so much more, ms. */
interface Pace {
  readonly breaks: { readonly least: number; readonly more: number };
  readonly talks: { readonly least: number; readonly more: number };
}

/** Time costs nothing where it is virtual. */
const SIMULATED: Pace = { breaks: { least: 3000, more: 5000 }, talks: { least: 5000, more: 20_000 } };
export const ON_SOCKETS: Pace = { breaks: { least: 1200, more: 300 }, talks: { least: 1000, more: 500 } };

/** The same for each set-up and profile: it depends on the seed and the call's number alone. */
export function scheduleOfCall(
  { when, breaks }: ComparedFault,
  seed: number,
  call: number,
  pace = SIMULATED,
): Schedule {
  const random = createRandom(seed, `compared call ${call}`);
  const drawn = ({ least, more }: Pace['breaks']): number => least + Math.floor(random.next() * more);
  const brokenAtMs = drawn(pace.breaks);
  const fromMs = when === 'before' ? 0 : brokenAtMs;
  const talksForMs = brokenAtMs + drawn(pace.talks);
  return { talksForMs, faults: breaks.map((each) => ({ ...each, fromMs, forMs: ALWAYS_MS })) };
}

/** @throws where there is no such fault, with the names of all */
export function faultNamed(name: string): ComparedFault {
  const found = COMPARED_FAULTS.find((fault) => fault.name === name);
  if (found !== undefined) return found;
  throw new CommandError(
    `expected one of\n  ${COMPARED_FAULTS.map((fault) => fault.name).join('\n  ')}\nfound "${name}"`,
  );
}
