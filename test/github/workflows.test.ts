import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';

const PROJECT = new URL('../../', import.meta.url);
const FOLDER = new URL('.github/workflows/', PROJECT);

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': unknown };
  readonly jobs: Readonly<Record<string, Job>>;
}

const FILES = readdirSync(FOLDER).toSorted();
const textOf = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');
const read = (file: string): Workflow => parse(textOf(file)) as Workflow;
const jobsOf = (file: string): readonly (readonly [string, Job])[] => Object.entries(read(file).jobs);
const stepsOf = (file: string): readonly Step[] => jobsOf(file).flatMap(([, { steps }]) => steps);
const uses = ({ steps }: Job, action: string): boolean =>
  steps.some((step) => step.uses?.startsWith(`${action}@`) === true);

it('are a check, a deployment and what runs by the clock', () => {
  expect(FILES).toEqual(['check.yml', 'deploy.yml', 'scheduled.yml']);
});

describe.each(FILES)('%s', (file) => {
  it('runs only scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('package.json', PROJECT), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const named = stepsOf(file).flatMap(({ run = '' }) =>
      [...run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, script]) => script),
    );
    expect(named.filter((script) => !Object.hasOwn(scripts, script ?? ''))).toEqual([]);
  });

  it('pins each action by its whole commit, with its version beside it', () => {
    const lines = textOf(file)
      .split('\n')
      .filter((line) => line.includes('uses:'));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines)
      expect(line).toMatch(/uses: (?:actions|aws-actions)\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('has no key of AWS, and tells secrets to nothing but the environment of a command', () => {
    expect(textOf(file)).not.toMatch(/aws-(?:secret-)?access-key|AWS_(?:SECRET_)?ACCESS_KEY/i);
    for (const { with: inputs = {}, run = '' } of stepsOf(file))
      expect(`${JSON.stringify(inputs)}${run}`).not.toContain('secrets.');
    for (const [, job] of jobsOf(file))
      for (const { env = {} } of [job, ...job.steps])
        for (const [name, value] of Object.entries(env))
          if (/SECRET|API_KEY/.test(name)) expect(value).toBe(`\${{ secrets.${name} }}`);
  });

  it('puts no value of a run into the text of a script', () => {
    for (const { run = '' } of stepsOf(file)) expect(run).not.toContain('${{');
  });

  it('may do nothing but what a job asks for, and a job asks for no more than it needs', () => {
    expect(read(file).permissions).toEqual({});
    for (const [, job] of jobsOf(file)) {
      const signsIn = uses(job, 'aws-actions/configure-aws-credentials');
      expect(job.permissions).toEqual({ contents: 'read', ...(signsIn ? { 'id-token': 'write' } : {}) });
      const checkout = job.steps.find((step) => step.uses?.startsWith('actions/checkout@'));
      expect(checkout?.with).toEqual({ 'persist-credentials': false });
    }
  });

  it('signs in to AWS by a role, inside an environment that guards it', () => {
    for (const [, job] of jobsOf(file)) {
      if (!uses(job, 'aws-actions/configure-aws-credentials')) continue;
      const { with: inputs = {} } =
        job.steps.find((step) => step.uses?.startsWith('aws-actions/') === true) ?? {};
      expect(inputs['role-to-assume']).toMatch(/^\$\{\{ vars\.AWS_\w+_ROLE_ARN \}\}$/);
      const { 'role-duration-seconds': durationS = 3600, ...others } = inputs;
      expect(Object.keys(others).toSorted()).toEqual(['aws-region', 'role-to-assume']);
      // It must not end in the middle of a stack.
      expect(Number(durationS)).toBeGreaterThanOrEqual(Number(job['timeout-minutes']) * 60);
      expect(job.environment).toMatch(/^(?:\$\{\{ inputs\.environment \|\| 'production' \}\}|drift)$/);
    }
  });

  it('ends, and does not run beside itself', () => {
    expect(read(file).concurrency?.group).toBeTruthy();
    for (const [, job] of jobsOf(file)) expect(job['timeout-minutes']).toBeLessThanOrEqual(120);
  });
});

