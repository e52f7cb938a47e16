import { refusalInWords } from '../kit/refusal-words.ts';
import { applicationTrouble } from './application-trouble.ts';
import type { Exchange } from '../../emulator/exchange.ts';
import type { Bundles } from './bundles.ts';
import type { FunctionLine } from './function-line.ts';
import { mapStack } from './map-stack.ts';
import type { MappedStack } from './map-stack.ts';

/** What needs the eyes of who wrote the call flow. */
export interface Trouble {
  readonly headline: string;
  readonly details: readonly string[];
}

const MOST_PROBLEMS = 10;
const MOST_FRAMES = 8;

/**
 * What went wrong in the user's own code, or kept it from being asked: undefined for a request that was served, or refused.
 * @param notes what the emulated region says happened meanwhile
 */
export async function troubleOf(
  exchange: Exchange,
  line: FunctionLine | undefined,
  { notes, bundles }: { readonly notes: readonly string[]; readonly bundles: Bundles },
): Promise<Trouble | undefined> {
  const { listener, status = 0 } = exchange;
  // The region reports its own trouble; its distribution would only repeat it.
  if (listener !== 'primary' && listener !== 'secondary') return undefined;
  if (line === undefined) {
    if (status < 500 || isRefusal(exchange.body)) return undefined;
    return {
      headline: `API Gateway answered ${String(status)} itself: the function gave no answer`,
      details: [...notes, ...(notes.some((note) => note.includes('was cut')) ? [BLOCKS] : [])],
    };
  }
  const problem = await troubleInLine(line, bundles);
  if (problem !== undefined)
    return { headline: problem.headline, details: [...problem.details, consequence(status, line)] };
  if (line.tail === undefined) return undefined;
  const tail = await problemOf(line.tail, TAIL, bundles);
  return (
    tail && {
      headline: tail.headline,
      details: [
        ...tail.details,
        'The caller gets the rest all the same. If no webhook answers later, the last resort follows.',
      ],
    }
  );
}

/**
 * Where the last resort replaced a part of the user's call flow, also the person's rung behind a bot or a question, because it
 * threw or returned an invalid NCCO. Once each: a rung that fails where it is asked fails behind each bot too.
 */
export async function replacedParts(
  lines: readonly FunctionLine[],
  bundles: Pick<Bundles, 'placeOf'>,
): Promise<readonly Trouble[]> {
  const found: Trouble[] = [];
  const add = async (line: Parameters<typeof problemOf>[0], flow: string, isTail: boolean): Promise<void> => {
    if (!REPLACED.includes(line.code)) return;
    const trouble = await problemOf(line, flow, bundles);
    const isSame = (other: Trouble): boolean =>
      String(other.details) === String(trouble?.details) && (isTail || other.headline === trouble?.headline);
    if (trouble !== undefined && !found.some(isSame)) found.push(trouble);
  };
  for (const line of lines) await add(line, partOf(line).name, false);
  for (const { tail } of lines) if (tail) await add(tail, TAIL, true);
  return found;
}

const REPLACED: readonly unknown[] = ['call-flow-threw', 'call-flow-invalid-ncco'];
const TAIL = 'rungs.person, behind a bot or a question,';

const BLOCKS =
  'The usual causes: a loop that never ends in functions/call-flow.ts, or a cold start on a busy machine.';

/** The function's own answer, whose log line is late. */
const isRefusal = (body: string): boolean => refusalInWords(codeOf(body)) !== undefined;

function codeOf(body: string): unknown {
  try {
    return (JSON.parse(body) as { readonly code?: unknown } | null)?.code;
  } catch {
    return undefined;
  }
}

/** What went wrong in the call flow or its application where a function has logged this line; undefined: nothing. */
export async function troubleInLine(
  line: FunctionLine,
  bundles: Pick<Bundles, 'placeOf'>,
): Promise<Trouble | undefined> {
  const own = await problemOf(line, partOf(line).name, bundles);
  const before = applicationTrouble(line);
  if (own === undefined || before === undefined) return own ?? before;
  return { headline: own.headline, details: [...own.details, `Before that, ${before.headline}`] };
}

