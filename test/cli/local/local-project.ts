import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyProject } from '../../support/copy-project.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/own', import.meta.url));

/** A copy of this project whose files can be changed as its user would; the fixtures stand where the user's own files are. */
export function localProject(): string {
  const project = copyProject();
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
  return project;
}
