import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FlowShape, FlowShapes } from '../../../contracts/call-flow-report.ts';
import {
  afterDeployment,
  deployedProblems,
  readDeployedFlows,
} from '../../../infra/call-flow/deployed-flows.ts';
import type { DeployedFlows } from '../../../infra/call-flow/deployed-flows.ts';

const NOON = Date.UTC(2026, 10, 30, 12);
const MINUTE = 60_000;
const LONGEST = 45 * MINUTE;

const flow = (version: number, steps: FlowShape['steps']): FlowShape => ({ version, steps });
const only = (version: number, steps: FlowShape['steps']): FlowShapes => ({
  callFlow: flow(version, steps),
  candidate: undefined,
});
const V1 = only(1, { menu: [], voicemail: [] });
const V2 = only(2, { choice: ['menu'], voicemail: [] });
const deployed = (...shapes: readonly FlowShapes[]): DeployedFlows =>
  shapes.reduce<DeployedFlows | undefined>(
    (before, each, at) => afterDeployment(before, each, true, NOON + at * MINUTE, LONGEST),
    undefined,
  ) ?? { flows: [] };
const problems = (shapes: FlowShapes, file: DeployedFlows, nowMs = NOON + 10 * MINUTE): readonly string[] =>
  deployedProblems(shapes, file, nowMs).map(
    ({ severity, where, expected, found, fix = '' }) =>
      `${severity} ${where}: ${expected}; ${found} (${fix})`,
  );

describe('a synthesis after a deployment', () => {
  it('takes the same flow, one with a step more, and one whose renamed step is mapped', () => {
    expect(problems(V1, deployed(V1))).toEqual([]);
    expect(problems(only(2, { menu: [], voicemail: [], survey: [] }), deployed(V1))).toEqual([]);
    expect(problems(V2, deployed(V1))).toEqual([]);
  });

  it('refuses a flow without a step that was deployed, and says which, since when, and what to write', () => {
    const lost =
      'error step "menu": a step that its callers go on with: it was deployed with version 1, deployed 2026-11-30 12:00 UTC; none (if it was renamed, write knownAs: { NEW_NAME: ["menu"] }; if its callers may hear lost, delete it from deployed-flows.json)';
    expect(problems(only(2, { choice: [], voicemail: [] }), deployed(V1))).toEqual([lost]);
    expect(problems(only(2, { voicemail: [] }), deployed(V1))).toEqual([lost]);
  });

  it('refuses other steps under the same number', () => {
    expect(problems(only(1, { menu: [], voicemail: [], survey: [] }), deployed(V1))).toEqual([
      'error version: the steps of version 1, deployed 2026-11-30 12:00 UTC, under the same number; survey added (write version: 2)',
    ]);
  });

  it('remembers the flow before the last one for as long as its calls may last', () => {
    const without = only(3, { choice: [], voicemail: [] });
    expect(problems(without, deployed(V1, V2))).toEqual([expect.stringContaining('error step "menu"')]);
    expect(problems(without, deployed(V1, V2), NOON + MINUTE + LONGEST)).toEqual([]);
  });
});

describe('a rollback', () => {
  it('is taken: the states of the newer version name the older steps too', () => {
    expect(problems(V1, deployed(V1, V2))).toEqual([
      'warning version: 3 or more, after version 2, deployed 2026-11-30 12:01 UTC; 1 (taken as a rollback: calls of the newer version go on in this one)',
    ]);
  });

  it('says whose callers it loses', () => {
    const newer = only(2, { choice: ['menu'], voicemail: [], survey: [] });
    expect(problems(V1, deployed(V1, newer))).toEqual([
      expect.stringMatching(/^warning version: .*taken as a rollback/),
      expect.stringMatching(/^warning step "survey": .*version 2, .*; none \(they hear lost\)$/),
    ]);
  });

  it('is still refused what its own version has lost', () => {
    expect(problems(only(1, { menu: [] }), deployed(V1, V2))).toEqual([
      expect.stringContaining('warning version'),
      expect.stringContaining('warning step "voicemail"'),
      expect.stringContaining('error step "voicemail"'),
      expect.stringContaining('error version'),
    ]);
  });
});

