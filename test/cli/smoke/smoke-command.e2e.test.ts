import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VVF = fileURLToPath(new URL('../../../vvf.mjs', import.meta.url));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const smoke = (...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(process.execPath, [VVF, 'smoke', ...args], (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });

interface Row {
  readonly row: string;
  readonly status: string;
  readonly found: string;
}
const rowsOf = ({ out }: Ran): readonly Row[] => (JSON.parse(out) as { readonly rows: readonly Row[] }).rows;

describe('npm run smoke', () => {
  it('passes where nothing differs, and says by name what it did not check', async () => {
    const only = ['--only', 'health', '--only', 'ip-refusal', '--only', 'distribution-key'];
    const ran = await smoke('--local', '--json', ...only);
    expect(rowsOf(ran).map(({ row, status }) => [row, status])).toEqual([
      ['health', 'ok'],
      ['ip-refusal', 'not-checked'],
      ['distribution-key', 'not-checked'],
    ]);
    expect(ran.code).toBe(0);
  });

  it('fails in a local system that breaks an assumption, in that row, and says what to change', async () => {
    const only = ['--only', 'audio', '--only', 'conditional-put', '--only', 'health'];
    const { code, out } = await smoke('--local', '--break', 'conditional-put', ...only);
    expect(out).toMatch(/^DIFFERS +conditional-put /m);
    expect(out).toContain('1 differs, 0 not checked, 2 ok.');
    expect(out).toContain('conditional-put differs\n  assumed: ');
    expect(code).toBe(1);
  });

  it.each([
    ['while it starts', /starting the local system/],
    ['while something is broken', /is throttled for a moment/],
  ])('stops the local system on Ctrl-C %s, and leaves nothing behind', async (_when, said) => {
    const folder = await mkdtemp(join(tmpdir(), 'smoke-test-'));
    const child = spawn(process.execPath, [VVF, 'smoke', '--local', '--only', 'throttle-status'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, TMPDIR: folder },
    });
    const ended = once(child, 'close');
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      const before = err;
      err += text;
      if (said.test(err) && !said.test(before)) child.kill('SIGINT');
    });
    const code: unknown = (await ended)[0];
    expect(`${String(code)}: ${err}`).toMatch(/^130: [^]*Interrupted\.\n$/);
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it('says why its local system does not start', async () => {
    const { code, err } = await smoke('--local', '--assembly', 'there-is-no-such-folder');
    expect(err).toContain('The local system did not start: ');
    expect(err).toContain('there-is-no-such-folder');
    expect(code).toBe(1);
  });

  it('cannot run without outputs, and says what writes them', async () => {
    const { code, err } = await smoke('--outputs', 'there-is-no-such-file.json');
    expect(err).toContain('Expected the outputs of the deployed stacks in there-is-no-such-file.json');
    expect(code).toBe(1);
  });
});
