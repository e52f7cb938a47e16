import { nearest } from '../../contracts/nearest.ts';
import type { LegBehavior } from '../../simulator/simulator.ts';
import { CommandError } from '../kit/command-error.ts';
import { changeParts } from '../local/local-system.ts';
import type { LocalRole, LocalSystem } from '../local/local-system.ts';
import { PARTS } from '../local/parts.ts';
import type { CallersBot } from './bots.ts';

/** A part and how it is broken. */
export interface PartFault {
  readonly part: string;
  readonly how: string;
}

const BOTS: Readonly<Record<string, readonly LocalRole[]>> = {
  bot: ['primary', 'secondary'],
  'primary-bot': ['primary'],
  'secondary-bot': ['secondary'],
};
/** `drops`: callers lose it, and reach it again at once. */
const BOT_FAULTS = ['refuses', 'drops'];

const HOWS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(PARTS.map(({ name, hows }) => [name, hows])),
  ...Object.fromEntries(Object.keys(BOTS).map((name) => [name, BOT_FAULTS])),
};

/** @throws CommandError for a part that there is not */
export function readPartName(text: string): string {
  if (Object.hasOwn(HOWS, text)) return text;
  const names = Object.keys(HOWS);
  const close = nearest(text, names);
  throw new CommandError(
    `expected a part (${names.join(', ')}), found "${text}".${close === undefined ? '' : ` Did you mean ${close}?`}`,
  );
}

/** Reads `primary`, `primary,hangs` and `primary --how hangs`. @throws CommandError */
export function readPartFault(text: string): PartFault {
  const [, name = '', wanted] = /^\s*([^\s,]*)(?:(?:\s*,\s*|\s+--how[\s=]+)(\S.*?))?\s*$/.exec(text) ?? [
    ,
    text,
  ];
  const part = readPartName(name);
  const hows = HOWS[part] ?? [];
  const how = wanted ?? hows[0] ?? '';
  if (hows.includes(how)) return { part, how };
  throw new CommandError(`expected ${hows.join(', ')} as the way to break ${part}, found "${how}".`);
}

/** How people behave who are rung, by the word that is typed. */
const PEOPLE = {
  answers: 'answers',
  busy: 'busy',
  'no-answer': 'never-answers',
  'hangs-up': 'answers-and-hangs-up',
} as const satisfies Readonly<Record<string, LegBehavior>>;

export const PERSON_WORDS = Object.keys(PEOPLE) as readonly (keyof typeof PEOPLE)[];

/** @throws CommandError */
export function readPerson(text: string): LegBehavior {
  const word = PERSON_WORDS.find((each) => each === text);
  if (word !== undefined) return PEOPLE[word];
  const close = nearest(text, PERSON_WORDS);
  throw new CommandError(
    `expected ${PERSON_WORDS.join(', ')}, found "${text}".${close === undefined ? '' : ` Did you mean ${close}?`}`,
  );
}

/** Breaks parts of the local system, and the bots; restores what it has broken, and nothing else. */
export class Breaker {
  readonly #system: LocalSystem;
  readonly #bots: Readonly<Record<LocalRole, CallersBot>>;
  readonly #broken = new Set<string>();

  constructor(system: LocalSystem, bots: Readonly<Record<LocalRole, CallersBot>>) {
    this.#system = system;
    this.#bots = bots;
  }

  /** @throws CommandError with what the local system objects to */
  async break({ part, how }: PartFault): Promise<void> {
    const roles = BOTS[part];
    if (roles === undefined) await changeParts(this.#system, { part, how, restore: false });
    else
      for (const role of roles) {
        if (how === 'refuses') this.#bots[role].refuse();
        this.#bots[role].drop();
      }
    this.#broken.add(part);
  }

  /** One part, or all that it has broken. @throws CommandError */
  async restore(part?: string): Promise<void> {
    for (const each of part === undefined ? [...this.#broken] : [part]) {
      const roles = BOTS[each];
      if (roles === undefined) await changeParts(this.#system, { part: each, how: undefined, restore: true });
      else for (const role of roles) this.#bots[role].accept();
      this.#broken.delete(each);
    }
  }
}
