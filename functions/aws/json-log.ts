import type { WallClock } from '../../contracts/clock.ts';
import { maskNumbersIn } from '../../contracts/mask-number.ts';
import type { Log } from '../ports.ts';
import type { FunctionSettings } from '../../contracts/function-settings.ts';
import { embeddedMetrics } from './embedded-metrics.ts';

type Line = Readonly<Record<string, unknown>>;
type Write = (text: string) => void;

/**
 * Longer values are cut: CloudWatch splits an overlong line, which is then no JSON, and its metrics are lost. Any sender can
 * cause a value of megabytes.
 */
const MOST_CHARACTERS = 4000;

const writeText: Write = (text) => void process.stdout.write(text);

/**
 * Writes one JSON object per line to stdout, as CloudWatch's JSON filters expect. The caller masks fields that hold phone
 * numbers; this function masks whatever looks like one in any other field.
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
 * Writes log lines that contain their metrics, so that metrics need no other request. Metrics that do not fit into the first
 * line are written in lines of their own.
 */
export const createJsonLog =
  (
    { name, showNumbers }: Pick<FunctionSettings, 'name' | 'showNumbers'>,
    clock: WallClock,
    write: Write = writeText,
  ): Log =>
  (line, counts = []) => {
    const [first, ...more] = embeddedMetrics(name, counts, clock.nowMs());
    writeLine({ ...line, ...first }, { showNumbers, write });
    for (const metrics of more) writeLine({ level: line['level'], ...metrics }, { showNumbers, write });
  };
