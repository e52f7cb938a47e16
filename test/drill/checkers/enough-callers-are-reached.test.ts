import { enoughCallersAreReached } from '../../../drill/checkers/enough-callers-are-reached.ts';
import { CallHistory, PRIMARY_BOT, anExpectation } from './a-history.ts';

const dropped = (call: string) =>
  new CallHistory(call)
    .wantsNcco()
    .meets(PRIMARY_BOT)
    .add({ type: 'mid-call-faults-began' })
    .loses(PRIMARY_BOT, '2');
const toBot = (call: string) => dropped(call).getsNcco('2').meets(PRIMARY_BOT).ends();
const toVoicemail = (call: string) => dropped(call).getsNcco('2').hears('beep', 'beep').ends('ncco-ended');
const alone = (call: string) => dropped(call).getsNcco('2').ends('ncco-ended');
const problems = (histories: readonly CallHistory[], share: number) =>
  enoughCallersAreReached
    .check(
      histories.flatMap(({ records }) => records),
      anExpectation([], { shares: [{ calls: ['a', 'b', 'c', 'd'], reach: 'bot', share }] }),
    )
    .problems.map(({ text }) => text);

describe('enoughCallersAreReached', () => {
  const half = [toBot('a'), toVoicemail('b'), toBot('c'), alone('d')];

  it('passes when so many reach a bot after they have lost theirs', () => {
    expect(problems(half, 0.5)).toEqual([]);
  });

  it('fails when fewer do: the bot before the drop does not count', () => {
    expect(problems(half, 0.6)).toEqual(['expected 3 of 4 callers to reach a bot; found 2']);
    expect(problems([], 0.5)).toEqual(['expected 2 of 4 callers to reach a bot; found 0']);
  });
});
