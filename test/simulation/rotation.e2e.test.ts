import { rmSync } from 'node:fs';
import { readBlueprint } from '../../simulation/blueprint.ts';
import { playSchedule } from '../../simulation/play-schedule.ts';
import { type Rotation, type ScheduledFault, scheduleOf } from '../../simulation/schedule/schedule.ts';
import { streamsOf } from '../../simulation/streams.ts';
import type { Blueprint } from '../../simulation/world/world.ts';
import { synthesizedAssembly } from '../emulator/synthesized-assembly.ts';

let blueprint: Blueprint;
let assembly: string;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  blueprint = await readBlueprint(assembly);
}, 120_000);
afterAll(() => rmSync(assembly, { recursive: true }));

const IN_TIME: Rotation = { stage: 2000, sign: 14_000, finish: 30_000 };

/** A call whose bot is lost with each secret, so that NCCOs are asked for. */
async function play(rotation: Rotation, more: readonly ScheduledFault[] = []) {
  const lost = [16_000, 32_000].map((fromMs): ScheduledFault => {
    return { kind: 'bot-drops-callers-cleanly', place: 'primary', fromMs, forMs: 100 };
  });
  const schedule = { talksForMs: 60_000, rotation, faults: [...lost, ...more] };
  const { world, judgements } = await playSchedule(blueprint, schedule, streamsOf(8, 1));
  return {
    broken: judgements.filter(({ verdict }) => verdict === 'broken').map(({ promise }) => promise),
    secrets: [...new Set(world.lines.flatMap(({ secret }) => (typeof secret === 'string' ? [secret] : [])))],
    codes: new Set(world.lines.map(({ code }) => code)),
  };
}

describe('a rotation of the signature secret', () => {
  it('refuses no callback, with either secret, before, between and after its steps', async () => {
    const { broken, secrets, codes } = await play(IN_TIME);
    expect(broken).toEqual([]);
    expect(secrets.toSorted()).toEqual(['current', 'next']);
    expect(codes).not.toContain('signature-mismatch');
  });

  it('breaks no promise in a brown-out', async () => {
    const brownOut = { kind: 'brown-out', place: 'primary', fromMs: 0, forMs: 60_000 } as const;
    expect((await play(IN_TIME, [brownOut])).broken).toEqual([]);
  });

  it('is seen to break one where Vonage signs with the secret before it is staged', async () => {
    const { broken, codes } = await play({ sign: 5000, stage: 40_000, finish: 50_000 });
    expect(broken).toContain('whole-tiers-answer');
    expect(codes).toContain('signature-mismatch');
  });

  it('comes in each thirtieth call, and each second time in a brown-out', () => {
    const schedules = Array.from({ length: 1800 }, (_, call) => scheduleOf(3, call));
    const rotated = schedules.filter(({ rotation }) => rotation !== undefined);
    const inBrownOut = rotated.filter(({ faults }) => faults.some(({ kind }) => kind === 'brown-out'));
    expect([rotated.length, inBrownOut.length >= 30]).toEqual([60, true]);
  });
});
