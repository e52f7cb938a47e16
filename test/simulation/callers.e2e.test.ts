import { rmSync } from 'node:fs';
import { ofType } from '../../contracts/call-history/records.ts';
import { callFlow as hours } from '../../examples/call-flows/opening-hours.ts';
import { callFlow as menu } from '../../examples/call-flows/menu.ts';
import { callFlow as person } from '../../examples/call-flows/person.ts';
import { callFlow as spoken } from '../../examples/call-flows/spoken-choices.ts';
import type { CallFlow } from '../../functions/define-flow.ts';
import { readBlueprint } from '../../simulation/blueprint.ts';
import { playSchedule } from '../../simulation/play-schedule.ts';
import { CALL } from '../../simulation/run-schedule.ts';
import { type Schedule, scheduleOf } from '../../simulation/schedule/schedule.ts';
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

async function play(schedule: Partial<Schedule>) {
  const whole = { talksForMs: 20_000, faults: [], ...schedule };
  const { world, judgements } = await playSchedule(blueprint, whole, streamsOf(5, 0));
  const records = world.history.filter(({ call }) => call === CALL);
  return {
    judgements,
    heard: ofType(records, 'heard').map(({ what, content }) => `${what}: ${content}`),
    outcomes: ofType(records, 'outcome'),
    codes: new Set(world.lines.map(({ code }) => code)),
  };
}

describe('callers of a menu', () => {
  it('press or say what they want, and get there', async () => {
    const first = await play({ flow: 'menu', presses: '1' });
    expect(first.heard).toContain('person: 447700900101');
    const second = await play({ flow: 'menu', presses: 'none,say:support' });
    expect(second.heard).toContain('person: 447700900102');
    expect([...first.judgements, ...second.judgements]).toEqual([]);
  });

  it('get a person where they take more steps than a call may, or half an hour', async () => {
    const many = await play({ flow: 'menu', presses: Array.from({ length: 55 }, () => '9').join(',') });
    expect(many.codes).toContain('call-flow-too-many-steps');
    const slow = await play({ flow: 'menu', presses: '7,7,1', thinksForMs: 16 * 60_000 });
    expect(slow.heard.at(-1)).toMatch(/^person: /);
    expect(slow.codes).toContain('call-flow-too-long');
    const asleep = await play({ flow: 'menu', presses: '7,7,1', thinksForMs: 90 * 60_000 });
    expect(asleep.codes).toContain('state-expired');
  });

  it('go on in the other region, where the one that asked refuses connections', async () => {
    const faults = [{ kind: 'refuses', place: 'primary', fromMs: 3000, forMs: 60_000 }] as const;
    const { heard, judgements } = await play({ flow: 'menu', presses: '2', thinksForMs: 5000, faults });
    expect(heard).toContain('person: 447700900102');
    expect(judgements).toEqual([]);
  });
});

describe('a reading of Vonage’s rules is the schedule’s own', () => {
  it('pooled: a kept connection to a black hole meets the socket timeout, another reading the connect timeout', async () => {
    const faults = [
      { kind: 'black-hole', place: 'primary', fromMs: 15_000, forMs: 10_000 },
      { kind: 'bot-drops-callers-cleanly', place: 'primary', fromMs: 16_000, forMs: 100 },
    ] as const;
    const failures = async (profile: string) =>
      (await play({ profile, faults })).outcomes.flatMap(({ outcome, isKept }) =>
        outcome.kind === 'error' ? [`${outcome.error}${isKept ? ', kept' : ''}`] : [],
      );
    expect(new Set(await failures('support-2024'))).toEqual(new Set(['connect-timeout']));
    expect(await failures('pooled')).toContain('socket-timeout, kept');
  });

  it('pooled: a host that refuses has closed what was kept: reset once, and refused on a new connection', async () => {
    const faults = [
      { kind: 'refuses', place: 'primary', fromMs: 15_000, forMs: 10_000 },
      { kind: 'bot-drops-callers-cleanly', place: 'primary', fromMs: 16_000, forMs: 100 },
    ] as const;
    const { outcomes, heard } = await play({ profile: 'pooled', faults });
    const failed = outcomes.flatMap(({ outcome }) => (outcome.kind === 'error' ? [outcome.error] : []));
    expect(failed).toEqual(expect.arrayContaining(['connection-reset', 'connection-refused']));
    expect(heard.filter((text) => text.startsWith('bot: '))).toHaveLength(2);
  });

  it('a profile that is not there is named', async () => {
    await expect(play({ profile: 'of-tomorrow' })).rejects.toThrow(/support-2024.*"of-tomorrow"/);
  });
});

describe('the example flows', () => {
  const FLOWS: Readonly<Record<string, CallFlow>> = { menu, hours, person, spoken } as never;
  const PRESSES = ['1', '2', '9', '7,1', 'none,none,none', 'say:sales'];
  it.each(Object.keys(FLOWS))(
    '%s keeps the promises in sixty calls',
    async (name) => {
      const of = { ...blueprint, flows: { callFlow: FLOWS[name] as CallFlow, named: {} } };
      for (let call = 0; call < 60; call += 1) {
        const presses = PRESSES[call % PRESSES.length] as string;
        const schedule: Schedule = { ...scheduleOf(11, call), flow: 'own', presses };
        const { judgements } = await playSchedule(of, schedule, streamsOf(11, call));
        const broken = judgements.filter(({ verdict }) => verdict === 'broken');
        expect({ call, broken }).toEqual({ call, broken: [] });
      }
    },
    60_000,
  );
});