async function problemOf(
  line: Pick<FunctionLine, 'code' | 'error' | 'problems'> &
    Partial<Pick<FunctionLine, 'durationMs' | 'route' | 'problem'>>,
  flow: string,
  bundles: Pick<Bundles, 'placeOf'>,
): Promise<Trouble | undefined> {
  switch (line.code) {
    case 'call-flow-threw':
      return thrown(`${flow} in functions/call-flow.ts threw`, await mapStack(line.error ?? '', bundles));
    case 'call-flow-too-slow':
      return {
        headline: `${flow} in functions/call-flow.ts was too slow`,
        details: [
          `Expected an NCCO before the deadline of ${String(line.route)}, found none after ${String(line.durationMs)} ms.`,
          'The deadlines are handlerMs in contracts/settings/timeouts.ts.',
        ],
      };
    case 'call-flow-invalid-ncco':
      return {
        headline: `${flow} in functions/call-flow.ts returned an invalid NCCO`,
        details: [
          ...line.problems
            .slice(0, MOST_PROBLEMS)
            .map(({ path, expected, found }) => `at ${path}: expected ${expected}, found ${found}`),
          ...(line.problems.length > MOST_PROBLEMS
            ? [`and ${String(line.problems.length - MOST_PROBLEMS)} more`]
            : []),
        ],
      };
    case 'internal':
      return thrown('the handler threw', await mapStack(line.error ?? '', bundles));
    case 'configuration':
      return { headline: 'the function cannot read its settings', details: [line.problem ?? ''] };
    default:
      return undefined;
  }
}

function thrown(headline: string, { text, first }: MappedStack): Trouble {
  const lines = text.split('\n');
  const firstFrame = lines.findIndex((each) => /^\s+at /.test(each));
  const message = firstFrame === -1 ? lines : lines.slice(0, firstFrame);
  const frames = firstFrame === -1 ? [] : lines.slice(firstFrame).map((each) => each.trim());
  return {
    headline: `${headline}: ${message.join(' ')}`,
    details: [
      ...(first === undefined
        ? []
        : [
            `${first.file}:${String(first.line)}:${String(first.column)}`,
            ...(first.text === undefined ? [] : [`  ${String(first.line)} | ${first.text.trim()}`]),
          ]),
      ...frames.slice(0, MOST_FRAMES).map((each) => `  ${each}`),
    ],
  };
}

/** The part of the call flow that was asked, and what callers get in its place. */
function partOf({ rung, step, route, original }: FunctionLine): { name: string; instead: string } {
  const lastResort = 'the last resort instead (functions/ladder/last-resort.ts)';
  if (rung !== undefined && rung !== 'none')
    return { name: `rungs[${JSON.stringify(rung)}]`, instead: lastResort };
  if (step !== undefined)
    return {
      name: `steps[${JSON.stringify(step)}]`,
      instead: 'the question once more instead, or the person',
    };
  if (route === 'event' || original === 'event') return { name: 'lost', instead: 'the person instead' };
  return { name: 'start', instead: lastResort };
}

function consequence(status: number, line: FunctionLine): string {
  const { code, route } = line;
  if (code === 'application-failed') return afterApplication(status, line);
  if (code === 'internal' && status !== 200) return 'Vonage asks the fallback at once.';
  if (status === 200) return `The caller gets ${partOf(line).instead}.`;
  return route === 'fallback'
    ? 'The CloudFront distribution serves the static NCCO instead.'
    : 'Vonage asks the fallback at once.';
}

/** What becomes of a callback that the application did not take. */
function afterApplication(status: number, line: FunctionLine): string {
  const { route, original, step, rung } = line;
  if (status !== 200) return 'Vonage sends the event once more.';
  const isFirst = route === 'answer' || original === 'answer';
  if (isFirst || step !== undefined || (rung !== undefined && rung !== 'none'))
    return `The caller gets ${partOf(line).name} in functions/call-flow.ts instead.`;
  return 'No caller waits for it. The event is in the journal.';
}
