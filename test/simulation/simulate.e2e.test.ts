import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import { LOG_CODES } from '../../functions/webhook/log-codes.ts';
import { readBlueprint } from '../../simulation/blueprint.ts';
import { expectedOf } from '../../simulation/coverage.ts';
import { CODES_NOT_MET, RULES_NOT_MET } from '../../simulation/not-met.ts';
import { playCalls, together } from '../../simulation/play-calls.ts';
import { shrink } from '../../simulation/shrink.ts';
import type { Schedule } from '../../simulation/schedule/schedule.ts';
import type { Blueprint } from '../../simulation/world/world.ts';
import { unseen } from '../../simulation/wrong-set-ups.ts';
import { synthesizedAssembly } from '../emulator/synthesized-assembly.ts';
import { runCommand } from './run-command.ts';

const { folder, remove } = temporaryFolder('simulate-test');
let assembly: string;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
}, 120_000);
afterAll(() => {
  rmSync(assembly, { recursive: true });
  remove();
});

const simulate = (...args: readonly string[]) =>
  runCommand('simulate', '--assembly', assembly, '--out', join(folder, 'out'), ...args);

describe('npm run simulate', () => {
  it('plays calls on all cores, and says that no promise was broken', async () => {
    const { code, stdout } = await simulate('--calls', '1500');
    expect(stdout).toMatch(/^1500 calls in [\d.]+ s \(seed 1, history [\da-f]{16}\): 0 broke a promise/m);
    expect(stdout).toMatch(
      /^Pass: no promise was broken, and all \d+ faults, rules, rungs, tiers and ends of handlers were met\.$/m,
    );
    expect(code).toBe(0);
  }, 120_000);

  it('says unknown where too few calls were played to meet everything', async () => {
    const { code, stdout } = await simulate('--calls', '3');
    expect(stdout).toMatch(/^Unknown: no promise was broken, but no call met fault: /m);
    expect(code).toBe(2);
  }, 60_000);

  it('shows one call: its faults, and all that happened', async () => {
    const { code, stdout } = await simulate('--seed', '1', '--call', '18');
    expect(stdout).toMatch(/^The caller talks for [\d.]+ s\.$/m);
    expect(stdout).toMatch(/^From 0\.00 s to /m);
    expect(stdout).toMatch(/^ +0\.00 s {2}the caller 447700900123 dials /m);
    expect(code).toBe(0);
  }, 60_000);

  it('plays the schedule of a file, and says what a file must be', async () => {
    const file = join(folder, 'replay.json');
    const faults = [{ kind: 'black-hole', place: 'primary', fromMs: 0, forMs: 60_000 }];
    writeFileSync(file, JSON.stringify({ seed: 3, call: 4, schedule: { talksForMs: 5000, faults } }));
    const played = await simulate('--replay', file);
    expect(played.stdout).toContain("From 0.00 s to 60.00 s: the primary's API is a black hole.");
    expect(played.stdout).toContain('connect-timeout after 500 ms: retry (connect-timeout-is-retried)');
    expect(played.code).toBe(0);
    writeFileSync(file, '{}');
    const refused = await simulate('--replay', file);
    expect(refused.stderr).toMatch(/--replay: expected a file that npm run simulate has written/);
    expect(refused.code).toBe(1);
    const old = { kind: 'gremlins', place: 'primary', fromMs: 0, forMs: 1 };
    writeFileSync(file, JSON.stringify({ seed: 3, call: 4, schedule: { talksForMs: 5000, faults: [old] } }));
    const ofBefore = await simulate('--replay', file);
    expect(ofBefore.stderr).toMatch(/is of another release\. Expected a kind of fault[^]*found "gremlins"/);
    expect(ofBefore.stderr).not.toContain(' at ');
    expect(ofBefore.code).toBe(1);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  }, 60_000);
});

