import type { SettingsError } from '../../contracts/settings/settings-error.ts';
import { checkSettings } from '../../contracts/settings/settings-schema.ts';
import { readText, rowsIn } from './markdown.ts';

/** `a.b` of every setting that there is: what is missing from settings without any. */
function settingPaths(value: Record<string, object> = {}): readonly string[] {
  try {
    checkSettings(value);
  } catch (error) {
    const { problems } = error as SettingsError;
    const groups = problems.filter(({ expected }) => expected.startsWith('an object with'));
    if (groups.length === 0) return problems.map(({ path }) => path);
    return settingPaths({ ...value, ...Object.fromEntries(groups.map(({ path }) => [path, {}])) });
  }
  throw new Error('Expected settings without any to be refused, found them taken.');
}

it('docs/settings.md has a row for each setting, or for the group that it is in', () => {
  const named = rowsIn(readText('docs/settings.md')).map(([name = '']) => name.replaceAll('`', ''));
  expect(settingPaths()).toContain('logs.retentionDays');
  for (const path of settingPaths())
    expect(named.some((name) => path === name || path.startsWith(`${name}.`)) ? path : '').toBe(path);
});

it('what docs/adding-a-scenario.md quotes stands so in the file that it names', () => {
  const page = readText('docs/adding-a-scenario.md');
  const quoted = [...page.matchAll(/\(\.\.\/(drill\/[\w/-]+\.ts)\):\n\n```ts\n(.*?)\n```/gs)];
  expect(quoted).toHaveLength(2);
  for (const [, file = '', code = ''] of quoted) expect(readText(file)).toContain(code);
});

it('docs/security.md says when a whole phone number is logged by a setting that there is', () => {
  const [, setting = ''] =
    /a secret or, unless `([\w.]+)` is set, a whole phone number/.exec(readText('docs/security.md')) ?? [];
  expect(settingPaths()).toContain(setting);
});
