import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cloudAssembly } from '../../infra/cloud-assembly.ts';
import { startDrill, whoIsLeft } from './start-drill.ts';

describe('npm run drill', () => {
  it('refuses --tight for an assembly that was synthesized with other timeouts', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drill-shipped-'));
    try {
      const assembly = await cloudAssembly({ outDir: join(folder, 'cdk.out') });
      const { exitCode, output } = await startDrill('--tight', '--assembly', assembly).ended;
      expect(exitCode).toBe(1);
      expect(output).toContain('--tight: expected an assembly with the tight timeouts, found shipped ones');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('refuses an assembly that is not there, in words', async () => {
    const { exitCode, output } = await startDrill('--assembly', 'not-there').ended;
    expect(exitCode).toBe(1);
    expect(output).toContain('expected a cloud assembly in not-there');
    expect(output).not.toMatch(/^ {4}at /m);
  });

  describe('with a cloud assembly', () => {
    let folder: string;
    let assembly: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'drill-'));
      assembly = await cloudAssembly({ outDir: join(folder, 'cdk.out') });
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    it('passes, and leaves no process behind', async () => {
      const out = join(folder, 'passes');
      const args = [
        '--assembly',
        assembly,
        '--scenario',
        'both-regions-refuse',
        '--calls',
        '2',
        '--out',
        out,
      ];
      const drill = startDrill(...args);
      expect(await drill.ended).toMatchObject({
        exitCode: 0,
        output: expect.stringMatching(/^Pass: every caller heard what was promised/m),
      });
      expect(whoIsLeft(drill.child)).toEqual([]);
    });

    it('stops everything on Ctrl-C, says so, and writes what was finished', async () => {
      const out = join(folder, 'interrupted');
      const scenarios = ['--scenario', 'both-regions-refuse', '--scenario', 'both-regions-accept-and-hang'];
      const drill = startDrill('--assembly', assembly, ...scenarios, '--calls', '2', '--out', out);
      await drill.says('both regions refuse connections: 2/2 heard');
      await sleep(500);
      // As a terminal does: to the whole group.
      process.kill(-(drill.child.pid ?? 0), 'SIGINT');
      const { exitCode, output } = await drill.ended;
      expect(exitCode).toBe(130);
      expect(output).toContain('interrupted');
      expect(output).toMatch(
        /^To run the rest, .*npm run drill -- .*--scenario both-regions-accept-and-hang --/m,
      );
      expect(whoIsLeft(drill.child)).toEqual([]);
      const result: unknown = JSON.parse(await readFile(join(out, 'result.json'), 'utf8'));
      expect(result).toMatchObject({
        verdict: 'unknown',
        interrupted: true,
        scenarios: [{ name: 'both-regions-refuse' }],
      });
    });
  });
});
