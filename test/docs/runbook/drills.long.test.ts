import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { copyProject } from '../../support/copy-project.ts';
import { SLICE } from '../../support/slice.ts';
import { DRILLS, commandLines } from './pages.ts';

const LINES = commandLines().filter((line) => DRILLS.test(line));

const project = copyProject();
afterAll(() => rmSync(project, { recursive: true }));

it.each(SLICE.some(LINES))(
  '%s, of the runbook, runs',
  async (line) => {
    const args = line.replace('npm run drill --', 'drill').split(' ');
    const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve) => {
      const child = execFile(process.execPath, ['vvf.mjs', ...args], { cwd: project }, (_, stdout, stderr) =>
        resolve({ code: child.exitCode, output: stdout + stderr }),
      );
    });
    expect(output).toMatch(/^(Pass|Unknown):/m);
    // 2: the machine itself stalled.
    expect([0, 2]).toContain(code);
  },
  300_000,
);
