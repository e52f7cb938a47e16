import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { twoRegions } from '../cli/link/two-regions.ts';
import { copyProject } from '../support/copy-project.ts';

/* A user's project with two environments, and its commands as they are typed. */

const STAGING = 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab';
const PRODUCTION = 'cccccccc-bbbb-4ccc-8ddd-0123456789ab';
const ENVIRONMENTS = `export const environments: Environments = {
  staging: { name: 'voice-staging', vonage: { applicationIds: ['${STAGING}'] }, drillable: true },
  production: { name: 'voice', vonage: { applicationIds: ['${PRODUCTION}'] } },
};`;

const project = copyProject();
afterAll(() => rmSync(project, { recursive: true }));
const settings = join(project, 'settings.ts');
writeFileSync(
  settings,
  readFileSync(settings, 'utf8').replace('export const environments: Environments = {};', ENVIRONMENTS),
);

/** As another environment's deployment wrote them. */
const outputsOf = (name: string): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(twoRegions).map(([stack, outputs]) => {
        const { Role, Region } = outputs as Readonly<Record<string, string>>;
        return [Role === undefined ? `${name}-static-${stack}` : `${name}-${String(Region)}`, outputs];
      }),
    ),
  );
writeFileSync(join(project, 'cdk-outputs.staging.json'), outputsOf('voice-staging'));

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [...args],
      { cwd: project, env: { ...process.env, NODE_OPTIONS: '', ...env } },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
const vvf = (line: string, env?: Readonly<Record<string, string>>): Promise<Ran> =>
  run(['vvf.mjs', ...line.split(' ')], env);

describe('commands of a project with two environments', () => {
  it.each(['deploy --plan', 'link plan', 'local --json', 'freeze'])(
    '%s wants the name of one',
    async (line) => {
      const { code, stderr } = await vvf(line);
      expect(code).toBe(1);
      expect(stderr).toContain(
        'Expected an environment of settings.ts (staging, production), found none named.',
      );
    },
  );

  it.each(['cost', 'link verify'])('%s shows its help without one', async (command) => {
    const { code, stdout } = await vvf(`${command} --help`);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}--env NAME +the environment of settings\.ts/m);
  });

  it('name the nearest one where there is no such environment', async () => {
    const { code, stderr } = await vvf('link plan --env prodction');
    expect(code).toBe(1);
    expect(stderr).toContain('(staging, production), found "prodction". Did you mean production?');
  });

  it('read the outputs of theirs, and refuse those of another one', async () => {
    const ours = await vvf('rotate status', { VVF_ENV: 'production' });
    expect(ours.stderr).toMatch(/deployed stacks in \S*cdk-outputs\.production\.json, found no file/);
    const theirs = await vvf('link plan --env production --outputs cdk-outputs.staging.json');
    expect(theirs.code).toBe(1);
    expect(theirs.stderr).toContain(
      'expected the outputs of the environment production (name: voice), found those of staging (name: voice-staging). Nothing was written.',
    );
  });

  it('of link refuse the application of another one', async () => {
    const { code, stderr } = await vvf(`link plan --env staging --application ${PRODUCTION.toUpperCase()}`);
    expect(code).toBe(1);
    expect(stderr).toContain("which is production's. Use --env production");
  });

  it('synthesize the one that the CDK is given, into stacks of its name', async () => {
    const folder = join(project, 'out');
    const { code, stderr } = await run(['infra/app.ts'], {
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: '{"env":"staging"}',
    });
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    const { artifacts } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      readonly artifacts: Readonly<Record<string, unknown>>;
    };
    expect(Object.keys(artifacts).filter((name) => /^voice.*\d$/.test(name))).toEqual([
      'voice-staging-static-eu-north-1',
      'voice-staging-eu-west-1',
      'voice-staging-eu-central-1',
    ]);
    const frozen = await vvf('freeze --assembly out --env staging');
    expect(frozen.stdout).toContain('frozen-ids.staging.json holds');
    // The next synthesis of production is not compared with it.
    const other = await vvf('freeze --assembly out --env production');
    expect(other.stderr).toContain('to be voice-static-eu-north-1, as settings.ts has it');
  }, 300_000);
});
