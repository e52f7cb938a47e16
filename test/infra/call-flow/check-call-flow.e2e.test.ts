import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthesize } from '../../../infra/synth.ts';
import { checkCallFlow } from '../../../infra/call-flow/check-call-flow.ts';
import { CALL_FLOW } from '../../fixtures/own/files.ts';
import { settings } from '../../fixtures/own/settings.ts';
import { temporaryFolder } from '../synthesized.ts';

const project = (path: string): string =>
  JSON.stringify(fileURLToPath(new URL(`../../../${path}`, import.meta.url)));
const IMPORTS = [
  `import { defineFlow } from ${project('functions/define-flow.ts')};`,
  `import { input as ask, notify, record, talk } from ${project('ncco/build.ts')};`,
  'const rungs = { person: () => [talk("A person.")], voicemail: () => [record()] };',
];
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true }));

const written = async (...lines: readonly string[]): Promise<string> => {
  const file = join(folder, 'call-flow.ts');
  await writeFile(file, [...IMPORTS, ...lines].join('\n'));
  return file;
};
const check = async (...lines: readonly string[]) =>
  checkCallFlow({ callFlow: await written(...lines) }, settings, null);
const flow = (parts: string): string => `export const callFlow = defineFlow({ ${parts}, rungs });`;

it('takes the call flow as it is shipped, in less than two seconds of a core', async () => {
  const before = process.cpuUsage();
  expect(await checkCallFlow({ callFlow: CALL_FLOW }, settings, null)).toEqual({
    shapes: { callFlow: { version: 1, steps: {} }, candidate: undefined },
    warnings: [],
  });
  // Without the time that this process waits for a core.
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(2000);
});

it('finds a step that does not exist in a branch that no walk comes to, with its place', async () => {
  await expect(
    check(
      flow(
        'start: () => Math.random() > 2 ? [ask({ dtmf: {}, next: "mneu" })] : [ask({ next: true ? "menu" : "gone" })], steps: { menu: () => [] }',
      ),
    ),
  ).rejects.toThrow(
    /call-flow\.ts has 2 mistakes\. To fix this: .*\n {2}\S*call-flow\.ts:4:94: expected next to be a step of the call flow: menu; found "mneu" \(did you mean "menu"\?\)\n {2}\S*call-flow\.ts:4:136: .*found "gone"/,
  );
});

it('leaves alone what is no action', async () => {
  const { warnings } = await check(
    'const page = { next: "nowhere" };',
    flow(
      'start: () => [notify({ payload: { next: page.next, also: { next: "elsewhere" } }, next: "menu" })], steps: { menu: () => [] }',
    ),
  );
  expect(warnings).toEqual([]);
});

it('knows the steps of each flow where there are two', async () => {
  const two = (next: string) => [
    flow('start: () => [ask({ next: "menu" })], steps: { menu: () => [] }, knownAs: { menu: ["choice"] }'),
    `export const candidate = defineFlow({ version: 2, start: () => Math.random() > 2 ? [ask({ next: ${JSON.stringify(next)} })] : [ask({ next: "choice" })], steps: { choice: () => [] }, rungs });`,
  ];
  expect((await check(...two('choice'))).shapes.candidate).toEqual({ version: 2, steps: { choice: [] } });
  await expect(check(...two('menu'))).rejects.toThrow(
    'expected next to be a step of the call flow: choice; found "menu"',
  );
});

it('says what throws as it is loaded, and where', async () => {
  await expect(check('throw new Error("no such thing");', flow('start: () => []'))).rejects.toThrow(
    /expected a module that can be loaded, and steps that end; found Error: no such thing at .*call-flow\.ts:4:7/,
  );
});

it('passes warnings on, and says nothing on the output of the process', async () => {
  const { warnings } = await check(
    'console.log("I am a call flow");',
    flow('start: () => [talk("Hello.")], steps: { menu: () => [] }'),
  );
  expect(warnings).toEqual([
    'step "menu": expected an action that leads to it; found none in a walk through the call flow',
  ]);
});

it('is part of a synthesis, with what is deployed: a step that is gone is refused, unless another one takes its callers', async () => {
  const deployedFlows = join(folder, 'deployed-flows.json');
  const flows = [{ version: 1, deployedAt: '2026-11-30T12:00:00.000Z', steps: { menu: [] } }];
  await writeFile(deployedFlows, JSON.stringify({ flows }));
  const synth = async (knownAs: string) =>
    synthesize({
      outDir: join(folder, 'out'),
      deployedFlows,
      callFlow: await written(
        flow(
          `version: 2, start: () => [ask({ next: "choice" })], steps: { choice: () => [] }, knownAs: ${knownAs}`,
        ),
      ),
    });
  await expect(synth('{}')).rejects.toThrow(
    'step "menu": expected a step that its callers go on with: it was deployed with version 1, deployed 2026-11-30 12:00 UTC; found none (if it was renamed, write knownAs: { NEW_NAME: ["menu"] }; if its callers may hear lost, delete it from deployed-flows.json)',
  );
  await synth('{ choice: ["menu"] }');
});

describe('the flows of functions/call-flows.ts', () => {
  const withFlows = async (text: string, numbers: typeof settings.numbers) => {
    const callFlow = await written(flow('start: () => [talk("Hello.")]'));
    const sales = join(folder, 'sales.ts');
    await writeFile(sales, [...IMPORTS, `export const sales = defineFlow({ ${text}, rungs });`].join('\n'));
    const callFlows = join(folder, 'call-flows.ts');
    await writeFile(callFlows, 'import { sales } from "./sales.ts";\nexport const callFlows = { sales };\n');
    return checkCallFlow({ callFlow, callFlows }, { ...settings, numbers }, null);
  };
  const MENU = 'start: () => [ask({ dtmf: {}, next: "menu" })], steps: { menu: () => [talk("Sales.")] }';

  it('are what the numbers of the settings name', async () => {
    const numbers = { 4477009000: { flow: 'sales' } };
    const { shapes, warnings } = await withFlows(MENU, numbers);
    expect(shapes.named).toEqual({ sales: { version: 1, steps: { menu: [] } } });
    expect(warnings).toEqual([]);
    await expect(withFlows(MENU, { 4477009000: { flow: 'sale' } })).rejects.toThrow(
      'numbers.4477009000.flow of settings.ts: expected a flow of functions/call-flows.ts: sales; found "sale" (did you mean "sales"?)',
    );
  });

  it('are scanned as the common flow is', async () => {
    await expect(withFlows(MENU.replace('"menu" ', 'true ? "menu" : "mneu" '), undefined)).rejects.toThrow(
      /sales\.ts:4:\d+: expected next to be a step.*"mneu"/,
    );
  });
});
