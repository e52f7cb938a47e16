import { readFile } from 'node:fs/promises';
import type { Check } from '../../../drill/callbacks/checks/check.ts';
import { CHECKS } from '../../../drill/callbacks/checks/checks.ts';
import { checksTable, tryWithoutEachCheck } from '../../../drill/callbacks/checks/checks-table.ts';
import type { CheckResult } from '../../../drill/callbacks/checks/checks-table.ts';
import { verifierWithout } from '../../../drill/callbacks/checks/verifier-without.ts';
import { readVectors } from '../../../drill/callbacks/read-vectors.ts';
import { readStateVectors } from '../../../drill/callbacks/state-vector.ts';

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
    expect(written).toBe(checksTable(results, readVectors().length + readStateVectors().length));
  });
});

describe('a check that is taken out', () => {
  it('must be made by a function that its file has', async () => {
    const moved: Check = {
      name: 'a check',
      file: 'functions/auth/read-token.ts',
      of: 'isGone',
      instead: () => () => true,
    };
    await expect(verifierWithout(moved)).rejects.toThrow(
      'expected a function isGone in functions/auth/read-token.ts, found readToken, isThere, isAlone,',
    );
  });

  it('must be in a file that the verifier loads', async () => {
    const elsewhere: Check = {
      name: 'a check',
      file: 'functions/call-flow.ts',
      of: 'callFlow',
      instead: () => () => true,
    };
    await expect(verifierWithout(elsewhere)).rejects.toThrow('the verifier loads no');
  });
});
