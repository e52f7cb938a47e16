import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallFlow } from '../../functions/define-flow.ts';
import { loadCallFlow, loadFlows } from '../../infra/load-call-flow.ts';
import { CALL_FLOW } from '../fixtures/own/files.ts';
import { temporaryFolder } from './synthesized.ts';

const DEFINE_FLOW = fileURLToPath(new URL('../../functions/define-flow.ts', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'hash.cjs'), "module.exports = require('crypto').createHash('sha256');");
});
afterAll(() => rm(folder, { recursive: true }));

const load = async (...lines: readonly string[]) => {
  const file = join(folder, 'call-flow.ts');
  await writeFile(file, lines.join('\n'));
  return (await loadCallFlow(file)) as CallFlow;
};
const DEFINED = [
  `import { defineFlow } from ${JSON.stringify(DEFINE_FLOW)};`,
  'export const callFlow = defineFlow({ start: () => [], steps: { menu: () => [] }, rungs: {} });',
];

describe('loadCallFlow', () => {
  it('returns a call flow that can be run', async () => {
    const { start, steps } = (await loadCallFlow(CALL_FLOW)) as CallFlow;
    expect([typeof start, steps]).toEqual(['function', {}]);
    expect(Object.keys((await load(...DEFINED)).steps)).toEqual(['menu']);
  });

  it('reads a file anew when it has changed', async () => {
    expect((await load(...DEFINED)).version).toBe(1);
    expect((await load(...versioned(2))).version).toBe(2);
  });

  it.each([
    ['what Node brings', "import { randomUUID } from 'crypto';"],
    ['CommonJS', "import hash from './hash.cjs'; void hash;"],
    ['what only CommonJS has', 'void require, module, __dirname;'],
  ])('takes a call flow that uses %s, as Lambda does', async (_case, line) => {
    expect((await load(line, ...DEFINED)).version).toBe(1);
  });

  it('refuses a call flow of before steps, and says what it is now', async () => {
    await expect(
      load(
        "export const callFlow = (call, context) => [{ action: 'talk', text: 'Hello.' }];",
        'export const rungs = {};',
      ),
    ).rejects.toThrow(
      /call-flow\.ts: expected "export const callFlow = defineFlow\(\{ start, rungs \}\)", found a function\. To fix this: import defineFlow/,
    );
  });

  it.each([
    ['no callFlow', 'export const flow = {};', 'found no export callFlow.'],
    [
      'one that defineFlow did not make',
      'export const callFlow = { start: () => [], rungs: {} };',
      'found an object with "start", "rungs".',
    ],
    ['a text', "export const callFlow = 'hello';", 'found "hello".'],
    ['null', 'export const callFlow = null;', 'found null.'],
    [
      'code that throws',
      "throw new Error('no such number');",
      'found that it throws: Error: no such number.',
    ],
  ])('refuses %s', async (_case, line, found) => {
    await expect(load(line)).rejects.toMatchObject({
      name: 'CallFlowError',
      message: expect.stringContaining(found),
    });
  });
});

const versioned = (version: number): readonly string[] =>
  DEFINED.map((line) => line.replace('start:', `version: ${String(version)}, start:`));

describe('loadFlows', () => {
  const flows = async (own: readonly string[], others: string) => {
    const [callFlow, callFlows] = [join(folder, 'call-flow.ts'), join(folder, 'call-flows.ts')];
    await writeFile(callFlow, own.join('\n'));
    await writeFile(callFlows, others);
    return loadFlows({ callFlow, callFlows });
  };

  it('returns the flow, the candidate and the named ones', async () => {
    const own = [...DEFINED, 'export const candidate = { ...callFlow, version: 2 };'];
    const { candidate, named } = await flows(
      own,
      "import { callFlow as sales } from './call-flow.ts'; export const callFlows = { sales };",
    );
    expect((candidate as CallFlow).version).toBe(2);
    expect(Object.keys((named['sales'] as CallFlow).steps)).toEqual(['menu']);
    expect(await flows(DEFINED, 'export const callFlows = {};')).toMatchObject({
      candidate: undefined,
      named: {},
    });
  });

  it.each([
    ['export const flows = {};', 'found for callFlows no export callFlows'],
    ['export const callFlows = { sales: () => [] };', 'found for sales a function'],
  ])('refuses %s', async (others, found) => {
    await expect(flows(DEFINED, others)).rejects.toThrow(found);
  });
});
