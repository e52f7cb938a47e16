import { clock, duration } from '../transcript.ts';
import type { TranscriptLine } from '../transcript.ts';
import type { CallResult, Verdict } from './play-call.ts';
import type { Script } from './read-script.ts';

export interface ScriptResult {
  readonly script: Script;
  readonly calls: readonly CallResult[];
}

/** `00:01.2  hears  "Welcome."` */
export const lineInWords = ({ atMs, kind, text }: TranscriptLine): string =>
  `${clock(atMs)}  ${kind === 'trouble' ? '! ' : ''}${text}`;

/** One call: a line, and what went wrong with all that happened. */
export function callInWords({ file }: Script, call: CallResult): readonly string[] {
  const { name, verdict, problem, longestSilenceMs, tookMs, transcript } = call;
  const first = `${verdict.padEnd(7)}  ${name}  (${duration(tookMs)}, longest silence ${duration(longestSilenceMs)})`;
  if (problem === undefined) return [first];
  const busy = 'This machine was too busy to tell; run it again.';
  return [
    first,
    `    ${file}:${String(problem.line)}: ${problem.text}`,
    ...(verdict === 'unknown' ? [`    ${busy}`] : []),
    ...transcript.map((line) => `    ${lineInWords(line)}`),
  ];
}

/** The worst of them. */
export function verdictOf(results: readonly ScriptResult[]): Verdict {
  const all = results.flatMap(({ calls }) => calls.map(({ verdict }) => verdict));
  return (['fail', 'unknown'] as const).find((verdict) => all.includes(verdict)) ?? 'pass';
}

/** `3 calls: 2 pass, 1 fail` */
export function countInWords(results: readonly ScriptResult[]): string {
  const all = results.flatMap(({ calls }) => calls);
  const counts = (['pass', 'fail', 'unknown'] as const).flatMap((verdict) => {
    const count = all.filter((call) => call.verdict === verdict).length;
    return count === 0 ? [] : [`${String(count)} ${verdict}`];
  });
  return `${String(all.length)} ${all.length === 1 ? 'call' : 'calls'}: ${counts.join(', ')}`;
}

/** For programs; times in ms. */
export const resultsAsJson = (results: readonly ScriptResult[]): string =>
  JSON.stringify({
    verdict: verdictOf(results),
    calls: results.flatMap(({ script: { file }, calls }) =>
      calls.map(({ name, verdict, problem, longestSilenceMs, tookMs, transcript }) => ({
        file,
        name,
        verdict,
        ...(problem && { problem }),
        longestSilenceMs: Math.round(longestSilenceMs),
        tookMs: Math.round(tookMs),
        transcript: transcript.map(({ atMs, text }) => ({ atMs: Math.round(atMs), text })),
      })),
    ),
  });
