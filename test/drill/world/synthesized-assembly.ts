import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../../infra/settings/settings-schema.ts';

const SYNTHESIZE = `
  const [synth, own, outDir, changes] = process.argv.slice(1);
  const { synthesize } = await import(synth);
  const { settings } = await import(own);
  await synthesize({ settings: { ...settings, ...JSON.parse(changes) }, outDir });
`;
const moduleUrl = (path: string): string => new URL(`../../../${path}`, import.meta.url).href;

/**
 * A cloud assembly of the fixtures in a new folder, with some settings changed. In a process of its own: jest would
 * transform all of the CDK.
 */
export function synthesizedAssembly(changes: Partial<Settings> = {}): string {
  const outDir = mkdtempSync(join(tmpdir(), 'world-assembly-'));
  const modules = [moduleUrl('infra/synth.ts'), moduleUrl('test/fixtures/own/settings.ts')];
  const args = ['--input-type=module', '-e', SYNTHESIZE, ...modules, outDir, JSON.stringify(changes)];
  execFileSync(process.execPath, args, { stdio: 'pipe' });
  return outDir;
}
