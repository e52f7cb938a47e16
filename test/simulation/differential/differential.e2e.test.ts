import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ofType } from '../../../contracts/call-history/records.ts';
import { temporaryFolder } from '../../../contracts/temporary-folder.ts';
import { readAssembly } from '../../../emulator/assembly/read-assembly.ts';
import { differences } from '../../../simulation/differential/compare.ts';
import { compareCall, plan } from '../../../simulation/differential/differential.ts';
import { type PlayedCall, playVirtually } from '../../../simulation/differential/play.ts';
import { runDifferential } from '../../../simulation/differential/run.ts';
import { startSystem, type System } from '../../../simulation/differential/start-system.ts';
import { primaryOrigins } from '../../../simulation/play-schedule.ts';
import type { Schedule, ScheduledFault } from '../../../simulation/schedule/schedule.ts';
import { streamsOf } from '../../../simulation/streams.ts';
import type { Blueprint } from '../../../simulation/world/world.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import { capture } from '../../cli/support/capture.ts';
import { synthesizedAssembly } from '../../emulator/synthesized-assembly.ts';
import { callFlow } from '../../fixtures/own/call-flow.ts';

let assembly: string;
let system: System;
let blueprint: Blueprint;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  system = await startSystem(assembly, support2024);
  const coldStartMs = await system.measureColdStarts();
  const deployment = readAssembly(assembly);
  blueprint = { deployment, flows: { callFlow, named: {} }, profile: support2024, coldStartMs };
}, 120_000);
afterAll(async () => {
  await system.stop();
  rmSync(assembly, { recursive: true });
});

const streams = streamsOf(1, 0);
const scheduleOf = (...faults: readonly ScheduledFault[]): Schedule => ({ talksForMs: 800, faults });
const from0 = { fromMs: 0, forMs: 10_000 };

/** The rules that a call has met. */
const rulesOf = (records: PlayedCall): readonly string[] =>
  ofType(records, 'outcome').map(({ rule }) => rule);

describe('a call on sockets is the one that was simulated', () => {
  it.each<[layer: string, rule: string, Schedule]>([
    [
      'certificates',
      'tls-fault-goes-to-the-fallback',
      scheduleOf({ kind: 'tls-expired', place: 'primary', ...from0 }),
    ],
    [
      'connections',
      'reset-connection-is-retried',
      scheduleOf({ kind: 'accepts-and-hangs', place: 'primary', fromMs: 0, forMs: 900 }),
    ],
    [
      'answers',
      'invalid-ncco-goes-to-the-fallback',
      scheduleOf({ kind: 'answers-invalid-ncco', place: 'primary', ...from0 }),
    ],
    [
      'functions',
      'error-status-goes-to-the-fallback',
      scheduleOf({ kind: 'functions-crash', place: 'primary', ...from0 }),
    ],
    [
      'CloudFront and the static tier',
      'valid-ncco-runs',
      scheduleOf(
        { kind: 'refuses', place: 'primary', ...from0 },
        { kind: 'answers-503', place: 'secondary', ...from0 },
      ),
    ],
    [
      'bots',
      'valid-ncco-runs',
      // The caller stays until Vonage has noticed.
      {
        talksForMs: 3000,
        faults: [{ kind: 'bot-drops-callers-half-open', place: 'primary', fromMs: 500, forMs: 10_000 }],
      },
    ],
  ])(
    '%s (%s)',
    async (_layer, rule, schedule) => {
      const {
        verdict,
        differences: found,
        virtual,
        real,
      } = await compareCall(blueprint, system, {
        call: 0,
        schedule,
        streams,
      });
      expect({ verdict, found }).not.toEqual({ verdict: 'different', found });
      expect(rulesOf(virtual)).toContain(rule);
      // A busy machine may have changed the last play.
      if (verdict === 'same') expect(rulesOf(real)).toContain(rule);
    },
    120_000,
  );
});

