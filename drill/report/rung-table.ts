import { table } from '../../cli/kit/table.ts';
import { largest, median } from '../run/statistics.ts';
import type { CallRungs, ScenarioResult } from './result.ts';

type RungTitle = CallRungs['rungs'][number]['rung'];

const RUNGS: readonly RungTitle[] = [
  'first',
  'same-socket',
  'other-socket',
  'person',
  'tail',
  'static',
  'voicemail',
];

/** For each rung, how long callers waited for a bot, a person or a voicemail; empty if no scenario drops a bot. */
export function rungTable(scenarios: readonly ScenarioResult[]): string {
  const rows = scenarios.flatMap(({ name, rungs }) =>
    rungs === undefined ? [] : [[name, ...RUNGS.map((rung) => timesOn(rung, rungs))]],
  );
  if (rows.length === 0) return '';
  const title = 'wait on each rung, p50/max ms';
  return table([[title, ...RUNGS], ...rows], (column) => column > 0).join('\n');
}

function timesOn(rung: RungTitle, calls: readonly CallRungs[]): string {
  const timesMs = calls
    .flatMap(({ rungs }) => rungs)
    .filter((climbed) => climbed.rung === rung)
    .map(({ withoutAnybodyMs }) => withoutAnybodyMs);
  return timesMs.length === 0 ? '-' : `${median(timesMs)}/${largest(timesMs)}`;
}
