// Runs once, in jest's own process, before the first test.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSharedSynthesis } from './shared-synthesis.ts';

export default async function setUp({ seed }) {
  const synthesis = await startSharedSynthesis();
  process.env.SHARED_SYNTHESIS_URL = synthesis.url;
  globalThis.stopSharedSynthesis = synthesis.stop;
  // The commands that tests start compile each file once a run; a new folder, so that none is kept of a copied project.
  process.env.NODE_COMPILE_CACHE = mkdtempSync(join(tmpdir(), 'test-compile-cache-'));
  if (process.env.TEST_SUITE === 'long')
    console.log(`\nSeed: ${seed}. The same once more: npm run test:long -- --seed ${seed}`);
}