describe('a simulation that is wrong', () => {
  const schedule = scheduleOf({ kind: 'functions-throttled', place: 'primary', ...from0 });
  const foundIn = async (wrong: Blueprint): Promise<readonly string[]> => {
    const { records } = await system.play(schedule, streams);
    const virtual = await playVirtually(wrong, schedule, streams);
    return differences(virtual, records, primaryOrigins(blueprint)).map(({ what }) => what);
  };

  it('differs in its rules, tiers and words, where a status is another one', async () => {
    const { deployment } = blueprint;
    const { secondary } = deployment;
    const outputs = { ...secondary.outputs, FallbackUrl: 'https://elsewhere.example.com/fallback' };
    const wrong = { ...blueprint, deployment: { ...deployment, secondary: { ...secondary, outputs } } };
    expect(await foundIn(wrong)).toEqual(expect.arrayContaining(['rules', 'tiers', 'heard', 'end']));
  }, 60_000);

  it('differs in its silences, where Vonage waits longer before it tries again', async () => {
    const refused = scheduleOf({ kind: 'refuses', place: 'primary', ...from0 });
    const wrong = { ...blueprint, profile: { ...support2024, retryPauseMs: 3000 } };
    const { records } = await system.play(refused, streams);
    const virtual = await playVirtually(wrong, refused, streams);
    const [first] = differences(virtual, records, primaryOrigins(blueprint));
    expect(first).toMatchObject({ what: 'silence', virtual: expect.stringMatching(/^silent for 3\.\d\d s/) });
  }, 60_000);
});

describe('a comparison', () => {
  const { folder, remove } = temporaryFolder('differential-test');
  afterAll(remove);
  const run = (of: Blueprint, which: Parameters<typeof runDifferential>[2]) =>
    capture((shown) =>
      runDifferential(of, assembly, which, {
        out: folder,
        io: { ...shown, nowMs: Date.now, signal: new AbortController().signal },
      }),
    );

  it('of calls that are the same passes; a busy machine may leave it unknown', async () => {
    const { result, out } = await run(blueprint, { seed: 3, calls: 2 });
    expect(out).toMatch(
      /^2 calls of seed 3 were played in both worlds: \d are the same, 0 differ, \d are unknown\./m,
    );
    expect(out).toMatch(result === 0 ? /^Pass: the same rules/m : /^Unknown: processes waited/m);
    expect([0, 2]).toContain(result);
  }, 120_000);

  it('of a simulation with other timeouts fails, shows both timelines, and writes what plays it again', async () => {
    const schedule = scheduleOf({ kind: 'accepts-and-hangs', place: 'primary', ...from0 });
    const application: NonNullable<Blueprint['application']> = ({ webhooks }) => ({
      webhooks: { ...webhooks, answer_url: { ...webhooks.answer_url, socket_timeout: 5000 } },
    });
    const { result, out } = await run({ ...blueprint, application }, { seed: 4, call: 9, schedule });
    expect(out).toContain('Call 9 of seed 4 ');
    expect(out).toContain("From 0.00 s to 10.00 s: the primary's API accepts connections and hangs.");
    expect(out).toMatch(/^ {2}simulated {2}on sockets$/m);
    expect(out).toMatch(/^ +0\.00 s +0\.00 s {2}the caller 447700900123 dials /m);
    const file = join(folder, 'differential-seed-4-call-9.json');
    expect(out).toContain(`npm run simulate -- --differential --replay ${file}`);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ seed: 4, call: 9, schedule });
    // A stalled machine says unknown.
    expect(out).toMatch(result === 1 ? /^Fail: a simulated call is not what happens/m : /^Unknown: /m);
    expect([1, 2]).toContain(result);
  }, 120_000);
});

it('calls that depend on a moment are left out, and others take their place', async () => {
  const { planned, leftOut } = await plan(blueprint, 1, 20);
  expect(planned).toHaveLength(20);
  expect(leftOut).toBeGreaterThan(0);
  expect(planned.at(-1)?.call).toBe(19 + leftOut);
});
