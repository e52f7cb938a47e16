import type { HistoryRecord } from '../contracts/history.ts';
import { kindOf, type Schedule } from './schedule/schedule.ts';

/** `0.02 s`: a time in a call. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

/** What happens to a call, a line for each fault. */
export function scheduleInWords(schedule: Schedule): readonly string[] {
  const { profile, talksForMs, flow, presses, thinksForMs, rotation, faults, outsiders = [] } = schedule;
  const ordered = faults.toSorted((a, b) => a.fromMs - b.fromMs);
  return [
    ...(profile === undefined ? [] : [`Vonage follows the reading ${profile}.`]),
    ...(flow === 'menu' ? [`The call flow is the drill's menu.`] : []),
    ...(presses === undefined
      ? []
      : [
          `At the questions the caller does: ${presses}${thinksForMs === undefined ? '' : `, each after ${seconds(thinksForMs)}`}.`,
        ]),
    `The caller talks for ${seconds(talksForMs)}.`,
    ...ordered.map(({ kind, place, fromMs, forMs, flapsEveryMs }) => {
      const flaps = flapsEveryMs === undefined ? '' : `, every ${seconds(flapsEveryMs)} there and gone`;
      return `From ${seconds(fromMs)} to ${seconds(fromMs + forMs)}${flaps}: ${kindOf(kind).says(place)}.`;
    }),
    ...(rotation === undefined
      ? []
      : [
          `The signature secret is rotated: staged at ${seconds(rotation.stage)}, Vonage signs with it from ${seconds(rotation.sign)}, finished at ${seconds(rotation.finish)}.`,
        ]),
    ...outsiders
      .toSorted((a, b) => a.atMs - b.atMs)
      .map(({ what, region, atMs }) => `At ${seconds(atMs)} somebody else sends to the ${region}: ${what}.`),
  ];
}

/** What happened in a call, a line for each thing. */
export const timelineInWords = (history: readonly HistoryRecord[], call: string): readonly string[] =>
  timelineOf(history, call).map(({ atMs, text }) => `${seconds(atMs).padStart(9)}  ${text}`);

/** The same, with its times as numbers, ms. */
export const timelineOf = (
  history: readonly HistoryRecord[],
  call: string,
): readonly { readonly atMs: number; readonly text: string }[] =>
  history.flatMap((record) => {
    const text = record.call === call ? inWords(record) : undefined;
    return text === undefined ? [] : [{ atMs: record.atMs, text }];
  });

function inWords(record: HistoryRecord): string | undefined {
  switch (record.type) {
    case 'call-started':
      return `the caller ${record.from} dials ${record.to}`;
    case 'wants-ncco':
      return `Vonage wants an NCCO (${record.why}): the caller waits`;
    case 'request':
      return `${record.method} ${record.url.split('?')[0]}${record.event === undefined ? '' : ` (${record.event})`}${record.attempt > 1 ? `, attempt ${record.attempt}` : ''}`;
    case 'outcome': {
      const { outcome, next, rule, tookMs } = record;
      const what = outcome.kind === 'response' ? String(outcome.status) : outcome.error;
      return `  → ${what} after ${Math.round(tookMs)} ms: ${next} (${rule})`;
    }
    case 'heard':
      return `the caller hears: ${record.what} "${record.content}"`;
    case 'leg':
      return `leg to ${record.to}: ${record.state}${record.detail === undefined ? '' : ` (${record.detail})`}`;
    case 'call-ended':
      return `the call ends, by ${record.by}: ${record.detail}`;
    default:
      return undefined;
  }
}
