import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { environmentFile } from '../../contracts/settings/environment-name.ts';
import type { FlowProblem, FlowShape, FlowShapes } from '../../contracts/call-flow-report.ts';
import { CallFlowError } from '../call-flow-error.ts';

/** A call flow that was deployed, and whose calls may still be going on. */
export interface DeployedFlow extends FlowShape {
  /** Its name in functions/call-flows.ts; undefined for a flow of functions/call-flow.ts. */
  readonly flow?: string;
  /** ISO 8601 in UTC. */
  readonly deployedAt: string;
  /** When the last of its calls has ended, ISO 8601 in UTC; undefined while a region may still begin calls with it. */
  readonly until?: string;
}

/** What `npm run deploy` writes to deployed-flows.json, the newest first. */
export interface DeployedFlows {
  readonly flows: readonly DeployedFlow[];
}

/** @returns undefined if there is no such file. @throws CallFlowError */
export function readDeployedFlows(file: string): DeployedFlows | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value) && Array.isArray(value['flows']) && value['flows'].every(isDeployedFlow))
      return value as unknown as DeployedFlows;
  } catch {
    // Reported below.
  }
  throw new CallFlowError(
    `Expected ${basename(file)} to be {"flows": [{"version", "deployedAt", "steps": {"STEP": []}}]}, as npm run deploy writes it; found ${JSON.stringify(text.slice(0, 60))}. To fix this: restore it from the previous commit.`,
  );
}

/**
 * The file after a deployment, or while one is under way.
 * @param isWhole both regions have these flows: calls of the others end by themselves
 * @param longestCallMs how long a call's state is accepted
 */
export function afterDeployment(
  before: DeployedFlows | undefined,
  { callFlow, candidate, named = {} }: FlowShapes,
  isWhole: boolean,
  nowMs: number,
  longestCallMs: number,
): DeployedFlows {
  const now = new Date(nowMs).toISOString();
  const until = new Date(nowMs + longestCallMs).toISOString();
  const earlier = (before?.flows ?? []).filter((flow) => isLive(flow, nowMs));
  const shapes: readonly (FlowShape & Pick<DeployedFlow, 'flow'>)[] = [
    ...(candidate === undefined ? [] : [candidate]),
    callFlow,
    ...Object.entries(named).map(([flow, shape]) => ({ flow, ...shape })),
  ];
  const deployed = shapes.map((shape): DeployedFlow => {
    const known = earlier.find((other) => isSame(other, shape) && other.until === undefined);
    const { flow, version, steps } = shape;
    return {
      ...(flow === undefined ? {} : { flow }),
      version,
      deployedAt: known?.deployedAt ?? now,
      steps,
    };
  });
  const others = earlier
    .filter((flow) => !deployed.some((own) => isSame(own, flow)))
    .map((flow) => (isWhole ? { ...flow, until: flow.until ?? until } : flow));
  return { flows: [...deployed, ...others] };
}

type Identity = Pick<DeployedFlow, 'flow' | 'version'>;
const isSame = (one: Identity, other: Identity): boolean =>
  one.flow === other.flow && one.version === other.version;

/** What the calls of deployed flows would lose. A flow that is older than the deployed one is a rollback: it is said, not refused. */
export function deployedProblems(
  { callFlow, candidate, named = {} }: FlowShapes,
  { flows }: DeployedFlows,
  nowMs: number,
): readonly FlowProblem[] {
  const newestOf = (name: string | undefined, reader: FlowShape): number =>
    Math.max(
      reader.version,
      name === undefined ? (candidate?.version ?? 0) : 0,
      ...flows.filter(({ flow }) => flow === name).map(({ version }) => version),
    );
  return flows
    .filter((flow) => isLive(flow, nowMs))
    .flatMap((flow) => {
      // As the handlers choose the flow of a state.
      const isOfCandidate = flow.flow === undefined && candidate?.version === flow.version;
      const reader =
        flow.flow === undefined
          ? isOfCandidate
            ? candidate
            : callFlow
          : (named[flow.flow] ?? { version: flow.version, steps: {} });
      const name =
        flow.flow === undefined
          ? isOfCandidate
            ? 'candidate, '
            : ''
          : `${JSON.stringify(flow.flow)} of functions/call-flows.ts, `;
      const lost = Object.entries(flow.steps).filter(([step, others]) => !reads(reader, [step, ...others]));
      const isRollback = flow.version > reader.version;
      return [
        ...(isRollback ? [rollback(name, flow, reader)] : []),
        ...lost.map(([step]): FlowProblem => ({
          severity: isRollback ? 'warning' : 'error',
          where: `${name}step ${JSON.stringify(step)}`,
          expected: `a step that its callers go on with: it was deployed with ${inWords(flow)}`,
          found: 'none',
          fix: isRollback
            ? 'they hear lost'
            : `if it was renamed, write knownAs: { NEW_NAME: [${JSON.stringify(step)}] }; if its callers may hear lost, delete it from ${environmentFile('deployed-flows.json')}`,
        })),
        ...(flow.version === reader.version && (flow.flow === undefined || flow.flow in named)
          ? otherSteps(name, flow, reader, newestOf(flow.flow, reader) + 1)
          : []),
      ];
    });
}

const isLive = ({ until }: DeployedFlow, nowMs: number): boolean =>
  until === undefined || Date.parse(until) > nowMs;

/** As functions/flow/next-of-flow.ts finds a step. */
const reads = ({ steps }: FlowShape, names: readonly string[]): boolean =>
  names.some((name) => Object.hasOwn(steps, name)) ||
  Object.values(steps)
    .flat()
    .some((other) => names.includes(other));

const rollback = (name: string, flow: DeployedFlow, { version }: FlowShape): FlowProblem => ({
  severity: 'warning',
  where: `${name}version`,
  expected: `${String(flow.version + 1)} or more, after ${inWords(flow)}`,
  found: String(version),
  fix: 'taken as a rollback: calls of the newer version go on in this one',
});

/** Two flows of one version cannot be told apart: neither by readState nor by a rollback. */
function otherSteps(name: string, flow: DeployedFlow, own: FlowShape, next: number): readonly FlowProblem[] {
  const [before, after] = [Object.keys(flow.steps), Object.keys(own.steps)];
  const changes = [
    ...after.filter((step) => !before.includes(step)).map((step) => `${step} added`),
    ...before.filter((step) => !after.includes(step)).map((step) => `${step} gone`),
  ];
  return changes.length === 0
    ? []
    : [
        {
          severity: 'error',
          where: `${name}version`,
          expected: `the steps of ${inWords(flow)}, under the same number`,
          found: changes.join(', '),
          fix: `write version: ${String(next)}`,
        },
      ];
}

const inWords = ({ version, deployedAt }: DeployedFlow): string =>
  `version ${String(version)}, deployed ${deployedAt.slice(0, 16).replace('T', ' ')} UTC`;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isDate = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));

const isDeployedFlow = (value: unknown): boolean =>
  isRecord(value) &&
  Number.isSafeInteger(value['version']) &&
  (value['flow'] === undefined || typeof value['flow'] === 'string') &&
  isDate(value['deployedAt']) &&
  (value['until'] === undefined || isDate(value['until'])) &&
  isRecord(value['steps']) &&
  Object.values(value['steps']).every(
    (others) => Array.isArray(others) && others.every((other) => typeof other === 'string'),
  );
