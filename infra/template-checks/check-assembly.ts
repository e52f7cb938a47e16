import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../settings/settings-schema.ts';
import { findCycles } from './find-cycles.ts';
import { findTies } from './find-ties.ts';
import type { Role } from './find-ties.ts';
import { findUnbundled } from './find-unbundled.ts';
import type { Template } from './template.ts';

const problemsOf = (folder: string, stackName: string, role: Role, settings: Settings): readonly string[] => {
  const template = JSON.parse(readFileSync(join(folder, `${stackName}.template.json`), 'utf8')) as Template;
  const problems = [
    ...findCycles(template).map((cycle) => `resources wait for each other: ${cycle}`),
    ...findTies(template, role, settings),
    // The static stack's functions are the CDK's own, which fill the bucket.
    ...(role === 'static' ? [] : findUnbundled(folder, stackName, template)),
  ];
  return problems.map((problem) => `${stackName}: ${problem}`);
};

/**
 * Looks for what synthesizes and must not be deployed.
 * @param folder of the cloud assembly
 * @param stacks name of each role's stack
 * @throws with every problem at once
 */
export const checkAssembly = (
  folder: string,
  stacks: Readonly<Record<Role, string>>,
  settings: Settings,
): void => {
  const problems = (Object.keys(stacks) as Role[]).flatMap((role) =>
    problemsOf(folder, stacks[role], role, settings),
  );
  if (problems.length > 0) {
    throw new Error(`The stacks must not be deployed as they are:\n  ${problems.join('\n  ')}`);
  }
};
