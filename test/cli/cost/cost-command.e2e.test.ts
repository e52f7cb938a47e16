import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = async (...args: string[]) => {
  const child = promisify(execFile)(process.execPath, ['vvf.mjs', 'cost', ...args]);
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
});
