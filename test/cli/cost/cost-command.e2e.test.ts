import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = async (...args: string[]) => {
  const child = promisify(execFile)(process.execPath, ['cli/cost/cost-command.ts', ...args]);
  return child.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      stdout,
      stderr,
    }),
  );
};

describe('npm run cost', () => {
  it('finds docs/cost.md current', async () => {
    expect(await run('--check')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('prints what other numbers cost', async () => {
    const { code, stdout } = await run('--calls-per-day', '50000', '--provisioned-concurrency', '2');
    expect(code).toBe(0);
    expect(stdout).toContain('50,000 calls a day of 3 minutes with 7 events each, 2 environments kept warm');
    expect(stdout).toContain('| the calls themselves, paid to Vonage | 20520.00 EUR |');
  });

  it.each([
    [['--calls-per-day', 'many'], 'Expected a number of at least 0 after --calls-per-day, found "many".'],
    [['--events-per-call=-1'], 'Expected a number of at least 0 after --events-per-call, found "-1".'],
    [['--write', '--calls-per-day', '5'], 'Expected --write without other numbers'],
    [['--per-day', '5'], "Unknown option '--per-day'"],
  ])('refuses %j', async (args, message) => {
    const { code, stderr, stdout } = await run(...args);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
  });

  it('says what it can do', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('--provisioned-concurrency N');
  });
});
