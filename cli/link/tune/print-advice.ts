import { ASSUMED_ROUND_TRIP_MS } from '../../../contracts/settings/check-timeouts.ts';
import { table } from '../../kit/table.ts';
import type { VoiceTimeouts } from '../../../contracts/outputs.ts';
import type { FaultCost } from './fault-costs.ts';
import { ms } from './print-measured.ts';
import type { Advice, Recommendation } from './recommend.ts';
import { npmRun } from '../../kit/npm-run.ts';

/** Timeouts by whom they come from, in the order of the table's columns; undefined where there are none. */
export type Columns = Readonly<Record<string, VoiceTimeouts | undefined>>;

/** What to set, beside what else there is. */
export function printAdvice(recommendations: readonly Recommendation[], others: Columns): string {
  const rows = recommendations.flatMap((each) =>
    (['connect', 'socket'] as const).map((kind) => {
      const { timeoutMs, largestMs } = each[kind];
      const key = `${kind}_timeout` as const;
      return [
        `${each.webhook}.${key}`,
        ms(largestMs),
        ...Object.values(others).map((timeouts) => show(timeouts?.[each.webhook][key])),
        timeoutMs === undefined ? 'none helps' : String(timeoutMs),
      ];
    }),
  );
  return table([['ms', 'longest measured', ...Object.keys(others), 'recommended'], ...rows]).join('\n');
}

/** What to know of a timeout: why there is none, or that it has no margin. */
export function remark(
  name: string,
  { timeoutMs, mostMs, beyond, of, largestMs, without }: Advice,
): readonly string[] {
  const most = String(mostMs);
  if (of === 0) return [`${name}: nothing was measured.`];
  if (timeoutMs === undefined) {
    const took = Number.isFinite(largestMs) ? `up to ${ms(largestMs)} ms` : 'no answer in time';
    const share = `${String(beyond)} of ${String(of)} requests took ${most} ms or more (${took}), and Vonage waits ${most} ms at most`;
    const isRare = beyond < of / 20;
    return [
      isRare
        ? `${name}: no timeout helps: ${share}. Packet loss near this machine may explain so few: measure again from another network (a machine in the cloud, near Vonage's region). If the result is the same, these calls go to the fallback with any timeout.`
        : `${name}: no timeout helps: ${share}. These calls go to the fallback with any timeout. To fix this: remove latency in front of the API (proxy, firewall, VPN, distance), or make the function faster; until then "${npmRun('link apply', '--primary', 'OTHER-REGION')}", if that one is faster.`,
    ];
  }
  if (without === 'deadline')
    return [
      `${name}: ${most} ms is the longest timeout of Vonage, and the deadlines behind it (integration timeout, CloudFront) may take longer: a function that hangs then costs two timeouts instead of one try. Deploy timeouts: 'tight', or reduce the latency.`,
    ];
  if (without === 'margin')
    return [
      `${name}: ${most} ms is the longest timeout of Vonage, and leaves little margin over the measured ${ms(largestMs)} ms.`,
    ];
  return [];
}

/** What silence each fault costs, with each of the timeouts. */
export function printCosts(costs: readonly FaultCost[], columns: Columns): string {
  const known = Object.entries(columns).filter(
    (entry): entry is [string, VoiceTimeouts] => entry[1] !== undefined,
  );
  return table([
    ['silence, ms', ...known.map(([name]) => name), 'then'],
    ...costs.map(({ fault, silence, then = 'the fallback answers' }) => [
      fault,
      ...known.map(([, timeouts]) => String(Math.round(silence(timeouts)))),
      then,
    ]),
  ]).join('\n');
}

/** The same for programs. */
export const costsJson = (costs: readonly FaultCost[], columns: Columns): readonly object[] =>
  costs.map(({ fault, silence, then }) => ({
    fault,
    silenceMs: Object.fromEntries(
      Object.entries(columns).map(([name, timeouts]) => [
        name,
        timeouts === undefined ? null : Math.round(silence(timeouts)),
      ]),
    ),
    ...(then === undefined ? {} : { then }),
  }));

/** What the numbers rest on. */
export const ASSUMPTIONS = `A fresh connection for each request, as Vonage is assumed to make. Vonage's round trip is assumed to be ${String(ASSUMED_ROUND_TRIP_MS)} ms where this
machine's is shorter; what is added for that, a quarter of the longest measured, and the deployed deadlines (with what
was measured on the way to them) make a timeout, rounded up to 50 ms.`;

const show = (value: number | undefined): string => (value === undefined ? '–' : String(value));
