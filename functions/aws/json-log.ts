import { maskNumbersIn } from '../../contracts/mask-number.ts';
import type { Clock, Log } from '../ports.ts';
import type { FunctionSettings } from '../../contracts/settings.ts';
import { embeddedMetrics } from './embedded-metrics.ts';

type Line = Readonly<Record<string, unknown>>;
type Write = (text: string) => void;

/**
 * What is longer is cut: a line that CloudWatch has to split is no JSON any more, and its metrics are lost. The text may be
 * anybody's, and megabytes.
 */
const MOST_CHARACTERS = 4000;

const writeText: Write = (text) => void process.stdout.write(text);

/**
 * One JSON object a line on stdout, which is where CloudWatch's JSON filters read. Whoever builds a line masks what is a
 * number; here is masked what only looks like one, wherever the platform has put it.
 */
export const writeLine = (line: Line, { showNumbers = false, write = writeText } = {}): void => {
  const shown = (_name: string, value: unknown): unknown => {
    if (typeof value !== 'string') return value;
    const text = value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value;
    return showNumbers ? text : maskNumbersIn(text);
  };
  write(`${JSON.stringify(line, shown)}\n`);
};

/**
 * Lines that carry their metrics with them: nothing else is sent, and nothing is lost without the line. What does not fit
 * beside the others gets a line of its own.
 */
export const createJsonLog =
  (
    { name, showNumbers }: Pick<FunctionSettings, 'name' | 'showNumbers'>,
    clock: Clock,
    write: Write = writeText,
  ): Log =>
  (line, counts = []) => {
    const [first, ...more] = embeddedMetrics(name, counts, clock.nowMs());
    writeLine({ ...line, ...first }, { showNumbers, write });
    for (const metrics of more) writeLine({ level: line['level'], ...metrics }, { showNumbers, write });
  };
