import { writeFile } from 'node:fs/promises';
import { define } from '../../../cli/kit/command.ts';
import { readVectors } from '../read-vectors.ts';
import { readStateVectors } from '../state-vector.ts';
import { checksTable, tryWithoutEachCheck } from './checks-table.ts';

export const verifierChecks = define({
  name: 'verifier-checks',
  about:
    'Takes each check out of the verifier of signed callbacks, and writes to docs/verifier-checks.md which vectors notice.',
  flags: {},
  exits: { 0: 'each check is needed by a vector', 1: 'no vector needs some check' },
  async run(_, { stdout, stderr }) {
    const results = await tryWithoutEachCheck();
    const table = checksTable(results, readVectors().length + readStateVectors().length);
    await writeFile(new URL('../../../docs/verifier-checks.md', import.meta.url), table);
    stdout(table);
    const useless = results.filter(({ failing }) => failing.length === 0);
    for (const { name, file, of } of useless)
      stderr(`No vector needs "${name}" (${of} in ${file}): add a vector, or remove the check.`);
    return useless.length === 0 ? 0 : 1;
  },
});
