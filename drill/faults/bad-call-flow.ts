import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import { bundleHandlers } from '../../infra/bundle.ts';
import type { RegionRole } from '../../emulator/emulator.ts';
import type { Fault } from './fault.ts';
import { type PlainEffect, FUNCTION_FAILS, FUNCTION_TIMES_OUT, inThePlainRegion } from './plain-effect.ts';

export type BadCallFlow = 'throws' | 'returns-invalid-ncco' | 'too-slow';

/** In a plain set-up the call flow is the answer function itself, so nothing catches its failure. */
const PLAIN: Readonly<Record<BadCallFlow, NonNullable<PlainEffect['answer']>>> = {
  throws: FUNCTION_FAILS,
  'returns-invalid-ncco': { status: 200, afterMs: 0, body: '[{"action":"tlak"}]' },
  'too-slow': FUNCTION_TIMES_OUT,
};

/** Bundles the region's answer function again, with a bad call flow. */
export const badCallFlow = (role: RegionRole, bad: BadCallFlow): Fault => ({
  name: `the call flow ${bad.replaceAll('-', ' ')} in the ${role}`,
  recycles: true,
  ...inThePlainRegion(role, { answer: PLAIN[bad] }),
  apply: async (emulator) => {
    const { folder: outDir, remove } = temporaryFolder('bad-call-flow');
    try {
      const callFlow = fileURLToPath(new URL(`call-flows/${bad}.ts`, import.meta.url));
      const folders = await bundleHandlers({ outDir, callFlow });
      const undo = await emulator.replaceBundle(role, 'answer', folders.answer);
      return () => undo().finally(remove);
    } catch (error) {
      remove();
      throw error;
    }
  },
});
