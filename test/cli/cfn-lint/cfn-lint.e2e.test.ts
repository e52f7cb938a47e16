import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IGNORED_CHECKS } from '../../../cli/cfn-lint/run-cfn-lint.ts';
import { OWN_FIXTURES } from '../../fixtures/own/environment.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cfn-lint-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Puts a cfn-lint onto the PATH that does this when it is asked to check. */
const install = async (check: string, version = "echo 'cfn-lint 1.0.0'"): Promise<void> => {
  const file = join(folder, 'cfn-lint');
  await writeFile(
    file,
    `#!/bin/sh\nif [ "$1" = --version ]; then ${version}; exit; fi\necho "$@" > ${folder}/arguments\n${check}\n`,
  );
  await chmod(file, 0o755);
};

/** Runs the command with nothing else on the PATH, and with a temporary folder of its own. */
const run = async () => {
  const temporary = await mkdtemp(join(folder, 'temporary-'));
  const result = await new Promise<{ code: number | string; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      ['vvf.mjs', 'cfn-lint'],
      { env: { ...OWN_FIXTURES, PATH: folder, TMPDIR: temporary } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
  expect(await readdir(temporary)).toEqual([]);
  return result;
};

describe('npm run cfn-lint', () => {
  it('says that nothing was checked where cfn-lint is not installed', async () => {
    expect(await run()).toEqual({
      code: 0,
      stdout: 'cfn-lint is not installed: nothing checked\n',
      stderr: '',
    });
  });

  it('says so, too, where only a version manager knows the name', async () => {
    await install('exit 0', 'echo "pyenv: cfn-lint: command not found" >&2; exit 127');
    expect((await run()).stdout).toBe('cfn-lint is not installed: nothing checked\n');
  });

  it('asks about each template, in the regions of the stacks, but for what is ignored', async () => {
    await install('for last; do :; done; [ -s "$last" ]');
    const { code, stdout } = await run();
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'cfn-lint 1.0.0, over 3 templates\nnothing found\n',
    });
    const words = (await readFile(join(folder, 'arguments'), 'utf8')).trim().split(' ');
    expect(words.slice(0, -3)).toEqual([
      ...['--regions', 'eu-central-1', 'eu-west-1', 'eu-north-1'],
      ...['--ignore-checks', ...Object.keys(IGNORED_CHECKS)],
      '--template',
    ]);
    expect(words.slice(-3).map((file) => file.replace(/.*\//, ''))).toEqual([
      'vonage-voice-failover-eu-central-1.template.json',
      'vonage-voice-failover-eu-west-1.template.json',
      'vonage-voice-failover-static-eu-north-1.template.json',
    ]);
  });

  it('fails for what it finds, and tells it', async () => {
    await install("echo \"E3012 '365' is not of type 'integer'\"; exit 2");
    expect(await run()).toEqual({
      code: 1,
      stdout: "cfn-lint 1.0.0, over 3 templates\nE3012 '365' is not of type 'integer'\n",
      stderr: '',
    });
  });

  it('fails where cfn-lint ends without a word', async () => {
    await install('exit 3');
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).toContain('cfn-lint ended with exit code 3 and said nothing');
  });

  it('fails where cfn-lint is broken: nothing would be checked, unseen', async () => {
    await install('exit 0', 'echo "no module named cfnlint" >&2; exit 1');
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr).toContain('Expected the version of cfn-lint, found exit code 1: no module named cfnlint');
  });

  it('ends at Ctrl-C, and leaves nothing behind', async () => {
    await install('exec /bin/sleep 60');
    const temporary = await mkdtemp(join(folder, 'temporary-'));
    const child = spawn(process.execPath, ['vvf.mjs', 'cfn-lint'], {
      env: { ...OWN_FIXTURES, PATH: folder, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([130, null]);
    expect(await readdir(temporary)).toEqual([]);
  });

  it('gives a reason for each check that is ignored', () => {
    for (const why of Object.values(IGNORED_CHECKS)) expect(why).toMatch(/^\S+ .{20,}\.$/);
  });
});
