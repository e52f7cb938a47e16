import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { calibrate } from '../../../cli/calibrate/command.ts';
import { runCommand } from '../../../cli/kit/command.ts';
import { readProfile } from '../../../cli/profile/read-profile.ts';
import { temporaryFolder } from '../../../contracts/temporary-folder.ts';
import { testIo } from '../link/support/test-io.ts';
import { PROFILES, profileNamed } from '../../../simulator/profiles.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import type { Profile } from '../../../simulator/profile.ts';
import { calibrated, ID, openAccount } from './support/calibrated.ts';
import type { Calibrated } from './support/calibrated.ts';
import { unlikeAnyReading, verdictOn } from './support/verdict-on.ts';

const UNLIKE: readonly Profile[] = [
  { ...support2024, name: 'four-attempts', attempts: 4 },
  { ...support2024, name: 'a-short-pause', retryPauseMs: 400 },
  { ...support2024, name: 'retries-no-429', retriedStatuses: [503, 504] },
  { ...profileNamed('blog-2020'), name: 'retries-statuses-alone', retriedErrors: [] },
  { ...profileNamed('pooled'), name: 'retries-a-500', retriedStatuses: [429, 500, 503, 504] },
];

const all = [...PROFILES, ...UNLIKE];
const runs = new Map<string, Calibrated>();
let twice: Calibrated;
const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  sleep(ms, undefined, signal === undefined ? {} : { signal });

let rehearsed: { code: number; stdout: string; stderr: string; profile: Profile };

async function rehearse(): Promise<void> {
  const { folder, remove } = temporaryFolder('rehearsal');
  const out = join(folder, 'out.json');
  const { io, take } = testIo({ nowMs: Date.now, pause });
  const code = await runCommand(calibrate, ['--rehearse', 'troubleshooting', '--out', out], io);
  rehearsed = { code, ...take(), profile: readProfile(out) };
  remove();
}

beforeAll(async () => {
  // They wait most of the time.
  await Promise.all([
    ...all.map(async (profile) => runs.set(profile.name, await calibrated(profile))),
    calibrated(support2024, { events: 'twice-and-out-of-order' }).then((run) => (twice = run)),
    rehearse(),
  ]);
});

const runOf = ({ name }: Profile): Calibrated => {
  const run = runs.get(name);
  if (run === undefined) throw new Error(`${name} did not run`);
  return run;
};

describe.each(all.map((profile) => [profile.name, profile] as const))('calibrate and %s', (name, profile) => {
  it('finds what the platform is, and names what no reading says', () => {
    const { wrong, believed, missed } = verdictOn(runOf(profile).file, profile);
    expect({ wrong, believed, missed }).toEqual({ wrong: [], believed: [], missed: [] });
  });

  it('leaves the application as it was', () => {
    const { before, after, stderr } = runOf(profile);
    expect(after).toEqual(before);
    expect(stderr).toContain('The application is as it was');
  });

  it('places 20 calls at most', () => {
    const placed = runOf(profile).requests.filter((request) => request === 'POST /v1/calls').length;
    expect(placed).toBeGreaterThan(10);
    expect(runOf(profile).stderr).toMatch(
      /^(1\d|20) calls were placed\. The platform reported 0\.\d+ EUR for \d+ of their legs\.$/m,
    );
  });

  it('writes a file that can be shared, and that --profile takes', () => {
    const { text, file } = runOf(profile);
    for (const secret of ['447700900111', '127.0.0.1', '12345678-1234', 'abcd1234', 'BEGIN'])
      expect(text).not.toContain(secret);
    expect(file.matches).toEqual(PROFILES.some((each) => each.name === name) ? [name] : []);
    expect(file.platform).toBe('a stand-in');
  });
});

it('a platform like no reading is unknown in exactly the values that differ', () => {
  for (const profile of UNLIKE) {
    const { unknown } = verdictOn(runOf(profile).file, profile);
    const like = verdictOn(
      runOf(profile.retryPauseMs >= 600 ? profileNamed('blog-2020') : support2024).file,
      support2024,
    );
    const more = unknown.filter((each) => !like.unknown.includes(each));
    expect({ [profile.name]: more.toSorted() }).toEqual({
      [profile.name]: [...unlikeAnyReading(profile)].toSorted(),
    });
  }
});

it('a 500 that is retried is seen: the rule is unknown, and told', () => {
  const { file, stdout } = runOf(UNLIKE[4] ?? support2024);
  expect(file.rules['error-status-goes-to-the-fallback']).toMatchObject({
    certainty: 'unknown',
    seen: false,
  });
  expect(stdout).toMatch(/Seen to be otherwise[^]*error-status-goes-to-the-fallback: .*status-500/);
});

it('rules are measured, each with its observation', () => {
  const rules = runOf(support2024).file.rules;
  expect(Object.keys(rules).toSorted()).toEqual(Object.keys(support2024.rules).toSorted());
  const measured = Object.entries(rules).filter(([, { certainty }]) => certainty === 'measured');
  expect(measured.length).toBeGreaterThan(30);
  for (const [, settled] of Object.entries(rules))
    expect((settled.certainty === 'measured' ? settled.observed : settled.why).length).toBeGreaterThan(10);
});

it('status events that come twice and out of order are seen', () => {
  expect(twice.file.rules['status-events-may-come-twice-and-out-of-order']).toMatchObject({
    certainty: 'measured',
    value: true,
  });
});

it('a rehearsal goes through a whole run on this machine, without an account', () => {
  const { code, stdout, stderr, profile } = rehearsed;
  expect(code).toBe(0);
  expect(stdout).toContain('Nothing that was seen contradicts troubleshooting.');
  expect(stderr).toContain('The application is as it was');
  expect(profile).toMatchObject({ name: 'out', attempts: 3, retryPauseMs: 0, keepsConnections: false });
});

it('Ctrl-C puts the application back, and keeps what the calls had shown by then', async () => {
  const account = await openAccount(support2024);
  const before = account.platform.api.application(ID);
  const { io, take, interrupt } = testIo({
    env: account.env,
    nowMs: Date.now,
    pause,
  });
  const stderr = (text: string): void => {
    io.stderr(text);
    if (text.startsWith('Call 4:')) setTimeout(interrupt, 50);
  };
  expect(await runCommand(calibrate, account.args, { ...io, stderr })).toBe(130);
  expect(account.platform.api.application(ID)).toEqual(before);
  expect(take().stderr).toMatch(/What 3 calls had shown by then is in .*\.partial\.json/);
  const partial = readProfile(account.out.replace('.json', '.partial.json'));
  expect(partial.rules['503-is-retried'].certainty).toBe('measured');
  expect(partial.rules['redirect-is-an-invalid-response-code'].certainty).toBe('assumption');
  await account.stop();
});
