import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../../cli/audit/audit.mjs', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the script where `npm` prints this, and ends with 1 as the real one does. */
function audit(stdout: string, stderr = ''): { code: number | null; out: string; err: string } {
  const npm = join(folder, 'npm');
  const says = `process.argv.slice(2).join(' ') === 'audit --json' && process.stdout.write(${JSON.stringify(stdout)});`;
  writeFileSync(
    npm,
    `#!${process.execPath}\n${says}process.stderr.write(${JSON.stringify(stderr)});process.exitCode = 1;`,
  );
  chmodSync(npm, 0o755);
  const run = spawnSync(process.execPath, [SCRIPT], {
    encoding: 'utf8',
    env: { PATH: [folder, dirname(process.execPath)].join(':') },
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

const report = (severities: Readonly<Record<string, number>>, vulnerabilities: object = {}): string =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { vulnerabilities: severities } });

const ADVISORY = {
  name: 'a-package',
  severity: 'high',
  range: '<1.2.3',
  via: [{ title: 'It does harm', url: 'https://github.com/advisories/GHSA-1' }],
  fixAvailable: { name: 'a-package', version: '1.2.3' },
};

describe('npm run audit', () => {
  it('passes where nothing is known, and says what is known below high', () => {
    expect(audit(report({ high: 0, total: 0 }))).toMatchObject({
      code: 0,
      out: 'npm audit: nothing at high or above (no known vulnerability).\n',
    });
    const moderate = { ...ADVISORY, severity: 'moderate' };
    expect(audit(report({ moderate: 1, total: 1 }, { moderate }))).toMatchObject({
      code: 0,
      out: 'npm audit: nothing at high or above (1 moderate).\n',
    });
  });

  it.each(['high', 'critical'])('fails for a %s one, and says what to do', (severity) => {
    const { code, err } = audit(report({ [severity]: 1, total: 1 }, { a: { ...ADVISORY, severity } }));
    expect(code).toBe(1);
    expect(err.split('\n')).toEqual([
      `npm audit: expected nothing at high or above, found 1 ${severity}:`,
      `  ${severity}: a-package <1.2.3: It does harm https://github.com/advisories/GHSA-1 (npm install --save-exact a-package@1.2.3)`,
      '',
    ]);
  });

  it('says through which package, and when there is no fix', () => {
    const by = { ...ADVISORY, via: ['another-package'], fixAvailable: false };
    expect(audit(report({ high: 1 }, { by })).err).toContain(
      'a-package <1.2.3: by another-package (no fix yet)',
    );
    const easy = { ...ADVISORY, fixAvailable: true };
    expect(audit(report({ high: 1 }, { easy })).err).toContain('(npm audit fix)');
  });

  it('writes nothing that a terminal would act on', () => {
    const evil = { ...ADVISORY, via: [{ title: '\u001b[2J\nnpm audit: fine', url: '' }] };
    const { err } = audit(report({ high: 1 }, { evil }));
    expect(err).not.toContain('\u001b');
    expect(err).not.toContain('\nnpm audit: fine');
  });

  it.each([
    [
      'a mirror that knows no audits',
      { message: '405 Method Not Allowed - POST https://r', statusCode: 405 },
      '405',
    ],
    ['a registry that is broken', { message: '503 Service Unavailable', statusCode: 503 }, '503'],
    [
      'no network',
      { message: 'request to https://r failed, reason: getaddrinfo ENOTFOUND', error: { summary: '' } },
      'request to https://r failed, reason: getaddrinfo ENOTFOUND',
    ],
  ])('does not fail for %s, and says so', (_what, said, found) => {
    const { code, out } = audit(JSON.stringify(said));
    expect(code).toBe(0);
    expect(out).toContain('the registry answers no audit here (' + found);
    expect(out).toContain('nothing is known');
  });

  it.each([
    [
      'no lockfile',
      JSON.stringify({ error: { code: 'ENOLOCK', summary: 'needs a lockfile' } }),
      'needs a lockfile',
    ],
    ['an unknown report', '{"auditReportVersion":3,"metadata":{}}', 'auditReportVersion'],
    ['no JSON', 'hello', 'hello'],
    ['nothing', '', 'found: nothing'],
  ])('fails for %s', (_what, stdout, found) => {
    const { code, err } = audit(stdout);
    expect(code).toBe(1);
    expect(err).toContain(found);
  });

  it('fails where there is no npm', () => {
    const run = spawnSync(process.execPath, [SCRIPT], { encoding: 'utf8', env: { PATH: folder } });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('ENOENT');
  });
});
