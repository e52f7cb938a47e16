import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { TIMEOUTS } from '../../contracts/settings/timeouts.ts';

const { shipped, tight } = TIMEOUTS;
jest.unstable_mockModule('../../contracts/settings/timeouts.ts', () => ({
  TIMEOUTS: { shipped, tight: { ...tight, answer: { ...tight.answer, handlerMs: 900 } } },
}));
const { synthesize } = await import('../../infra/synth.ts');
const { settings } = await import('../fixtures/own/settings.ts');
const { temporaryFolder } = await import('./synthesized.ts');

describe('synthesize', () => {
  it('refuses timeouts in the wrong order, where they are chosen, before it writes anything', async () => {
    const parent = await temporaryFolder();
    const outDir = join(parent, 'out');
    try {
      await expect(synthesize({ settings: { ...settings, timeouts: 'tight' }, outDir })).rejects.toThrow(
        'tight.answer.handlerMs: expected less than 700 (answer.integrationMs), found 900',
      );
      expect(await readdir(parent)).toEqual([]);
    } finally {
      await rm(parent, { recursive: true });
    }
  });
});
