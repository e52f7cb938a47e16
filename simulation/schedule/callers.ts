import type { Clock } from '../../contracts/clock.ts';
import { sleep } from '../../contracts/clock.ts';
import type { Random } from '../../contracts/random.ts';
import { answerAt, hangingUp, readScript } from '../../drill/run/script.ts';
import { callFlow as menu } from '../../drill/call-flows/menu.ts';
import type { CallPlan } from '../../simulator/simulator.ts';
import type { Flows } from '../world/handlers.ts';

/** Who calls, and what they are led by. Plain JSON, so that it can be kept. */
export interface Caller {
  /** How long the caller talks to a bot or a person, ms. */
  readonly talksForMs: number;
  /** The user's own call flow, or the menu that the drill breaks. Default: own. */
  readonly flow?: 'own' | 'menu';
  /** What the caller does at each question, as `npm run drill -- --press` has it: `7,1`. Default: nothing. */
  readonly presses?: string;
  /** How long the caller takes for each answer, ms. Default: none. */
  readonly thinksForMs?: number;
}

const LONG_CALL_MS = 600_000;
const USUAL_CALL_MS = 120_000;
const SHORTEST_MS = 5_000;
/** Twice, or once: longer than a call may take (settings: callFlow.mostMinutes). */
const LONG_THOUGHTS_MS = [16 * 60_000, 90 * 60_000] as const;
/** More steps than a call may take (settings: callFlow.mostSteps). */
const MANY = Array.from({ length: 55 }, () => '9').join(',');

const PRESSES = [
  '1',
  '2',
  '9',
  '9,1',
  '7,1',
  'none,2',
  'none,none,none',
  'say:sales',
  'say:support',
  MANY,
] as const;

/**
 * Callers of seconds to ten minutes; each fourth one is in a menu.
 * @param inMenu whatever is drawn
 */
export function callerOf(random: Random, inMenu: boolean): Caller {
  const longestMs = random.pick([USUAL_CALL_MS, USUAL_CALL_MS, USUAL_CALL_MS, LONG_CALL_MS]);
  const talksForMs = SHORTEST_MS + Math.floor(random.next() * longestMs);
  if (random.next() >= 0.25 && !inMenu) return { talksForMs };
  const presses = random.pick(PRESSES);
  const thinksForMs = random.pick([
    0,
    0,
    2000,
    Math.floor(random.next() * 60_000),
    random.pick(LONG_THOUGHTS_MS),
  ]);
  return { talksForMs, flow: 'menu', presses, ...(presses !== MANY && thinksForMs > 0 && { thinksForMs }) };
}

/** What the functions of both regions run for such a caller. */
export const flowsFor = ({ flow }: Caller, own: Flows): Flows =>
  flow === 'menu' ? { callFlow: menu, named: {} } : own;

/** What such a caller does. */
export function planOf(
  { talksForMs, presses = 'none', thinksForMs = 0 }: Caller,
  clock: Clock,
): Pick<CallPlan, 'talksForMs' | 'answers' | 'waitsForMs'> {
  const script = hangingUp(readScript(presses));
  return {
    talksForMs,
    answers: async ({ question }) => {
      if (thinksForMs > 0) await sleep(clock, thinksForMs);
      return answerAt(script, question);
    },
    // A caller who thinks for so long does not hang up meanwhile.
    waitsForMs: 120_000 + thinksForMs * (script.answers.length + 1),
  };
}
