import { setTimeout as sleep } from 'node:timers/promises';
import { startBot, type Bot } from '../../../simulator/bot/start-bot.ts';
import {
  accountIsLimited,
  botDrops,
  botHangsUp,
  botIsGone,
  botNeverAnswers,
  botRefuses,
  botRestarts,
  personBehaves,
  personHasLines,
} from '../../../drill/faults/bot-and-person.ts';
import { operatorLinks } from '../../../drill/faults/operator.ts';
import type { Fault } from '../../../drill/faults/fault.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import { anOutside } from '../run/a-setup.ts';

/** These faults write no records. */
const nothing = (): void => undefined;

const emulator = {} as Emulator;

describe('a fault outside the deployment', () => {
  it.each<[Fault, readonly string[]]>([
    [botDrops('primary', 'reset'), ['bot of primary drops']],
    [botRefuses('secondary'), ['bot of secondary refuses']],
    [botNeverAnswers('primary'), ['bot of primary never-answers']],
    [botHangsUp('primary'), ['bot of primary hangs-up']],
    [botIsGone('primary'), ['bot of primary refuses', 'bot of primary leaves (reset)']],
  ])('makes a bot do what its name says, and talk again: $name', async (fault, expected) => {
    const log: string[] = [];
    const undo = await fault.apply(emulator, anOutside(log), nothing);
    expect(log).toEqual(expected);
    await undo();
    expect(log.slice(expected.length)).toEqual([expect.stringMatching(/^bot of \w+ talks$/)]);
  });

  it('makes the person do it, and answer again', async () => {
    const log: string[] = [];
    await (
      await personBehaves('busy').apply(emulator, anOutside(log), nothing)
    )();
    expect(log).toEqual(['person busy', 'person answers']);
  });

  it('drops everybody at once when a bot restarts, which talks again after its time, or when undone', async () => {
    const log: string[] = [];
    const undo = await botRestarts('primary', 20).apply(emulator, anOutside(log), nothing);
    expect(log).toEqual(['bot of primary refuses', 'bot of primary leaves (reset, 0 ms apart)']);
    await sleep(40);
    expect(log.slice(2)).toEqual(['bot of primary talks']);
    await undo();
    const other: string[] = [];
    await (
      await botRestarts('primary', 60_000).apply(emulator, anOutside(other), nothing)
    )();
    expect(other.slice(2)).toEqual(['bot of primary talks']);
  });

  it('limits the person’s lines and the account’s rate, and lifts both', async () => {
    const log: string[] = [];
    for (const fault of [personHasLines(2), accountIsLimited(100)])
      await (
        await fault.apply(emulator, anOutside(log), nothing)
      )();
    expect(log).toEqual([
      ...['person has 2 lines', 'person has any number of lines'],
      ...['a second of 100 ms, 3 legs', 'a second of 1 ms, any number of legs'],
    ]);
  });

  it.each([
    [operatorLinks({ primary: 'secondary' }), 'link eu-west-1'],
    [operatorLinks({ primary: 'primary', fallback: 'direct' }), 'link eu-central-1 direct'],
  ])('makes the operator link by the region’s name, and link it back: $name', async (fault, expected) => {
    const log: string[] = [];
    const description = { primary: { region: 'eu-central-1' }, secondary: { region: 'eu-west-1' } };
    const undo = await fault.apply({ description } as Emulator, anOutside(log), nothing);
    expect(log).toEqual([expected]);
    await undo();
    expect(log).toEqual([expected, 'link undone']);
  });

  it('is undone to what was before, not to the beginning', async () => {
    const bots: Bot[] = [await startBot({ name: 'a' }), await startBot({ name: 'b' })];
    const [primary, secondary] = bots as [Bot, Bot];
    const outside = { ...anOutside(), bots: { primary, secondary } };
    await botNeverAnswers('primary').apply(emulator, outside, nothing);
    const undo = await botRefuses('primary').apply(emulator, outside, nothing);
    await undo();
    expect(primary.behave({ kind: 'talks' })).toEqual({ kind: 'never-answers' });
    await Promise.all(bots.map((bot) => bot.stop()));
  });
});