describe('a simulation', () => {
  let blueprint: Blueprint;
  beforeAll(async () => {
    blueprint = await readBlueprint(assembly);
  }, 60_000);

  it('has the same hash however its calls are shared out', async () => {
    const whole = await playCalls(blueprint, { seed: 5 }, [0, 1, 2, 3, 4, 5]);
    const halves = [
      await playCalls(blueprint, { seed: 5 }, [5, 3, 1]),
      await playCalls(blueprint, { seed: 5 }, [0, 2, 4]),
    ];
    expect(together(halves, {}).hash).toBe(whole.hash);
    expect((await playCalls(blueprint, { seed: 6 }, [0, 1, 2, 3, 4, 5])).hash).not.toBe(whole.hash);
  });

  it('meets nothing that it says it cannot meet, and each of those is there', async () => {
    const { met } = await playCalls(
      blueprint,
      { seed: 5 },
      Array.from({ length: 120 }, (_, call) => call),
    );
    const notMet = [
      ...Object.keys(RULES_NOT_MET).map((rule) => `rule: ${rule}`),
      ...Object.keys(CODES_NOT_MET).map((code) => `code: ${code}`),
    ];
    expect(notMet.filter((name) => met[name] !== undefined)).toEqual([]);
    const all = [...Object.keys(blueprint.profile.rules), ...LOG_CODES];
    expect(
      notMet.map((name) => name.replace(/^\w+: /, '')).filter((name) => !all.includes(name as never)),
    ).toEqual([]);
  }, 60_000);

  it('expects what the code has: a reading that is given, and no rung of a bot where there is none', () => {
    const expected = expectedOf(blueprint);
    expect(expected).toEqual(
      expect.arrayContaining(['rung: same-socket', 'reading: pooled', 'code: token-expired']),
    );
    const { primary } = blueprint.deployment;
    const functions = Object.fromEntries(
      Object.entries(primary.functions).map(([id, model]) => {
        const { SETTINGS: text = '{}' } = model.environment;
        const settings = JSON.stringify({ ...(JSON.parse(text) as object), websocket: null });
        return [id, { ...model, environment: { ...model.environment, SETTINGS: settings } }];
      }),
    );
    const deployment = { ...blueprint.deployment, primary: { ...primary, functions } };
    const without = expectedOf({ deployment }, 'pooled');
    expect(expected.filter((name) => !without.includes(name))).toEqual([
      'rung: same-socket',
      'rung: other-socket',
      'reading: support-2024',
      'reading: blog-2020',
      'reading: troubleshooting',
    ]);
  });

  it('sees the wrong set-ups that it brings along', async () => {
    expect(await unseen(blueprint)).toEqual([]);
  });

  it('shrinks a schedule to the faults, the times and the caller that are enough', async () => {
    const { deployment } = blueprint;
    const { secondary } = deployment;
    const outputs = { ...secondary.outputs, FallbackUrl: 'https://elsewhere.example.com/fallback' };
    const wrong = { ...blueprint, deployment: { ...deployment, secondary: { ...secondary, outputs } } };
    const hangs = { kind: 'functions-hang', place: 'primary', fromMs: 0, forMs: 60_000 } as const;
    const schedule: Schedule = {
      talksForMs: 5000,
      profile: 'pooled',
      flow: 'menu',
      presses: '7,1',
      thinksForMs: 4000,
      outsiders: [{ what: 'no Authorization header', region: 'primary', target: 0, atMs: 2000 }],
      faults: [
        { kind: 'bot-refuses', place: 'secondary', fromMs: 0, forMs: 1000 },
        hangs,
        { kind: 'journal-unreachable', place: 'primary', fromMs: 0, forMs: 1000 },
      ],
    };
    const judgements = [
      { promise: 'no-drop-while-a-tier-lives', verdict: 'broken', text: 'It was dropped.' },
    ] as const;
    const judged = { call: 1, schedule, judgements };
    // Long enough for the first request, and for its end; no caller's wish, and no other fault.
    const { faults, ...caller } = await shrink(wrong, 1, judged);
    expect(faults).toMatchObject([{ kind: 'functions-hang', place: 'primary', fromMs: 0 }]);
    expect(faults[0]?.forMs).toBeLessThan(2000);
    expect(caller).toEqual({ talksForMs: 1000 });
  });
});
