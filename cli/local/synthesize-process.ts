// Synthesizes once and ends: a process of its own, because settings that were imported once stay as they were.
import { cloudAssembly } from '../../infra/cloud-assembly.ts';
import type { CloudAssemblyOptions } from '../../infra/cloud-assembly.ts';

try {
  await cloudAssembly(JSON.parse(process.argv[2] ?? '') as CloudAssemblyOptions);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
