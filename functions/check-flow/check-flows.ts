import type { FlowProblem, FlowReport, FlowShape } from '../../contracts/call-flow-report.ts';
import type { CallFlow, FlowContext } from '../define-flow.ts';
import type { NamedFlows } from '../flow/named-flows.ts';
import { contextFor } from '../webhook/called-number.ts';
import { formProblems, shapeOf } from './check-form.ts';
import { needsOf, ownProblems } from './check-own.ts';
import { forwardProblems } from './check-forward.ts';
import { walkFlow } from './walk-flow.ts';

/**
 * Checks what functions/call-flow.ts exports: `callFlow`, and `candidate` where there is one.
 * @param named what functions/call-flows.ts exports
 */
export async function checkFlows(
  { callFlow, candidate }: Readonly<Record<string, unknown>>,
  context: Omit<FlowContext, 'atMs'>,
  named: Readonly<Record<string, unknown>> = {},
): Promise<FlowReport> {
  const ofForm = [
    ...formProblems('callFlow', callFlow),
    ...(candidate === undefined ? [] : ofCandidate(formProblems('candidate', candidate))),
    ...Object.entries(named).flatMap(([name, flow]) => ofNamed(name, formProblems(name, flow))),
  ];
  if (ofForm.length > 0) return { shapes: undefined, problems: ofForm };
  const settled = callFlow as CallFlow;
  const tried = candidate as CallFlow | undefined;
  const others = Object.entries(named as NamedFlows);
  const ofOwn = [
    ...ownProblems(settled.own, context),
    ...(tried === undefined || tried.own === settled.own ? [] : ofCandidate(ownProblems(tried.own, context))),
    ...others.flatMap(([name, { own }]) =>
      own === settled.own ? [] : ofNamed(name, ownProblems(own, context)),
    ),
  ];
  if (ofOwn.length > 0) return { shapes: undefined, problems: ofOwn };
  const own = needsOf([settled, ...(tried === undefined ? [] : [tried]), ...others.map(([, flow]) => flow)]);
  const shapes = {
    callFlow: shapeOf(settled),
    candidate: tried && shapeOf(tried),
    ...(others.length > 0 && {
      named: Object.fromEntries(others.map(([name, flow]) => [name, shapeOf(flow)])),
    }),
    ...(own === undefined ? {} : { own }),
  };
  const ofOthers: FlowProblem[] = [];
  for (const [name, flow] of others) {
    const walked = await walkFlow({ ...flow, name }, contextOfFlow(name, context));
    ofOthers.push(...ofNamed(name, [...forwardProblems(flow, context), ...walked]));
  }
  return {
    shapes,
    problems: [
      ...forwardProblems(settled, context),
      ...(await walkFlow(settled, context)),
      ...(tried === undefined
        ? []
        : ofCandidate([...forwardProblems(tried, context), ...(await walkFlow(tried, context))])),
      ...(shapes.candidate === undefined ? [] : besideProblems(shapes.callFlow, shapes.candidate)),
      ...ofOthers,
    ],
  };
}

/** A call that the candidate has begun must be told from the others, and go on where the candidate is taken back. */
function besideProblems(callFlow: FlowShape, candidate: FlowShape): readonly FlowProblem[] {
  const taken = new Set([...Object.keys(callFlow.steps), ...Object.values(callFlow.steps).flat()]);
  const [first = 'STEP'] = Object.keys(callFlow.steps);
  return [
    ...(candidate.version === callFlow.version
      ? [
          {
            severity: 'error',
            where: 'candidate, version',
            expected: `another version than callFlow's`,
            found: String(candidate.version),
            fix: `write version: ${candidate.version + 1} in candidate`,
          } as const,
        ]
      : []),
    ...Object.entries(candidate.steps)
      .filter(([step, others]) => ![step, ...others].some((name) => taken.has(name)))
      .map(
        ([step]) =>
          ({
            severity: 'error',
            where: `candidate, step ${JSON.stringify(step)}`,
            expected: 'a step of callFlow that takes its callers over where the candidate is taken back',
            found: 'none',
            fix: `write knownAs: { ${first}: [${JSON.stringify(step)}] } in callFlow, with the step of callFlow that fits`,
          }) as const,
      ),
  ];
}

/** As the first number with this flow has it; a flow that no number has is walked as the common one. */
function contextOfFlow(name: string, context: Omit<FlowContext, 'atMs'>): Omit<FlowContext, 'atMs'> {
  const row = context.settings.numbers?.find(({ flow }) => flow === name);
  const [number] = row?.called ?? [];
  return row === undefined || number === undefined ? context : contextFor({ ...row, number }, context);
}

const ofNamed = (name: string, problems: readonly FlowProblem[]): readonly FlowProblem[] =>
  problems.map((problem) => ({
    ...problem,
    where: `${JSON.stringify(name)} of functions/call-flows.ts, ${problem.where}`.replace(/, $/, ''),
  }));

const ofCandidate = (problems: readonly FlowProblem[]): readonly FlowProblem[] =>
  problems.map((problem) => ({ ...problem, where: `candidate, ${problem.where}`.replace(/, $/, '') }));
