/** `npm run bundled-dependencies`: writes docs/bundled-dependencies.md. Exit code 1 where a licence is not allowed. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundledPackages } from './bundled-packages.ts';
import { licenceProblems } from './licences.ts';
import { asMarkdown } from './markdown.ts';

const FILE = fileURLToPath(new URL('../../docs/bundled-dependencies.md', import.meta.url));

const packages = await bundledPackages();
await writeFile(FILE, asMarkdown(packages));
console.log(`docs/bundled-dependencies.md: ${packages.length} packages`);
const problems = licenceProblems(packages);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
