import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const FIXTURES = join(PROJECT, 'test', 'fixtures', 'own');

/** Fills an empty folder with a copy of this project; the fixtures stand where its user's own files are. */
export function fillProject(project: string): void {
  for (const part of [
    'cli',
    'contracts',
    'emulator',
    'functions',
    'infra',
    'ncco',
    'simulator',
    'static-ncco',
    'package.json',
    'cdk.json',
  ])
    cpSync(join(PROJECT, part), join(project, part), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(project, 'node_modules'));
  for (const [fixture, own] of [
    ['settings.ts', 'settings.ts'],
    ['call-flow.ts', 'functions/call-flow.ts'],
  ] as const) {
    const text = readFileSync(join(FIXTURES, fixture), 'utf8');
    writeFileSync(
      join(project, own),
      text
        .replaceAll('../../../contracts/', './contracts/')
        .replaceAll('../../../functions/', './')
        .replaceAll('../../../ncco/', '../ncco/'),
    );
  }
  cpSync(join(FIXTURES, 'static-ncco'), join(project, 'static-ncco'), { recursive: true });
}
