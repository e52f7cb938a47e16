import { wrapped } from '../../cli/kit/table.ts';
import { seconds, timelineOf } from '../in-words.ts';
import { CALL } from '../run-schedule.ts';
import type { Compared } from './differential.ts';

/** In what a call differs, and both its timelines side by side. */
export function comparedInWords({ differences, virtual, real }: Compared): readonly string[] {
  return [
    ...differences.flatMap(({ what, virtual: simulated, real: onSockets }) => [
      ...wrapped(`${what}: simulated: ${simulated};`).split('\n'),
      ...wrapped(`on sockets: ${onSockets}.`, ' '.repeat(what.length + 2)).split('\n'),
    ]),
    `${'simulated'.padStart(9)}  ${'on sockets'.padStart(10)}`,
    ...sideBySide(timelineOf(virtual, CALL), timelineOf(real, CALL)).map(
      ({ text, oneMs, otherMs }) => `${time(oneMs).padStart(9)}  ${time(otherMs).padStart(10)}  ${text}`,
    ),
  ];
}

const time = (ms: number | undefined): string => (ms === undefined ? '–' : seconds(ms));

type Timeline = ReturnType<typeof timelineOf>;

interface Row {
  readonly text: string;
  /** Undefined: it did not happen there. */
  readonly oneMs: number | undefined;
  readonly otherMs: number | undefined;
}

/** The same but for its times. */
const isSame = (one: Timeline[number], other: Timeline[number]): boolean =>
  withoutTimes(one.text) === withoutTimes(other.text);
const withoutTimes = (text: string): string => text.replace(/after \d+ ms/, '');

/** What happened in both stands in one row, in the longest common order. */
export function sideBySide(one: Timeline, other: Timeline): readonly Row[] {
  /** How many rows the rests from there on have in common. */
  const common = Array.from({ length: one.length + 1 }, () => new Array<number>(other.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = one.length - 1; i >= 0; i -= 1)
    for (let j = other.length - 1; j >= 0; j -= 1) {
      const [left, right] = [one[i], other[j]];
      const best =
        left && right && isSame(left, right) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
      common[i]?.splice(j, 1, best);
    }
  const rows: Row[] = [];
  for (let i = 0, j = 0; i < one.length || j < other.length;) {
    const [left, right] = [one[i], other[j]];
    if (left && right && isSame(left, right)) {
      rows.push({ text: left.text, oneMs: left.atMs, otherMs: right.atMs });
      i += 1;
      j += 1;
    } else if (left && (right === undefined || at(i + 1, j) >= at(i, j + 1))) {
      rows.push({ text: left.text, oneMs: left.atMs, otherMs: undefined });
      i += 1;
    } else if (right) {
      rows.push({ text: right.text, oneMs: undefined, otherMs: right.atMs });
      j += 1;
    }
  }
  return rows;
}
