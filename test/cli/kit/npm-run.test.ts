import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmRun } from '../../../cli/kit/npm-run.ts';
import { afterwards } from '../../../cli/rotate/what-next.ts';
import { applyCommand } from '../../../cli/link/verify/apply-command.ts';

afterEach(() => void delete process.env.VVF_ENV);
const inStaging = () => void (process.env.VVF_ENV = 'staging');

it('is a command as it is typed', () => {
  expect(npmRun('deploy')).toBe('npm run deploy');
  expect(npmRun('link apply', '--yes')).toBe('npm run link -- apply --yes');
});

it('names the environment behind the words of the command', () => {
  inStaging();
  expect(npmRun('deploy')).toBe('npm run deploy -- --env staging');
  expect(npmRun('rotate stage', '--apply')).toBe('npm run rotate -- stage --env staging --apply');
});

it('is what the messages name: of a rotation with its outputs, of verify with all flags', () => {
  inStaging();
  const held = {
    secrets: { current: null, next: null, previous: null },
    writtenAtMs: 0,
    versionId: '1',
  };
  const outcomes = [{ region: 'eu-west-1', state: 'unchanged', held }] as unknown as Parameters<
    typeof afterwards
  >[1];
  expect(afterwards('status', outcomes, 0, undefined, ['--outputs', 'o.json'])[0]).toContain(
    'npm run rotate -- stage --env staging --apply --outputs o.json',
  );
  const flags = { outputs: 'o.json', application: 'an-id', primary: 'eu-west-1' };
  const { other, undo } = applyCommand(flags);
  expect(other('tune')).toBe(
    'npm run link -- tune --env staging --outputs o.json --application an-id --primary eu-west-1',
  );
  expect(other('verify', 'eu-central-1')).toContain('--primary eu-central-1');
  expect(undo).toBe('npm run link -- undo --env staging --application an-id');
});

const CLI = fileURLToPath(new URL('../../../cli/', import.meta.url));
/** Help texts, which name no environment; the local system's words; and one that names another environment itself. */
const OTHERWISE = [
  'deploy/deploy-flags.ts',
  'link/command.ts',
  'kit/refusal-words.ts',
  'kit/read-outputs.ts',
];

it('is how messages name a command that acts on a deployment', () => {
  const literal = /npm run (?:rotate|freeze|destroy|canary|deploy|smoke|outputs) -- /;
  const files = readdirSync(CLI, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !OTHERWISE.includes(file),
  );
  const found = files.flatMap((file) =>
    readFileSync(join(CLI, file), 'utf8')
      .split('\n')
      .filter((line) => literal.test(line) && !/^\s*(?:\/?\*|\/\/)/.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});
