import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { STATIC_NCCO_FOLDER } from '../../fixtures/own/files.ts';
import { temporaryFolder } from '../../infra/static-tier/temporary-folder.ts';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const VVF = join(PROJECT, 'vvf.mjs');

function run(args: readonly string[], { cwd = PROJECT }: { cwd?: string } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [VVF, 'ncco', ...args], {
    cwd,
    encoding: 'utf8',
  });
  return { status, stdout: stdout.trimEnd().split('\n'), stderr };
}

describe('npm run ncco -- check', () => {
  const folder = temporaryFolder({
    'good.json': '[{"action":"talk","text":"a"}]',
    'warned.json': '[{"action":"talk","text":"a","voiceName":"Amy"}]',
    'wrong.json': '[{"action":"talk","text":5},{"action":"connect","eventURL":"x"}]',
    'empty.json': '[]',
    'asking.json': '[{"action":"talk","text":"a","bargeIn":true},{"action":"input","type":["dtmf"]}]',
    'broken.json': '[\n  { "action": "talk" }\n',
    'placeholder.json':
      '[{"action":"connect","from":"{{callerNumber}}","endpoint":[{"type":"app","user":"a"}]}]',
  });
  const inFolder = { cwd: folder.path };
  afterAll(folder.remove);

  it('lets nothing through to the terminal that it would obey: values, names of options and of files, in errors too', () => {
    const evil = 'evil\u009b2J\u202e\u001b[31m';
    const name = `${evil}.json`;
    const ncco = [{ action: 'talk', text: 'a', level: evil, [evil]: 1 }, { action: evil }];
    writeFileSync(join(folder.path, name), JSON.stringify(ncco));
    for (const args of [
      ['check', name],
      ['check', `${evil}-gone.json`],
      [evil],
      ['check', name, `--${evil}`],
    ]) {
      const { stdout, stderr } = run(args, inFolder);
      const written = stdout.join('\n') + stderr;
      expect(written).toContain('evil\\u009b2J\\u202e\\u001b[31m');
      expect(written).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    }
  });

  it.each<[string, string | Uint8Array, string]>([
    [
      'a byte order mark',
      '\ufeff[]',
      'expected JSON in UTF-8 without a byte order mark, found a byte order mark (EF BB BF) before the text',
    ],
    ['UTF-16', Buffer.from('\ufeff[]', 'utf16le'), 'found text in UTF-16 (it begins with FF FE)'],
    ['UTF-16 without a mark', Buffer.from('[]', 'utf16le'), 'found text in UTF-16 (its first characters'],
    ['Latin-1', Buffer.from('["\u00e9"]', 'latin1'), 'found bytes that are no UTF-8'],
    [
      '100,000 nested arrays',
      '['.repeat(100_000) + ']'.repeat(100_000),
      'expected at most 200 levels of arrays and objects, found 100000 levels',
    ],
  ])('names what it finds in the place of JSON: %s', (_case, content, expected) => {
    writeFileSync(join(folder.path, 'other.json'), content);
    const { status, stdout, stderr } = run(['check', 'other.json'], inFolder);
    expect(stdout[0]).toContain(expected);
    expect(stdout).toHaveLength(2);
    expect(stderr).toBe('');
    expect(status).toBe(1);
  });

  it('passes the static NCCOs of static-ncco/, their placeholders filled', () => {
    const files = readdirSync(STATIC_NCCO_FOLDER).filter((file) => file.endsWith('.json'));
    const { status, stdout } = run(['check', ...files.map((file) => join(STATIC_NCCO_FOLDER, file))]);

    expect(stdout).toEqual(['4 files checked: 0 errors, 0 warnings']);
    expect(status).toBe(0);
  });

  it('prints every problem with file, path, expected and found, and exits with 1', () => {
    const { status, stdout } = run(['check', 'good.json', 'wrong.json'], inFolder);

    expect(stdout).toEqual([
      'wrong.json $[0].text: error: expected text to speak: 1 to 1500 characters, SSML tags not counted, found 5',
      'wrong.json $[1].endpoint: error: expected an array of exactly one endpoint, found nothing',
      'wrong.json $[1].eventURL: warning: expected an option of a connect action (did you mean "eventUrl"?), found the unknown option "eventURL"',
      '2 files checked: 2 errors, 1 warning',
    ]);
    expect(status).toBe(1);
  });

  it('marks warnings, and exits with 0 where there is nothing worse', () => {
    const { status, stdout } = run(['check', 'warned.json'], inFolder);

    expect(stdout).toEqual([
      'warned.json $[0].voiceName: warning: expected language and style (this option is deprecated), found "Amy"',
      '1 file checked: 0 errors, 1 warning',
    ]);
    expect(status).toBe(0);
  });

  it('refuses an empty NCCO, as synth and the handlers do', () => {
    const { status, stdout } = run(['check', 'empty.json'], inFolder);

    expect(stdout[0]).toBe('empty.json $: error: expected at least one action, found an empty array');
    expect(status).toBe(1);
  });

  it('warns of an input that no webhook answers with an NCCO, and says what the caller hears then', () => {
    const { status, stdout } = run(['check', 'asking.json'], inFolder);

    expect(stdout[0]).toMatch(
      /^asking\.json \$\[1\]\.eventUrl: warning: expected a webhook of your own that answers with an NCCO, .*: then nothing is left to play, and the call ends, found nothing$/,
    );
    expect(status).toBe(0);
  });

  it('says in which line JSON is broken, and that a file cannot be read', () => {
    const { status, stdout, stderr } = run(['check', 'broken.json', 'none.json'], inFolder);

    expect(stdout).toEqual([
      expect.stringMatching(/^broken\.json line 2: error: expected valid JSON, found /),
      'none.json $: error: expected a readable file, found ENOENT: no such file or directory',
      '2 files checked: 2 errors, 0 warnings',
    ]);
    expect(stderr).toBe('');
    expect(status).toBe(1);
  });

  it('says once that the shell has not expanded a pattern', () => {
    const { status, stdout } = run(['check', 'static-ncco/*.json']);

    expect(stdout).toEqual([
      'static-ncco/*.json: error: expected the name of a file, found a pattern. The shell expands it where it is not in quotes and matches a file',
      '1 file checked: 1 error, 0 warnings',
    ]);
    expect(status).toBe(1);
  });

  it('fills no placeholder outside static-ncco/, where nothing would', () => {
    const { status, stdout } = run(['check', 'placeholder.json'], inFolder);

    expect(stdout[0]).toBe(
      'placeholder.json $[0].from: warning: expected 7 to 15 digits, without "+": with any other value the person called sees an unknown caller, found "{{callerNumber}}"',
    );
    expect(status).toBe(0);
  });

  it('takes absolute and relative names', () => {
    const file = join(folder.path, 'good.json');
    expect(run(['check', file, relative(PROJECT, file)]).status).toBe(0);
  });
});