describe('check.yml', () => {
  const { on, jobs } = read('check.yml');

  it('runs .ci/run on every pull request and on main, and keeps what the drill wrote', () => {
    expect(on).toEqual({ pull_request: null, push: { branches: ['main'] } });
    const steps = jobs['check']?.steps ?? [];
    const ci = steps.find(({ run }) => run === 'bash .ci/run');
    expect(readFileSync(new URL('.ci/run', PROJECT), 'utf8')).toContain('${DRILL_OUT:-');
    expect(steps.at(-1)?.with?.['path']).toContain(ci?.env?.['DRILL_OUT']);
  });

  it('runs there each suite, the whole drill, and what a person checks before a commit', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('package.json', PROJECT), 'utf8')) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const script = readFileSync(new URL('.ci/run', PROJECT), 'utf8');
    const checks = [...(scripts['check'] ?? '').matchAll(/npm (?:run )?([\w:-]+)/g)].map(([, name]) => name);
    const suites = Object.keys(scripts).filter((name) => /^test(:|$)/.test(name));
    expect(checks).toContain('test');
    for (const name of checks.filter((each) => each !== 'test'))
      expect(script).toContain(`npm run --silent ${name}\n`);
    for (const name of suites) expect(script).toMatch(new RegExp(`^step .*suite ${name}( |$)`, 'm'));
    expect(script).toContain('drill -- --all');
  });

  it('has no secrets: any GitHub user may open a pull request', () => {
    expect(textOf('check.yml')).not.toMatch(/secrets\.|pull_request_target|environment:/);
  });
});

describe('deploy.yml', () => {
  const { on, jobs, concurrency } = read('deploy.yml');
  const steps = jobs['deploy']?.steps ?? [];
  const at = (text: string): number =>
    steps.findIndex(({ run = '', with: inputs }) => `${run}${String(inputs?.['path'])}`.includes(text));

  it('starts by hand alone, and is never cut off', () => {
    expect(Object.keys(on)).toEqual(['workflow_dispatch']);
    expect(concurrency?.['cancel-in-progress']).toBe(false);
  });

  it('shows the plan first, with no account, and waits for an approval', () => {
    expect(jobs['plan']?.steps.at(-1)?.run).toContain('npm run --silent deploy -- --plan');
    expect(JSON.stringify(jobs['plan'])).not.toMatch(/secrets\.|vars\.|aws-actions/);
    expect(jobs['deploy']).toMatchObject({
      needs: 'plan',
      environment: "${{ inputs.environment || 'production' }}",
    });
  });

  it('deploys, checks what is there, keeps the outputs, and only shows what would be written to Vonage', () => {
    const order = ['deploy -- --secret-file -', 'run smoke', 'cdk-outputs*.json', 'link -- plan'].map(at);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(JSON.stringify(steps)).not.toContain('link -- apply');
  });
});

describe('scheduled.yml', () => {
  const { on, jobs } = read('scheduled.yml');

  it('runs every test and the whole drill each night: long tests uncut, by a seed of their own', () => {
    const commands = (job: string) => jobs[job]?.steps.flatMap(({ run }) => run ?? []);
    expect(commands('tests')).toEqual([
      'npm ci',
      'npm test -- --ci',
      'npm run test:e2e -- --ci',
      'npm run test:long -- --ci',
    ]);
    expect(JSON.stringify(jobs['tests'])).not.toContain('LONG_SLICE');
    expect(commands('drill')?.[1]).toContain('npm run drill -- --all --seed "$SEED"');
  });

  it('runs each job by one of its clocks, and the other job not', () => {
    const crons = (on['schedule'] as readonly { readonly cron: string }[]).map(({ cron }) => cron);
    expect(crons).toHaveLength(2);
    const [nightly, hourly] = crons;
    for (const job of ['tests', 'drill'])
      expect(jobs[job]?.if).toContain(`github.event.schedule != '${String(hourly)}'`);
    expect(jobs['drift']?.if).toContain(`github.event.schedule != '${String(nightly)}'`);
  });

  it('is off without a role, and only reads and verifies with one', () => {
    expect(jobs['drift']?.if).toContain("vars.AWS_DRIFT_ROLE_ARN != ''");
    const commands = jobs['drift']?.steps.flatMap(({ run }) => run ?? []) ?? [];
    expect(commands.slice(0, 2)).toEqual(['npm ci', 'npm run outputs']);
    expect(commands[2]).toContain('npm run --silent link -- verify');
    expect(commands).toHaveLength(3);
  });
});
