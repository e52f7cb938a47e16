import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../contracts/temporary-folder.ts';
import { readBlueprint } from '../../../simulation/blueprint.ts';
import { type Comparison, verdictOfCells } from '../../../simulation/compare/comparison.ts';
import { faultNamed } from '../../../simulation/compare/faults.ts';
import { blueprintOf } from '../../../simulation/compare/set-ups.ts';
import {
  deployedOf,
  judgedCell,
  hearOne,
  simulateCells,
} from '../../../simulation/compare/simulate-cells.ts';
import { createHandler } from '../../../simulation/world/handlers.ts';
import type { Blueprint } from '../../../simulation/world/world.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import { synthesizedAssembly } from '../../emulator/synthesized-assembly.ts';
import { runCommand } from '../run-command.ts';

const { folder, remove } = temporaryFolder('compare-test');
let assembly: string;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
}, 120_000);
afterAll(() => {
  rmSync(assembly, { recursive: true });
  remove();
});

const compare = (...args: readonly string[]) =>
  runCommand('compare', '--assembly', assembly, '--out', join(folder, 'out'), ...args);

describe('npm run compare', () => {
  it('compares every fault by each reading of the rules, and passes', async () => {
    const { code, stdout } = await compare('--calls', '1');
    expect(stdout).toMatch(
      /^the primary is a black hole +dropped, 2\.0 s \* +announcement, 2\.1 s \* +bot, 1\.1 s /m,
    );
    expect(stdout).toMatch(/^- Does Vonage keep connections\?/m);
    expect(stdout).toMatch(/, 0 unknown, 0 fail\.\nPass: /);
    expect(code).toBe(0);
    const { cells, profiles } = JSON.parse(
      readFileSync(join(folder, 'out', 'comparison.json'), 'utf8'),
    ) as Comparison;
    expect(profiles).toHaveLength(4);
    expect(cells.filter(({ state }) => state === 'fail' || state === 'unknown')).toEqual([]);
  }, 120_000);

  it('finds the table of the README current', async () => {
    expect(await compare('--check')).toMatchObject({ code: 0, stdout: '' });
  }, 120_000);

  it('shows one call of a cell', async () => {
    const { code, stdout } = await compare('--fault', 'primary-hangs', '--set-up', 'bare', '--call', '0');
    expect(stdout).toContain('socket-timeout after 5010 ms: fallback (last-attempt-goes-to-the-fallback)');
    expect(stdout).toContain('the call ends, by platform: no NCCO from the answer URL, and no fallback URL');
    expect(code).toBe(0);
  }, 60_000);

  it('plays twelve cells on sockets too, which are as simulated', async () => {
    const { code, stdout } = await compare('--real', '--calls', '1', '--profile', 'support-2024');
    const played = stdout.match(/^[\w-]+ \/ (?:bare|article|this) .* (?:the same|unknown)$/gm) ?? [];
    expect([played.length, stdout.match(/DIFFERS/g)]).toEqual([12, null]);
    expect(stdout).toMatch(/^functions-hang \/ bare +dropped +30\d\d ms +dropped +3\d\d\d ms +/m);
    // 2: the machine was too busy for some of them.
    expect(code).toBe(played.some((line) => line.endsWith('unknown')) ? 2 : 0);
    const { real } = JSON.parse(readFileSync(join(folder, 'out', 'comparison.json'), 'utf8')) as Comparison;
    expect(real).toHaveLength(12);
  }, 300_000);

  it('refuses a call of no cell', async () => {
    const { code, stderr } = await compare('--fault', 'primary-hangs', '--call', '0');
    expect([code, stderr]).toEqual([1, expect.stringContaining('expected one cell')]);
  }, 60_000);
});

describe('a comparison of something that is wrong', () => {
  let blueprint: Blueprint;
  beforeAll(async () => {
    blueprint = { ...(await readBlueprint(assembly)), profile: support2024 };
  }, 60_000);
  const fault = faultNamed('primary-refuses');

  it('fails where this project has a fallback URL that leads nowhere', async () => {
    const { deployment } = blueprint;
    const outputs = {
      ...deployment.secondary.outputs,
      FallbackUrl: 'https://elsewhere.example.com/fallback',
    };
    const wrong = {
      ...blueprint,
      deployment: { ...deployment, secondary: { ...deployment.secondary, outputs } },
    };
    const compared = { blueprint: wrong, deployed: await deployedOf(wrong), seed: 1, calls: 2 };
    const cells = await simulateCells(compared, fault, support2024, ['bare', 'article', 'this']);
    expect(cells.map(({ state }) => state)).toEqual(['as-ruled', 'pass', 'fail']);
    expect(verdictOfCells(cells)).toBe('fail');
  });

  it('fails where a bare application survives', async () => {
    const survives = blueprintOf('this', blueprint);
    const calls = [await hearOne(survives, 'this', fault, 1, 0)];
    const given = { ...(await deployedOf(blueprint)), profile: support2024 };
    expect(judgedCell(fault, 'bare', given, calls)).toMatchObject({
      state: 'fail',
      why: expect.stringContaining('it looks good, and by the rules it must not') as string,
    });
  });

  it('fails where the second region answers with the static NCCO, although it is whole', async () => {
    const wrong: Blueprint = {
      ...blueprint,
      handlerOf: (name, ...given) =>
        name === 'fallback'
          ? () => Promise.resolve({ statusCode: 500, headers: {}, body: '' })
          : createHandler(name, ...given),
    };
    const compared = { blueprint: wrong, deployed: await deployedOf(blueprint), seed: 1, calls: 1 };
    const [cell] = await simulateCells(compared, fault, support2024, ['this']);
    expect(cell).toMatchObject({
      state: 'fail',
      why: 'call 0 heard static at the end; by the rules: secondary',
    });
  });

  it('fails where the platform is slower than its rules', async () => {
    const slow = { ...support2024, retryPauseMs: 1000 };
    const calls = [await hearOne(blueprintOf('this', { ...blueprint, profile: slow }), 'this', fault, 1, 0)];
    const given = { ...(await deployedOf(blueprint)), profile: support2024 };
    expect(judgedCell(fault, 'this', given, calls).state).toBe('fail');
  });
});
