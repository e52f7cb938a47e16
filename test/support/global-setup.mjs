// Runs once, in jest's own process, before the first test.
import { startSharedSynthesis } from './shared-synthesis.ts';

export default async function setUp({ seed }) {
  const synthesis = await startSharedSynthesis();
  process.env.SHARED_SYNTHESIS_URL = synthesis.url;
  globalThis.stopSharedSynthesis = synthesis.stop;
  if (process.env.TEST_SUITE === 'long')
    console.log(`\nSeed: ${seed}. The same once more: npm run test:long -- --seed ${seed}`);
}