describe('the file', () => {
  it('holds both flows while a deployment is under way, and after one that stopped half-way', () => {
    const half = afterDeployment(deployed(V1), V2, false, NOON + MINUTE, LONGEST);
    expect(half.flows.map(({ version, until }) => [version, until])).toEqual([
      [2, undefined],
      [1, undefined],
    ]);
    // However long it stays so.
    expect(problems(only(3, { choice: [], voicemail: [] }), half, NOON + 1000 * LONGEST)).toHaveLength(1);
  });

  it('says until when the calls of the former flow last, once both regions have the new one', () => {
    expect(deployed(V1, V2)).toEqual({
      flows: [
        { version: 2, deployedAt: '2026-11-30T12:01:00.000Z', steps: V2.callFlow.steps },
        {
          version: 1,
          deployedAt: '2026-11-30T12:00:00.000Z',
          steps: V1.callFlow.steps,
          until: '2026-11-30T12:46:00.000Z',
        },
      ],
    });
  });

  it('stays as it is when the same is deployed again, and forgets what has ended', () => {
    const file = deployed(V1);
    expect(afterDeployment(file, V1, true, NOON + 5 * LONGEST, LONGEST)).toEqual(file);
    const later = afterDeployment(deployed(V1, V2), V2, true, NOON + 5 * LONGEST, LONGEST);
    expect(later.flows.map(({ version }) => version)).toEqual([2]);
  });

  it('knows a candidate as a flow of its own, and that it became the call flow', () => {
    const both: FlowShapes = { callFlow: V1.callFlow, candidate: V2.callFlow };
    const file = deployed(both);
    expect(file.flows.map(({ version }) => version)).toEqual([2, 1]);
    expect(problems(both, file)).toEqual([]);
    expect(problems(V2, file)).toEqual([]);
    const changed: FlowShapes = { callFlow: V1.callFlow, candidate: flow(2, { choice: ['menu'] }) };
    expect(problems(changed, file)).toEqual([
      expect.stringMatching(/^error candidate, step "voicemail"/),
      expect.stringMatching(/^error candidate, version: .*voicemail gone \(write version: 3\)$/),
    ]);
  });

  it('knows each named flow by its name, whatever version another one has', () => {
    const both: FlowShapes = { ...V2, named: { sales: flow(1, { menu: [] }) } };
    const file = deployed(V1, both);
    expect(file.flows.map(({ flow: name, version }) => [name, version])).toEqual([
      [undefined, 2],
      ['sales', 1],
      [undefined, 1],
    ]);
    expect(problems(both, file)).toEqual([]);
    expect(problems({ ...V2, named: { sales: flow(1, { hello: [] }) } }, file)).toEqual([
      expect.stringMatching(/^error "sales" of functions\/call-flows.ts, step "menu"/),
      expect.stringMatching(/^error "sales" of functions\/call-flows.ts, version: .*hello added, menu gone/),
    ]);
    // The callers of a flow that is gone.
    expect(problems(V2, file)).toEqual([
      expect.stringMatching(/^error "sales" of functions\/call-flows.ts, step "menu"/),
    ]);
  });

  it('is refused where npm run deploy did not write it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'deployed-flows-'));
    const file = join(folder, 'deployed-flows.json');
    expect(readDeployedFlows(file)).toBeUndefined();
    for (const text of [
      '',
      '[]',
      '{"flows": {}}',
      '{"flows": [{"version": 1}]}',
      '{"flows": [{"version": 1, "deployedAt": "x", "steps": {}}]}',
    ]) {
      writeFileSync(file, text);
      expect(() => readDeployedFlows(file)).toThrow(
        /^Expected deployed-flows\.json to be \{"flows".*restore it from the previous commit/,
      );
    }
    writeFileSync(file, JSON.stringify(deployed(V1, V2)));
    expect(readDeployedFlows(file)).toEqual(deployed(V1, V2));
    rmSync(folder, { recursive: true });
  });
});
