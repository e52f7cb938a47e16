import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CallFlowError } from './call-flow-error.ts';
import { exportsOf } from './call-flow-exports.ts';
import type { Exports } from './call-flow-exports.ts';
import { describe } from '../ncco/problem.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The call flow of a file (what `defineFlow` of functions/ returns), built and run as in Lambda: as CommonJS, in this process.
 * Read anew each time.
 * @throws CallFlowError where its code throws or it exports no call flow; esbuild's BuildFailure
 */
export async function loadCallFlow(file: string): Promise<object> {
  return callFlowIn(await exportsOf(file), file);
}

/** Everything that the functions may begin a call with. */
export interface OwnFlows {
  readonly callFlow: object;
  /** That a share of calls may begin with; undefined where functions/call-flow.ts exports none. */
  readonly candidate: object | undefined;
  /** Those of functions/call-flows.ts, by their names. */
  readonly named: Readonly<Record<string, object>>;
}

/**
 * All call flows of both files, loaded as by `loadCallFlow`.
 * @throws CallFlowError; esbuild's BuildFailure
 */
export async function loadFlows(files: {
  readonly callFlow: string;
  readonly callFlows: string;
}): Promise<OwnFlows> {
  const [own, others] = await Promise.all([exportsOf(files.callFlow), exportsOf(files.callFlows)]);
  const { candidate } = own;
  const { callFlows } = others;
  const wrong =
    typeof callFlows === 'object' && callFlows !== null
      ? Object.entries(callFlows).find(([, flow]) => !isCallFlow(flow))
      : ['callFlows', callFlows];
  if (wrong !== undefined)
    throw new CallFlowError(
      `${relative(PROJECT, resolve(files.callFlows))}: expected "export const callFlows = { NAME: defineFlow({ … }) }", found for ${wrong[0]} ${foundIn(wrong[1], 'callFlows')}. To fix this: name in it what defineFlow returns (docs/several-numbers.md).`,
    );
  return {
    callFlow: callFlowIn(own, files.callFlow),
    candidate: isCallFlow(candidate) ? candidate : undefined,
    named: callFlows as Readonly<Record<string, object>>,
  };
}

function callFlowIn({ callFlow }: Exports, file: string): object {
  if (isCallFlow(callFlow)) return callFlow;
  throw new CallFlowError(
    `${relative(PROJECT, resolve(file))}: expected "export const callFlow = defineFlow({ start, rungs })", found ${foundIn(callFlow, 'callFlow')}. ${FIX} (docs/call-flows.md).`,
  );
}

const FIX =
  "To fix this: import defineFlow from functions/define-flow.ts; give it as start the function that returns a call's first NCCO, and as rungs what a caller hears after the bot";

/** What every call flow of `defineFlow` has. */
const PARTS = { start: 'function', steps: 'object', rungs: 'object', knownAs: 'object' } as const;

const isCallFlow = (callFlow: unknown): callFlow is object =>
  typeof callFlow === 'object' &&
  callFlow !== null &&
  Object.entries(PARTS).every(
    ([name, type]) => typeof (callFlow as Readonly<Record<string, unknown>>)[name] === type,
  );

function foundIn(callFlow: unknown, name: string): string {
  if (callFlow === undefined) return `no export ${name}`;
  // As call flows were before they had steps, with the rungs as a second export.
  return typeof callFlow === 'function' ? 'a function' : describe(callFlow);
}
