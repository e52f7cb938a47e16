import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type FlowName, createFlowBuilds } from '../../../drill/call-flows/flow-builds.ts';
import { loadCallFlow } from '../../../infra/load-call-flow.ts';

const FLOWS: readonly FlowName[] = ['throws', 'menu', 'menu-2', 'menu-throws', 'menu-too-slow'];

describe('the drill’s builds of call flows', () => {
  it('hold every function with each flow, are built once, and are removed', async () => {
    const builds = createFlowBuilds();
    const folders: string[] = [];
    try {
      builds.begin(FLOWS);
      for (const flow of FLOWS) {
        const bundles = await builds.of(flow);
        expect(await builds.of(flow)).toBe(bundles);
        for (const folder of Object.values(bundles)) expect(existsSync(join(folder, 'index.cjs'))).toBe(true);
        folders.push(bundles.event);
      }
      expect(new Set(folders).size).toBe(FLOWS.length);
    } finally {
      await builds.remove();
    }
    for (const folder of folders) expect(existsSync(folder)).toBe(false);
  });

  it('break the steps of the call flow that is drilled, whichever it is', async () => {
    const builds = createFlowBuilds('drill/call-flows/menu-2.ts');
    try {
      await builds.of('menu-throws');
      const { event } = await builds.of('menu-throws');
      const flow = (await loadCallFlow(join(event, '..', '..', 'menu-throws.ts'))) as {
        readonly version: number;
        readonly steps: Readonly<Record<string, (happened: object) => unknown>>;
      };
      expect(flow.version).toBe(2);
      expect(() => flow.steps['choice']?.({ kind: 'input' })).toThrow('This step always throws.');
    } finally {
      await builds.remove();
    }
  });
});
