/** `npm run verifier-checks`: takes each check out of the verifier and writes docs/verifier-checks.md. */
import { writeFile } from 'node:fs/promises';
import { readVectors } from '../read-vectors.ts';
import { checksTable, tryWithoutEachCheck } from './checks-table.ts';

const results = await tryWithoutEachCheck();
const table = checksTable(results, readVectors().length);
await writeFile(new URL('../../../docs/verifier-checks.md', import.meta.url), table);
console.log(table);
const useless = results.filter(({ failing }) => failing.length === 0);
for (const { name, file, of } of useless)
  console.error(`No vector needs "${name}" (${of} in ${file}): add a vector, or remove the check.`);
if (useless.length > 0) process.exitCode = 1;
