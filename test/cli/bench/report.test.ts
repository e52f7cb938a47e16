import { describeBench, judgeBench } from '../../../cli/bench/report.ts';
import { EMPTY } from '../../../cli/bench/ratios.ts';
import { aRound } from './a-bench.ts';

const measured = (answerMs: number, answerBytes: number, waitedMs = 0) => ({
  rounds: Array.from({ length: 3 }, () => aRound([30], [answerMs], { waitedMs })),
  bundles: new Map([
    [EMPTY, 71],
    ['answer', answerBytes],
  ]),
});

it('shows times, ratios and sizes, and says what they are', () => {
  const lines = describeBench(measured(45, 68_750));
  expect(lines.slice(0, 3)).toEqual([
    'cold start         loaded  ratio  answered  ratio   bundle',
    'an empty handler  30.0 ms   1.00   40.0 ms   1.00   0.1 kB',
    'answer            45.0 ms   1.50   55.0 ms   1.38  68.8 kB',
  ]);
  const text = lines.slice(3).join(' ').replaceAll(/\s+/g, ' ');
  expect(text).toContain(`from the start of a fresh process of Node.js ${process.versions.node}`);
  expect(text).toContain('the secret read over loopback without TLS');
  expect(text).toContain(
    'Warm, answer takes 0.300 ms of the processor a request: 3.00 times verifySignature',
  );
  expect(text).toContain('of the same request (0.100 ms)');
});

const START = 'a start of at most 1.75 times an empty handler';
const BUNDLE = 'a bundle of at most 100,000 bytes';
const FAIL = 'Fail. To fix this: docs/bench.md, "When it fails".';

it.each<[number, number, number, 0 | 1 | 2, readonly string[]]>([
  [52.5, 100_000, 0, 0, [`Pass: answer has ${START}, and ${BUNDLE}.`]],
  [52.5, 100_000, 90, 0, [`Pass: answer has ${START}, and ${BUNDLE}.`]],
  [52.6, 100_000, 0, 1, [`answer: expected ${START}, found 1.753.`, FAIL]],
  [52.5, 100_001, 0, 1, [`answer: expected ${BUNDLE}, found 100,001.`, FAIL]],
  // No machine makes a bundle larger.
  [52.5, 100_001, 90, 1, [`answer: expected ${BUNDLE}, found 100,001.`, FAIL]],
  [
    60,
    123_456,
    90,
    1,
    [`answer: expected ${START}, found 2.000.`, `answer: expected ${BUNDLE}, found 123,456.`, FAIL],
  ],
  [60, 100_000, 6, 1, [`answer: expected ${START}, found 2.000.`, FAIL]],
  [
    60,
    100_000,
    7,
    2,
    [`answer: expected ${START}, found 2.000.`, expect.stringContaining('Unknown: the machine')],
  ],
])(
  'a start of %d ms beside 30 ms, %d bytes, %d ms of waiting: %d',
  (answerMs, bytes, waitedMs, code, lines) => {
    expect(judgeBench(measured(answerMs, bytes, waitedMs))).toEqual({ code, lines });
  },
);
