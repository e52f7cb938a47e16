import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { calibrate } from '../../../cli/calibrate/command.ts';
import { MOST_CALLS, planCalls, BURST } from '../../../cli/calibrate/plan-calls.ts';
import { runCommand } from '../../../cli/kit/command.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import { testIo } from '../link/support/test-io.ts';
import { ID, NUMBER, openAccount } from './support/calibrated.ts';
import type { Account } from './support/calibrated.ts';

async function ran(args: readonly string[], options: Parameters<typeof testIo>[0] = {}) {
  const { io, take } = testIo(options);
  const code = await runCommand(calibrate, args, io);
  return { code, ...take() };
}

describe('calibrate without --run', () => {
  it('prints the plan and its price, and asks nobody', async () => {
    const fetch = (): never => {
      throw new Error('asked');
    };
    const { code, stdout, stderr } = await ran(['--rate', '0.012'], { fetch });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('at most 20 calls of 45 s, each billed as outgoing and as incoming: 30 minutes');
    expect(stdout).toContain('at 0.0120 EUR a minute (--rate) at most 0.36 EUR');
    expect(stdout).toContain('Nothing was done. Add --run to place the calls');
  });

  it('says where the rate stands when it is not given', async () => {
    expect((await ran([])).stdout).toMatch(
      /Ask the price list \(https:\/\/.*\), and give the rate with --rate EUR/,
    );
  });

  it.each([
    [['--rate', '0'], /--rate: expected euros a minute like 0\.0120, at most 10; found "0"/],
    [['--rate', '1,5'], /--rate: expected euros a minute/],
    [['--application', ID], /--application: expected with --run/],
    [['--run', '--application', 'x'], /--application: expected a UUID/],
    [['--run', '--number', '0044'], /--number: expected an E\.164 number/],
    [['--run', '--public-url', 'name.example.com'], /--public-url: expected an address like https/],
    [['--run', '--direct'], /--direct: expected with --public-url/],
    [['--listen', '8787'], /--listen: expected HOST:PORT like 127\.0\.0\.1:8787/],
    [['--run'], /Expected --application ID, --number NUMBER and --private-key FILE with --run/],
  ])('%j is refused', async (args, message) => {
    const { code, stderr } = await ran(args);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });
});

describe('the plan', () => {
  it('has 20 calls at most, and tries each thing once', () => {
    const calls = planCalls({ refused: 'http://refused', blackHole: 'http://black-hole' });
    expect(calls.length + BURST).toBeLessThanOrEqual(MOST_CALLS);
    const names = calls.flatMap(({ events }) => events.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('empty-array');
  });
});

describe('calibrate --run', () => {
  let account: Account;
  beforeEach(async () => {
    account = await openAccount(support2024);
  });
  afterEach(() => account.stop());
  const run = (
    args: readonly string[] = account.args,
    env = account.env,
    more: Parameters<typeof testIo>[0] = {},
  ) => ran(args, { env, ...more });
  const withOther = (flag: string, value: string): readonly string[] =>
    account.args.map((each, index) => (account.args[index - 1] === flag ? value : each));
  const requests = (): readonly string[] => account.platform.api.requests();
  const nothingWritten = (): void => expect(requests().filter((each) => !each.startsWith('GET'))).toEqual([]);

  it.each([
    [
      'a number that is not linked',
      () => withOther('--number', '447700900999'),
      /found it not among the 1 that are/,
    ],
    [
      'no private key',
      () => withOther('--private-key', join(account.folder, 'gone')),
      /Expected the Vonage application's private key/,
    ],
  ])('refuses %s, and writes nothing', async (_what, args, message) => {
    const { code, stderr } = await run(args());
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    nothingWritten();
  });

  it('refuses an application whose other numbers would be silent', async () => {
    await account.stop();
    account = await openAccount(support2024, { numbers: [NUMBER, '447700900222', '447700900333'] });
    expect((await run([...account.args, '--from', '447700900222'])).stderr).toMatch(
      /found 1 more, whose callers would hear nothing during the run/,
    );
    nothingWritten();
  });

  it('needs a public URL where the platform is not on this machine', async () => {
    const { stderr } = await run(
      account.args,
      {
        ...account.env,
        VONAGE_API_HOST: 'https://api.example.com',
      },
      {
        fetch: async () =>
          new Response(
            JSON.stringify({ count: 1, numbers: [{ country: 'GB', msisdn: NUMBER, features: ['VOICE'] }] }),
          ),
      },
    );
    expect(stderr).toMatch(/Expected --public-url URL: how Vonage reaches 127\.0\.0\.1:0 of this machine/);
  });

  it('reaches its endpoints by the public URL before it writes', async () => {
    const server = createServer((_request, response) => response.writeHead(200).end('somebody else'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const { code, stderr } = await run([...account.args, '--public-url', url]);
    server.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /Expected to reach the endpoints of this command by .*, found 200: somebody else\. Start the tunnel/,
    );
    nothingWritten();
  });

  it('asks before it writes, and without a terminal needs --yes', async () => {
    const [port] = [await freePort()];
    const own = ['--listen', `127.0.0.1:${String(port)}`, '--public-url', `http://127.0.0.1:${String(port)}`];
    const args = [...account.args.filter((each) => each !== '--yes'), ...own];
    expect((await run(args)).stderr).toContain('Add --yes to confirm in advance.');
    const declined = await run(args, account.env, { answer: () => 'no' });
    expect(declined).toMatchObject({ code: 1, stderr: 'Nothing was done.\n' });
    nothingWritten();
  });

  it('puts the application back where a call cannot be placed, and says what the API answered', async () => {
    const [port] = [await freePort()];
    const own = ['--listen', `127.0.0.1:${String(port)}`, '--public-url', `http://127.0.0.1:${String(port)}`];
    const { generateKeyPairSync } = await import('node:crypto');
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const other = join(account.folder, 'other.key');
    await writeFile(other, privateKey, { mode: 0o600 });
    const before = account.platform.api.application(ID);
    const { code, stderr } = await run([...withOther('--private-key', other), ...own]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /place a call \(201\), found 401: .*Check that --private-key is the key of the application/,
    );
    expect(stderr).toContain('The application is as it was: put back');
    expect(account.platform.api.application(ID)).toEqual(before);
    expect(requests().filter((each) => each.startsWith('PUT')).length).toBe(2);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
