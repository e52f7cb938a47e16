/** What the functions' one log line of a request says, as far as it is shown. */
export interface FunctionLine {
  readonly requestId: string | undefined;
  readonly route: string | undefined;
  readonly code: string | undefined;
  readonly conversation: string | undefined;
  /** The event's status. */
  readonly event: string | undefined;
  readonly rung: string | undefined;
  /** The call flow's step that answered. */
  readonly step: string | undefined;
  /** `answer` or `event`: what a fallback request stands for. */
  readonly original: string | undefined;
  readonly platformSays: string | undefined;
  readonly durationMs: number | undefined;
  readonly isCold: boolean;
  readonly error: string | undefined;
  readonly problem: string | undefined;
  /** Why the application that the callback went on to gave no answer. */
  readonly applicationProblem: string | undefined;
  /** What came of that application: `ncco`, `none`, or how it failed. */
  readonly application: string | undefined;
  readonly problems: readonly NccoProblemLine[];
  /** Of the person's rung behind a bot, where it was replaced. */
  readonly tail: Pick<FunctionLine, 'code' | 'error' | 'problems'> | undefined;
}

export interface NccoProblemLine {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

type Json = Readonly<Record<string, unknown>>;

/** undefined for text that is no log line of a request. */
export function readFunctionLine(text: string): FunctionLine | undefined {
  const line = objectOf(text);
  if (line === undefined || typeof line['requestId'] !== 'string') return undefined;
  const tail = isObject(line['tail']) ? line['tail'] : undefined;
  return {
    requestId: line['requestId'],
    route: textOf(line['route']),
    code: textOf(line['code']),
    conversation: textOf(line['conversation']),
    event: textOf(line['event']),
    rung: textOf(line['rung']),
    step: textOf(line['step']),
    original: textOf(line['original']),
    platformSays: textOf(line['platformSays']),
    durationMs: typeof line['durationMs'] === 'number' ? line['durationMs'] : undefined,
    isCold: line['coldStart'] === true,
    error: textOf(line['error']),
    problem: textOf(line['problem']),
    applicationProblem: textOf(line['applicationProblem']),
    application: textOf(line['application']),
    problems: problemsOf(line['problems']),
    tail: tail && {
      code: textOf(tail['code']),
      error: textOf(tail['error']),
      problems: problemsOf(tail['problems']),
    },
  };
}

/** The lines of requests in what the functions wrote: `<function>: <JSON>` each. */
export const functionLinesIn = (output: readonly string[]): readonly FunctionLine[] =>
  output.flatMap((line) => readFunctionLine(line.slice(line.indexOf('{'))) ?? []);

/** Of such a line; `_aws` is what makes metrics of it. */
const KNOWN = ['level', 'message', 'code', 'route', '_aws'];

/** Another line of ours, such as metrics or a message; its message, if it has one. */
export function messageOf(text: string): {
  readonly isLogLine: boolean;
  readonly message: string | undefined;
} {
  const line = objectOf(text);
  if (line === undefined || typeof line['level'] !== 'string')
    return { isLogLine: false, message: undefined };
  const { level, message = line['code'] } = line;
  if (typeof message !== 'string' || level === 'info') return { isLogLine: true, message: undefined };
  const rest = Object.fromEntries(Object.entries(line).filter(([name]) => !KNOWN.includes(name)));
  return { isLogLine: true, message: `${message} ${JSON.stringify(rest)}` };
}

function objectOf(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What made the NCCO unfit: a warning does so only of the NCCO as a whole (an empty one). The journal's have no path. */
const problemsOf = (value: unknown): readonly NccoProblemLine[] =>
  (Array.isArray(value) ? (value as unknown[]) : []).flatMap((each) =>
    isObject(each) &&
    typeof each['path'] === 'string' &&
    (each['severity'] !== 'warning' || each['path'] === '$')
      ? [{ path: each['path'], expected: String(each['expected']), found: String(each['found']) }]
      : [],
  );
