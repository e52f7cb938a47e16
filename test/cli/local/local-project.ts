import { execFile } from 'node:child_process';
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

/** The copy holds the fixtures where its user's own files are: without the tests' own condition. */
export const AS_ITS_USER = { ...process.env, NODE_OPTIONS: '' };

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command in the copy. */
export const runIn = (project: string, ...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['vvf.mjs', ...args], { cwd: project, env: AS_ITS_USER }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
