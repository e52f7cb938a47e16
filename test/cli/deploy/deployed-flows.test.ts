import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CALL_FLOWS, type FlowShapes } from '../../../contracts/call-flow-report.ts';
import type { DeployedFlows } from '../../../infra/call-flow/deployed-flows.ts';
import type { Template } from '../../../cli/stacks/assembly.ts';
import { REGIONS, STACKS } from '../support/an-assembly.ts';
import { recordingCloud } from '../support/recording-cloud.ts';
import { type ADeploy, aDeploy, withSecret } from './a-deploy.ts';

/** The assembly holds these from now on. */
const setFlows = ({ assembly }: ADeploy, flows: FlowShapes): void => {
  for (const role of ['primary', 'secondary'] as const) {
    const file = join(assembly.folder, `${STACKS[role]}.template.json`);
    const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
    writeFileSync(file, JSON.stringify({ ...template, Metadata: { [CALL_FLOWS]: flows } }));
  }
};
const of = (version: number, ...steps: readonly string[]): FlowShapes => ({
  callFlow: { version, steps: Object.fromEntries(steps.map((step) => [step, []])) },
  candidate: undefined,
});
const kept = ({ flowsFile }: ADeploy): readonly (readonly [version: number, ends: boolean])[] =>
  (JSON.parse(readFileSync(flowsFile, 'utf8')) as DeployedFlows).flows.map(({ version, until }) => [
    version,
    until !== undefined,
  ]);

describe('npm run deploy, with a call flow that has steps', () => {
  const test = aDeploy();
  beforeEach(() => setFlows(test, of(1, 'menu')));

  it('writes its steps, and says so', async () => {
    const { code, out } = await test.deploy(...withSecret(test));
    expect(code).toBe(0);
    expect(kept(test)).toEqual([[1, false]]);
    expect(out).toContain('deployed-flows.json holds the steps of version 1. Commit it.');
  });

  it('says nothing where the file is as it was', async () => {
    await test.deploy(...withSecret(test));
    const before = readFileSync(test.flowsFile, 'utf8');
    expect((await test.deploy(...withSecret(test))).out).not.toContain('deployed-flows.json');
    expect(readFileSync(test.flowsFile, 'utf8')).toBe(before);
  });

  it.each([
    ['the secondary', STACKS.secondary],
    ['the primary', STACKS.primary],
  ])('keeps both where %s could not be deployed', async (_which, stack) => {
    await test.deploy(...withSecret(test));
    setFlows(test, of(2, 'choice'));
    test.cloud.failing.set(stack, undefined);
    expect((await test.deploy(...withSecret(test))).code).toBe(1);
    expect(kept(test)).toEqual([
      [2, false],
      [1, false],
    ]);
    test.cloud.failing.clear();
    expect((await test.deploy(...withSecret(test))).code).toBe(0);
    expect(kept(test)).toEqual([
      [2, false],
      [1, true],
    ]);
  });

  it('holds both before the first region is touched: a run that is killed leaves them', async () => {
    await test.deploy(...withSecret(test));
    setFlows(test, of(2, 'choice'));
    const during: (readonly [stack: string, kept: ReturnType<typeof kept>])[] = [];
    const { cloud } = test;
    test.cloud = {
      ...cloud,
      deploy: (folder, stack) => {
        during.push([stack.role, kept(test)]);
        return cloud.deploy(folder, stack);
      },
    };
    await test.deploy(...withSecret(test));
    const both = [
      [2, false],
      [1, false],
    ];
    expect(during).toEqual([
      ['static', [[1, false]]],
      ['secondary', both],
      ['primary', both],
    ]);
  });

  it('keeps both where a region is left out', async () => {
    await test.deploy(...withSecret(test));
    setFlows(test, of(2, 'choice'));
    await test.deploy('--without', REGIONS.primary, ...withSecret(test));
    expect(kept(test)).toEqual([
      [2, false],
      [1, false],
    ]);
  });

  it('writes nothing where no serving region was touched', async () => {
    test.cloud.failing.set(STACKS.static, undefined);
    await test.deploy(...withSecret(test));
    expect(existsSync(test.flowsFile)).toBe(false);
  });
});

describe('npm run deploy', () => {
  const test = aDeploy();

  it('writes no file for a call flow without steps', async () => {
    setFlows(test, of(1));
    await test.deploy(...withSecret(test));
    expect(existsSync(test.flowsFile)).toBe(false);
  });
});

describe('npm run deploy to an endpoint in the place of AWS', () => {
  const test = aDeploy({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' });

  it('writes no file: those calls are not the ones that must not be lost', async () => {
    setFlows(test, of(1, 'menu'));
    test.cloud = recordingCloud({ endpoint: 'http://127.0.0.1:4566' });
    await test.deploy(...withSecret(test));
    expect(existsSync(test.flowsFile)).toBe(false);
  });
});
