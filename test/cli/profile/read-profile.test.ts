import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileFileText } from '../../../cli/profile/profile-file.ts';
import { readProfile } from '../../../cli/profile/read-profile.ts';
import { settle } from '../../../cli/calibrate/settle/settle.ts';
import { PROFILES } from '../../../simulator/profiles.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import { drill } from '../../../drill/command.ts';
import { explainCommand } from '../../../cli/explain/command.ts';
import { tune } from '../../../cli/link/tune/command.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-failover-profile-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ABOUT = { measuredOn: '2026-01-31', platform: 'Vonage', isDirect: true };
/** A run in which no call came to anything. */
const nothing = settle({ calls: [], burst: undefined, isDirect: true });
type Findings = typeof nothing;

const written = async (text: string, name = 'profile.measured.json'): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
};
const fileOf = (change: (findings: Findings) => Findings = (same) => same): Promise<string> =>
  written(profileFileText(change(nothing), ABOUT, []));

const OBSERVED = 'It was seen.';
const found = <T>(value: T) => ({ certainty: 'measured', value, observed: OBSERVED }) as const;

describe('--profile', () => {
  it.each(PROFILES.map((profile) => [profile.name, profile] as const))(
    'takes the reading %s',
    (name, profile) => {
      expect(readProfile(name)).toBe(profile);
    },
  );

  it('takes a file in which everything is unknown for the newest reading, under its own name', async () => {
    const { name, ...rest } = readProfile(await fileOf());
    expect(name).toBe('profile.measured');
    expect({ ...rest, name: support2024.name }).toEqual(support2024);
  });

  it('takes what was measured, and what was seen against every reading', async () => {
    const file = await fileOf((findings) => ({
      ...findings,
      values: {
        ...findings.values,
        attempts: found(3),
        keepsConnections: found(true),
        retryPauseMs: { certainty: 'unknown', why: 'no reading', observed: OBSERVED, seen: 400 },
        retriedErrors: {
          ...findings.values.retriedErrors,
          'connection-reset': { certainty: 'unknown', why: 'no reading', observed: OBSERVED, seen: false },
        },
        retriedStatuses: { ...findings.values.retriedStatuses, 429: found(false) },
      },
      rules: {
        ...findings.rules,
        'retry-pause': found(400),
        '503-is-retried': found(true),
        'connection-reuse': found(true),
      },
    }));
    expect(readProfile(file)).toMatchObject({
      attempts: 3,
      keepsConnections: true,
      retryPauseMs: 400,
      retriedStatuses: [503, 504],
      socketTimeoutCovers: 'whole-response',
    });
    expect(readProfile(file).retriedErrors).not.toContain('connection-reset');
    expect(readProfile(file).rules['retry-pause']).toEqual({
      name: 'retry-pause',
      says: OBSERVED,
      source: 'npm run calibrate, 2026-01-31',
      certainty: 'measured',
    });
    expect(readProfile(file).rules['503-is-retried']).toEqual({
      name: '503-is-retried',
      says: 'HTTP 503 is tried once more.',
      source: 'npm run calibrate, 2026-01-31: It was seen',
      certainty: 'measured',
    });
    // The newest reading says that none is.
    expect(readProfile(file).rules['connection-reuse'].says).toBe(OBSERVED);
  });

  it.each([
    [
      'no file',
      'gone.json',
      /expected one of support-2024, .*or a file that "npm run calibrate" has written; found "gone\.json".*ENOENT/,
    ],
    ['a name with a slip', 'poled', /Did you mean pooled\?/],
  ])('refuses %s', (_what, name, message) => {
    expect(() => readProfile(name)).toThrow(message);
  });

  it.each([
    [
      'no JSON',
      'hello',
      /expected a profile as "npm run calibrate" writes it \(JSON\) in .*found other text/,
    ],
    ['other JSON', '{"answer_url":{}}', /expected a profile .*found at kind/],
    ['a list', '[]', /expected a profile/],
    ['an application', '{"id":"x","capabilities":{}}', /found at kind/],
  ])('refuses a file with %s', async (_what, text, message) => {
    const file = await written(text);
    expect(() => readProfile(file)).toThrow(message);
  });

  it('names the value that no platform can have', async () => {
    const file = await fileOf();
    const text = profileFileText(
      { ...nothing, values: { ...nothing.values, attempts: found(0) } },
      ABOUT,
      [],
    );
    await writeFile(file, text);
    expect(() => readProfile(file)).toThrow(/found at values\.attempts/);
    await writeFile(file, text.replace('"attempts"', '"atempts"'));
    expect(() => readProfile(file)).toThrow(/found at values/);
    await writeFile(file, text.replace('"version": 1', '"version": 2'));
    expect(() => readProfile(file)).toThrow(/found at version/);
  });

  it('is one flag of drill, explain and tune, with one reader', async () => {
    const file = await fileOf();
    expect(drill.read(['--profile', file]).values.profile.name).toBe('profile.measured');
    expect(explainCommand.read(['--profile', file]).values.profile?.name).toBe('profile.measured');
    expect(tune.read(['--profile', file]).values.profile.name).toBe('profile.measured');
    for (const command of [drill, explainCommand, tune])
      expect(() => command.read(['--profile', 'gone.json'])).toThrow(
        /^--profile: expected one of support-2024/,
      );
  });
});

describe('the file', () => {
  it('holds no number, no secret and no address that it is given', () => {
    const rules = {
      ...nothing.rules,
      'retry-pause': found('447700900123 at tunnel.example.com with abcd1234'),
    };
    const text = profileFileText({ ...nothing, rules }, ABOUT, ['tunnel.example.com', 'abcd1234']);
    expect(text).toContain('"…123 at … with …"');
  });

  it('says of each value and rule why it is unknown', () => {
    const { values, rules, also } = JSON.parse(profileFileText(nothing, ABOUT, [])) as Record<
      string,
      Record<string, { why?: string }>
    >;
    for (const [name, { why }] of Object.entries({ ...values, ...rules, ...also }))
      expect(`${name}: ${why ?? ''}`).toMatch(/: .{10,}/);
    expect(Object.keys(rules ?? {}).toSorted()).toEqual(Object.keys(support2024.rules).toSorted());
  });
});
