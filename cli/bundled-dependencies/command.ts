import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { define } from '../kit/command.ts';
import { bundledPackages } from './bundled-packages.ts';
import { asMarkdown, licenceProblems } from './report.ts';

const FILE = fileURLToPath(new URL('../../docs/bundled-dependencies.md', import.meta.url));

export const bundledDependencies = define({
  name: 'bundled-dependencies',
  about: "Writes docs/bundled-dependencies.md: every package that is part of a function's bundle.",
  flags: {},
  exits: { 0: 'written', 1: 'written, but a licence is not allowed' },
  async run(_, { stdout, stderr }) {
    const packages = await bundledPackages();
    await writeFile(FILE, asMarkdown(packages));
    stdout(`docs/bundled-dependencies.md: ${packages.length} packages`);
    const problems = licenceProblems(packages);
    for (const problem of problems) stderr(problem);
    return problems.length === 0 ? 0 : 1;
  },
});
