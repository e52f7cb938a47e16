import { readFile } from 'node:fs/promises';
import { CHECKS } from '../../../drill/callbacks/checks/checks.ts';
import { checksTable, tryWithoutEachCheck } from '../../../drill/callbacks/checks/checks-table.ts';
import type { CheckResult } from '../../../drill/callbacks/checks/checks-table.ts';
import { verifierWithout } from '../../../drill/callbacks/checks/verifier-without.ts';
import { readVectors } from '../../../drill/callbacks/read-vectors.ts';

describe('the verifier', () => {
  let results: readonly CheckResult[];
  beforeAll(async () => {
    results = await tryWithoutEachCheck();
  });

  it.each(CHECKS.map(({ name }) => name))('needs to check that %s: without it a vector fails', (name) => {
    expect(results.find((result) => result.name === name)?.failing).not.toEqual([]);
  });

  it('is described by a table that is up to date: npm run verifier-checks', async () => {
    const written = await readFile(new URL('../../../docs/verifier-checks.md', import.meta.url), 'utf8');
    expect(written).toBe(checksTable(results, readVectors().length));
  });
});

describe('a check that is taken out', () => {
  it('must be where the list says', async () => {
    const moved = { name: 'a check', file: 'edge/read-token.ts', find: 'no such code', replace: '' };
    await expect(verifierWithout(moved)).rejects.toThrow('expected `no such code` once');
  });
});
