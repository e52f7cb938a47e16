import { table } from '../kit/table.ts';
import { BURST, MOST_CALLS, planCalls, SETTINGS } from './plan-calls.ts';
import type { Setting } from './plan-calls.ts';

/** The platform ends each call after so long: it bounds the price. */
export const CALL_SECONDS = 45;
/** A call from a number of one's own to another one is billed as an outgoing and as an incoming one. */
const BILLED_LEGS = 2;
const PRICE_LIST = 'https://www.vonage.com/communications-apis/voice/pricing/';

/** What a run costs at most. @param rate EUR a minute, the dearer of the two; undefined: not known */
export function priceOf(rate: number | undefined): string {
  const minutes = (MOST_CALLS * CALL_SECONDS * BILLED_LEGS) / 60;
  const bound = `at most ${String(MOST_CALLS)} calls of ${String(CALL_SECONDS)} s, each billed as outgoing and as incoming: ${String(minutes)} minutes`;
  return rate === undefined
    ? `Price: ${bound}, times the dearer of the two rates of your numbers. Ask the price list (${PRICE_LIST}), and give the rate with --rate EUR.`
    : `Price: ${bound}, at ${rate.toFixed(4)} EUR a minute (--rate) at most ${(minutes * rate).toFixed(2)} EUR.`;
}

/**
 * Each call of a run, what it changes in the application, and what it tries.
 * @param has whether there is an address that refuses, and one that drops every packet
 */
export function printPlan(
  has: { readonly refused: string | undefined; readonly blackHole: string | undefined },
  rate: number | undefined,
): string {
  const calls = planCalls(has);
  const rows = calls.map(({ setting, answer, events, statusEvents }, index) => [
    String(index + 1),
    setting === 'post' || setting === 'get' ? answer.says : SETTINGS[setting],
    [
      ...events.map(({ name }) => name),
      ...(statusEvents === 'fail'
        ? ['status events fail']
        : statusEvents === 'wait'
          ? ['a status event waits']
          : []),
    ].join(', '),
  ]);
  const settings = [...new Set(calls.map(({ setting }) => setting))];
  const spare = MOST_CALLS - BURST - calls.length;
  return [
    table([
      ['call', 'the answer URL', 'then, at event URLs'],
      ...rows,
      [`${String(calls.length + 1)}–${String(calls.length + BURST)}`, `${String(BURST)} calls at once`, ''],
    ]).join('\n'),
    `${String(spare)} more calls where a call ends before all of its part was tried.`,
    `What it writes to the application, one after the other: ${settings.map((setting: Setting) => SETTINGS[setting]).join('; ')}; with the shortest timeouts that Vonage takes, and signed callbacks. Then the application is put back as it was, and read back.`,
    'It takes about 3 minutes. No person has to pick up a phone: the number calls itself, or is called by --from.',
    priceOf(rate),
  ].join('\n\n');
}
