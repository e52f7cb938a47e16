import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SYNTHESIZE = `
  const { cloudAssembly } = await import(process.argv[1]);
  await cloudAssembly({ outDir: process.argv[2] });
`;

/** The project's own cloud assembly in a new folder. In a process of its own: jest would transform all of the CDK. */
export function synthesizedAssembly(): string {
  const outDir = mkdtempSync(join(tmpdir(), 'world-assembly-'));
  const module = new URL('../../../drill/cloud-assembly.ts', import.meta.url).href;
  execFileSync(process.execPath, ['--input-type=module', '-e', SYNTHESIZE, module, outDir], {
    stdio: 'inherit',
  });
  return outDir;
}
