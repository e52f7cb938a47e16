import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FlowProblem, FlowReport, FlowShapes } from '../../contracts/call-flow-report.ts';
import { nearest } from '../../contracts/nearest.ts';
import { CALL_FLOWS } from '#own/files.ts';
import { calledNumbers } from '../../contracts/settings/called-numbers.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import { bundleFlowCheck } from '../bundle.ts';
import { functionSettings } from '../function-settings.ts';
import { CallFlowError } from '../call-flow-error.ts';
import { deployedProblems, readDeployedFlows } from './deployed-flows.ts';
import { ThreadError, runThread } from './run-thread.ts';
import type { NamedNext } from './scan-next.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const SCAN = new URL('./scan-next.ts', import.meta.url);
/** Many times what they take: a call flow that never ends, and a busy machine. */
const WALK_MS = 30_000;
const SCAN_MS = 60_000;
/** API Gateway's own address, where there is no domain; both regions' are as long. */
const API_ID = 'abcdefghij';

/**
 * Checks the user's call flow before it is deployed: its form; in a walk through all its steps, where each action leads and each
 * NCCO; and that it can go on with the calls of the deployed one. No call, no account, no network. Takes less than a second.
 * @param files of functions/call-flow.ts, and of functions/call-flows.ts where it is not the user's
 * @param deployedFlows file of `npm run deploy`; null: it is compared with none
 * @throws CallFlowError with every problem at once; esbuild's BuildFailure
 */
export async function checkCallFlow(
  { callFlow, callFlows = CALL_FLOWS }: { readonly callFlow: string; readonly callFlows?: string },
  settings: Settings,
  deployedFlows: string | null,
): Promise<{ readonly shapes: FlowShapes; readonly warnings: readonly string[] }> {
  const { folder, remove } = temporaryFolder('flow-check');
  try {
    const { file, sources } = await bundleFlowCheck({ outDir: folder, callFlow, callFlows });
    const [report, named] = await Promise.all([
      runThread(file, contextOf(settings), WALK_MS).catch(notLoaded) as Promise<FlowReport>,
      runThread(SCAN, sources, SCAN_MS) as Promise<readonly NamedNext[]>,
    ]);
    const deployed = deployedFlows === null ? undefined : readDeployedFlows(deployedFlows);
    const problems = [
      ...report.problems,
      ...(report.shapes ? unknownSteps(named, report.shapes, callFlow) : []),
      ...(report.shapes ? unknownFlows(settings, report.shapes) : []),
      ...(report.shapes && deployed ? deployedProblems(report.shapes, deployed, Date.now()) : []),
    ];
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0 || report.shapes === undefined) throw refusal(callFlow, errors);
    return { shapes: report.shapes, warnings: problems.map(inWords) };
  } finally {
    remove();
  }
}

const refusal = (callFlow: string, problems: readonly FlowProblem[]): CallFlowError =>
  new CallFlowError(
    [
      `${relative(PROJECT, callFlow)} has ${String(problems.length)} ${problems.length === 1 ? 'mistake' : 'mistakes'}. To fix this: change what is listed, and synthesize again.`,
      ...problems.map((problem) => `  ${inWords(problem)}`),
    ].join('\n'),
  );

const inWords = ({ where, expected, found, fix }: FlowProblem): string =>
  `${where === '' ? '' : `${where}: `}expected ${expected}; found ${found}${fix === undefined ? '' : ` (${fix})`}`;

/** The user's module throws when it is loaded, or never ends. */
function notLoaded(error: unknown): FlowReport {
  if (!(error instanceof ThreadError)) throw error;
  const [found = '', ...frames] = error.message.split('\n');
  const at = frames.find((frame) => !frame.includes('node:internal'))?.trim();
  return {
    shapes: undefined,
    problems: [
      {
        severity: 'error',
        where: '',
        expected: 'a module that can be loaded, and steps that end',
        found: at === undefined ? found : `${found} ${at}`,
      },
    ],
  };
}

/** As a handler has it, in the primary region. Not a type of functions/, which this does not know. */
const contextOf = (settings: Settings): unknown => {
  const own = functionSettings(settings, 'primary');
  const base = settings.domain
    ? `https://${settings.domain.name}`
    : `https://${API_ID}.execute-api.${own.region}.amazonaws.com/prod`;
  return {
    // The account's id is a token of the CDK here, and no call flow's business.
    settings: JSON.parse(JSON.stringify(own)) as unknown,
    urls: { websocketDisconnected: `${base}/websocket-disconnected`, event: `${base}/event` },
  };
};

function unknownFlows(settings: Settings, { named = {} }: FlowShapes): readonly FlowProblem[] {
  const names = Object.keys(named);
  return calledNumbers(settings)
    .filter(({ flow }) => flow !== undefined && !names.includes(flow))
    .map(({ number, flow = '' }): FlowProblem => {
      const close = nearest(flow, names);
      return {
        severity: 'error',
        where: `numbers.${number}.flow of settings.ts`,
        expected: `a flow of functions/call-flows.ts: ${names.join(', ') || 'it has none'}`,
        found: JSON.stringify(flow),
        ...(close === undefined ? {} : { fix: `did you mean ${JSON.stringify(close)}?` }),
      };
    });
}

function unknownSteps(
  found: readonly NamedNext[],
  { callFlow, candidate, named = {} }: FlowShapes,
  file: string,
): readonly FlowProblem[] {
  const ofFile = { callFlow: Object.keys(callFlow.steps), candidate: Object.keys(candidate?.steps ?? {}) };
  const ofNamed = Object.values(named).flatMap(({ steps }) => Object.keys(steps));
  /** A named flow's file may call it anything. */
  const stepsOf = (next: NamedNext): readonly string[] =>
    next.flow !== undefined && (next.file === resolve(file) || ofNamed.length === 0)
      ? ofFile[next.flow]
      : [...ofFile.callFlow, ...ofFile.candidate, ...ofNamed];
  return found
    .filter((next) => !stepsOf(next).includes(next.step))
    .map((next) => {
      const { step, file: at, line, column } = next;
      const close = nearest(step, stepsOf(next));
      return {
        severity: 'error',
        where: `${relative(PROJECT, at)}:${String(line)}:${String(column)}`,
        expected: `next to be a step of the call flow: ${stepsOf(next).join(', ') || 'it has none'}`,
        found: JSON.stringify(step),
        ...(close === undefined ? {} : { fix: `did you mean ${JSON.stringify(close)}?` }),
      };
    });
}
