import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createFlowBuilds } from '../../drill/call-flows/flow-builds.ts';
import { CALL_FLOW } from '../../infra/own-files.ts';

it.each(['menu-throws', 'menu-too-slow'] as const)(
  'your call flow is built for the drill as %s',
  async (flow) => {
    const builds = createFlowBuilds(CALL_FLOW);
    try {
      const { event } = await builds.of(flow);
      const { handler } = createRequire(import.meta.url)(join(event, 'index.cjs')) as { handler: unknown };
      expect(handler).toBeInstanceOf(Function);
    } finally {
      await builds.remove();
    }
  },
);
