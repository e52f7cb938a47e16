import { EnvironmentProcess } from '../../emulator/lambda/environment-process.ts';
import { ownWaitMs } from '../../emulator/processes/cpu-waits.ts';
import { CommandError } from '../kit/command-error.ts';
import type { ProxyEvent } from './requests.ts';

/** A function as it is started. */
export interface Started {
  readonly name: string;
  /** With the bundle, `index.cjs`. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The request that it is asked: signed now, because a signature is good for five minutes. */
  readonly request: () => ProxyEvent;
}

/** ms since the process was started, less what it and this one waited for a core. */
export interface ColdStart {
  /** Until its handler is loaded. */
  readonly loadedMs: number;
  /** Until its first request is answered. */
  readonly answeredMs: number;
  /** What they waited for a core until then, ms; it is left out of the times above. */
  readonly waitedMs: number;
}

/** The longest that a function of this project may take is far below it. */
const TIMEOUT_MS = 10_000;

/** Starts one environment, asks it once, and stops it. @throws CommandError where it does not answer with 200 */
export async function startCold({ name, folder, variables, request }: Started): Promise<ColdStart> {
  const output: string[] = [];
  const event = request();
  const startedMs = performance.now();
  const waitedBeforeMs = ownWaitMs();
  const environment = new EnvironmentProcess({
    codeDirectory: folder,
    variables: { ...variables, LAMBDA_TASK_ROOT: folder },
    timeoutMs: TIMEOUT_MS,
    onOutput: (text) => void output.push(text),
    onLife: () => undefined,
  });
  const waited = (): number => environment.waitedMs() + ownWaitMs() - waitedBeforeMs;
  const elapsedMs = (): number => performance.now() - startedMs - waited();
  try {
    const problem = await environment.ready;
    const loadedMs = elapsedMs();
    if (problem !== undefined) throw refusal(name, problem, output);
    const invocation = await environment.invoke(event, () => undefined);
    const answeredMs = elapsedMs();
    const isAnswered =
      invocation.kind === 'returned' && (invocation.value as { statusCode?: unknown }).statusCode === 200;
    if (!isAnswered) throw refusal(name, JSON.stringify(invocation), output);
    return { loadedMs, answeredMs, waitedMs: waited() };
  } finally {
    environment.kill();
    await environment.ended;
  }
}

const refusal = (name: string, found: string, output: readonly string[]): CommandError =>
  new CommandError(
    `Expected ${name} to answer its first request with 200, found: ${found}\n${output.join('').trim()}\n` +
      'To fix this: npm run drill -- --scenario healthy shows what is wrong.',
  );
