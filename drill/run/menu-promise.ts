import { NEW_WORDS } from '../call-flows/menu-2.ts';
import type { EndsWith, Meant, PromisedCall } from '../checkers/checker.ts';
import { PARTNERS } from '../checkers/meant.ts';
import type { Given, MenuPromise } from '../scenarios/scenario.ts';
import { untilBotOrPerson } from './describe-ncco.ts';
import type { FlowSays } from './read-flow.ts';
import type { Journey, MenuSays } from './read-menu.ts';
import type { Script } from './script.ts';

/** What one caller in a menu is promised, by what the menu says to the caller's script in a healthy system. */
export function menuPromise(
  menu: MenuPromise,
  script: Script | undefined,
  says: MenuSays & Pick<FlowSays, 'tierSays'>,
  given: Given,
): Pick<PromisedCall, 'hears' | 'endsWith' | 'stepLimitMs'> {
  const journey = journeysOf(menu, says).find((each) => each.script.text === script?.text);
  const hears = journey === undefined ? [] : hearsOf(menu, journey, says);
  return {
    hears,
    stepLimitMs: menu.limitMs(given),
    ...(menu.hears !== 'static' && { endsWith: [endOf(hears, menu, journey)] }),
  };
}

/** Where the application is out of reach, the call flow says other words, and may ask other questions. */
function journeysOf({ hears }: MenuPromise, { journeys, own }: MenuSays): readonly Journey[] {
  if (hears === 'own-start') return own?.fromStart ?? [];
  return hears === 'own-step' ? (own?.fromFirstAnswer ?? []) : journeys;
}

function hearsOf(
  { hears, askedByNext = [] }: MenuPromise,
  { says: parts, question }: Journey,
  { tierSays, rungSays, lost }: MenuSays & Pick<FlowSays, 'tierSays'>,
): readonly Meant[] {
  const [first = []] = parts;
  const person = untilBotOrPerson(rungSays.person);
  switch (hears) {
    case 'own-start':
    case 'own-step':
      return parts.flat();
    case 'script':
      return parts.flatMap((part, index) => (askedByNext.includes(index + 1) ? byNextVersion(part) : part));
    case 'question-again':
      return [...first, ...question, ...person];
    case 'lost':
      // Whatever it says, the caller is not left alone.
      return [...first, ...(lost.length === 0 ? person : lost)];
    case 'tail':
      return [...first, ...person];
    case 'static':
      return [...first, ...tierSays.static];
  }
}

/** The question of a part is its end. */
const byNextVersion = (part: readonly Meant[]): readonly Meant[] => [
  ...part.slice(0, -1),
  { what: 'talk', content: NEW_WORDS },
];

/** The caller ends a conversation; a script without one ends as it did when the menu was read, anything else with its NCCO. */
function endOf(
  hears: readonly Meant[],
  { hears: meant }: MenuPromise,
  journey: Journey | undefined,
): EndsWith {
  const partner = hears.findLast(({ what }) => PARTNERS.includes(what));
  if (partner !== undefined && partner.what !== 'beep') return { partner, endedBy: 'caller' };
  return { endedBy: (AS_READ.includes(meant) ? journey?.endedBy : undefined) ?? 'ncco-ended' };
}

/** The whole call was heard when the menu was read. */
const AS_READ: readonly MenuPromise['hears'][] = ['script', 'own-start', 'own-step'];
