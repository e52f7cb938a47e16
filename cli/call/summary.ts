import { ofType } from '../../contracts/call-history/records.ts';
import { originOf, tierOf } from '../../contracts/call-history/served-by.ts';
import { silencesOf } from '../../contracts/call-history/silences.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import type { LocalSystem } from '../local/local-system.ts';
import { tooLong, tooLongInWords } from './silence-limits.ts';
import type { SilenceLimit } from './silence-limits.ts';
import { duration, endInWords, tierInWords } from './transcript.ts';

/** What is worth knowing of a call once it is over. */
export function summaryInWords(
  records: readonly HistoryRecord[],
  system: LocalSystem,
  limits: readonly SilenceLimit[],
): readonly string[] {
  const ended = records.find((record) => record.type === 'call-ended');
  const startMs = records[0]?.atMs ?? 0;
  const silences = silencesOf(records, true).toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs));
  const [longest] = silences;
  const primary = [originOf(system.regions.primary.answer)];
  const tiers = ofType(records, 'ncco')
    .filter(({ problems }) => problems.length === 0)
    .flatMap(({ request }) => tierOf(records, request, primary) ?? []);
  const inTurn = tiers.filter((tier, index) => tier !== tiers[index - 1]);
  return [
    '',
    ...(ended === undefined ? [] : [`${duration(ended.atMs - startMs)}, ended by ${endInWords(ended)}`]),
    `Served by: ${inTurn.length === 0 ? 'no tier' : inTurn.map((tier) => tierInWords(tier, system)).join(' → ')}`,
    longest === undefined
      ? 'No silence.'
      : `Longest silence: ${duration(longest.toMs - longest.fromMs)}${longest.heard ? '' : ', until the end of the call'}`,
    ...limitsInWords(records, limits),
  ];
}

function limitsInWords(
  records: readonly HistoryRecord[],
  limits: readonly SilenceLimit[],
): readonly string[] {
  if (limits.length === 0) return [];
  const silence = tooLong(records, limits);
  const given = [...new Set(limits.map(({ limitMs }) => duration(limitMs)))].join(', then ');
  return [
    silence === undefined
      ? `Limit: ${given}, and it held.`
      : `Limit: ${given}. It did not hold: ${tooLongInWords(silence)}.`,
  ];
}
