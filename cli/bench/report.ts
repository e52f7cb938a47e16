import { table, wrapped } from '../kit/table.ts';
import { compareCold, compareWarm, EMPTY, median, shareWaited } from './ratios.ts';
import type { Compared, Round } from './ratios.ts';

/** What `npm run bench` measured. */
export interface Measured {
  readonly rounds: readonly Round[];
  /** A handler's name → the size of its bundle, bytes. */
  readonly bundles: ReadonlyMap<string, number>;
}

/** What `answer` may cost at most (docs/decisions/045-what-a-cold-start-loads.md). */
export const LIMITS = {
  /** Times an empty handler's start. */
  start: 1.75,
  bundleBytes: 100_000,
} as const;

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const times = (ratio: number): string => ratio.toFixed(2);
const inMs = ({ ms, ratio }: Compared): readonly string[] => [`${ms.toFixed(1)} ms`, times(ratio)];

/** The table and the sentences below it, one line each. */
export function describeBench({ rounds, bundles }: Measured): readonly string[] {
  const rows = [...bundles].map(([name, bytes]) => [
    name,
    ...inMs(compareCold(rounds, name, 'loadedMs')),
    ...inMs(compareCold(rounds, name, 'answeredMs')),
    kilobytes(bytes),
  ]);
  const head = ['cold start', 'loaded', 'ratio', 'answered', 'ratio', 'bundle'];
  const warm = compareWarm(rounds);
  const least = median(rounds.map((round) => round.warm.leastMs));
  return [
    ...table([head, ...rows], (column) => column > 0),
    '',
    wrapped(
      `Loaded: from the start of a fresh process of Node.js ${process.versions.node} until the handler is loaded, which is what Lambda counts as init. ` +
        `Answered: until its first request is answered, the secret read over loopback without TLS. Ratios are to ${EMPTY} in the same round.`,
    ),
    wrapped(
      `Warm, answer takes ${warm.ms.toFixed(3)} ms of the processor a request: ${times(warm.ratio)} times verifySignature of @vonage/jwt, JSON.parse and JSON.stringify ` +
        `of the same request (${least.toFixed(3)} ms).`,
    ),
  ];
}

/** A machine on which this share of all cold starts is spent waiting for a core slows a larger handler more than an empty one. */
const BUSY = 0.1;

export interface Verdict {
  /** As in docs/exit-codes.md. */
  readonly code: 0 | 1 | 2;
  readonly lines: readonly string[];
}

/** Whether `answer` keeps its limits: exactly, whatever the table has rounded. */
export function judgeBench({ rounds, bundles }: Measured): Verdict {
  const { ratio } = compareCold(rounds, 'answer', 'loadedMs');
  const bytes = bundles.get('answer') ?? NaN;
  const start = `a start of at most ${LIMITS.start} times ${EMPTY}`;
  const bundle = `a bundle of at most ${inWords(LIMITS.bundleBytes)} bytes`;
  const isStartOver = ratio > LIMITS.start;
  const isBundleOver = bytes > LIMITS.bundleBytes;
  const lines = [
    ...(isStartOver ? [`answer: expected ${start}, found ${ratio.toFixed(3)}.`] : []),
    ...(isBundleOver ? [`answer: expected ${bundle}, found ${inWords(bytes)}.`] : []),
  ];
  const busy = shareWaited(rounds);
  if (isStartOver && !isBundleOver && busy > BUSY)
    return {
      code: 2,
      lines: [
        ...lines,
        `Unknown: the machine was too busy to measure (${Math.round(busy * 100)} % of the time was spent waiting for a core). ` +
          'Run it again when nothing else runs.',
      ],
    };
  if (lines.length > 0)
    return { code: 1, lines: [...lines, 'Fail. To fix this: docs/bench.md, "When it fails".'] };
  return { code: 0, lines: [`Pass: answer has ${start}, and ${bundle}.`] };
}

/** `100,000` */
const inWords = (bytes: number): string => bytes.toLocaleString('en-GB');
