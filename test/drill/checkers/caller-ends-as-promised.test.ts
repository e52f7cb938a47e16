import { callerEndsAsPromised } from '../../../drill/checkers/call-ends.ts';
import type { EndsWith } from '../../../drill/checkers/checker.ts';
import {
  CallHistory,
  PRIMARY_BOT,
  SECONDARY_BOT,
  aHealthyCall,
  aPromise,
  anExpectation,
} from './a-history.ts';

const problems = (call: CallHistory, ...endsWith: readonly EndsWith[]) =>
  callerEndsAsPromised
    .check(call.records, anExpectation([aPromise({ endsWith })]))
    .problems.map(({ text }) => text);

const RECORDED = {
  recording_url: 'https://api.nexmo.com/v1/files/1',
  size: 12,
  start_time: '2026-11-23T12:00:00.000Z',
  end_time: '2026-11-23T12:00:08.000Z',
};
const voicemail = (payload: Readonly<Record<string, unknown>>) =>
  aHealthyCall()
    .hears('talk', 'Please leave a message.')
    .hears('beep', 'beep')
    .asks('9', 'event', { event: 'record', payload })
    .ends('ncco-ended');

describe('callerEndsAsPromised', () => {
  it('passes when the caller talks to the promised bot, and hangs up', () => {
    expect(
      problems(aHealthyCall(), { partner: { what: 'bot', content: PRIMARY_BOT }, endedBy: 'caller' }),
    ).toEqual([]);
  });

  it('fails when the call ends with another bot, or without one', () => {
    expect(problems(aHealthyCall(), { partner: { what: 'bot', content: SECONDARY_BOT } })).toEqual([
      `expected the call to end with bot "${SECONDARY_BOT}"; found bot "${PRIMARY_BOT}"`,
    ]);
    expect(
      problems(new CallHistory().hears('talk', 'Sorry.').ends(), { partner: { what: 'person' } }),
    ).toEqual(['expected the call to end with a person; found no bot, person or voicemail']);
  });

  it('fails when somebody else ends the call', () => {
    expect(problems(aHealthyCall(), { endedBy: 'bot' })).toEqual([
      'expected the call to be ended by bot; found caller (the test says so)',
    ]);
  });

  it('passes a voicemail whose URL, size and times are reported', () => {
    const call = new CallHistory()
      .hears('beep', 'beep')
      .asks('9', 'event', { event: 'record', payload: RECORDED });
    expect(problems(call.ends('ncco-ended'), { partner: { what: 'beep' }, endedBy: 'ncco-ended' })).toEqual(
      [],
    );
  });

  it.each(Object.keys(RECORDED))('fails when a voicemail is reported without %s', (missing) => {
    const payload = Object.fromEntries(Object.entries(RECORDED).filter(([name]) => name !== missing));
    expect(problems(voicemail(payload), { partner: { what: 'beep' } })).toHaveLength(1);
  });

  describe('where one of several is promised', () => {
    const SOMEBODY: readonly EndsWith[] = [
      { partner: { what: 'bot' }, endedBy: 'caller' },
      { partner: { what: 'beep' }, endedBy: 'ncco-ended' },
    ];

    it('passes with each of them', () => {
      expect(problems(aHealthyCall(), ...SOMEBODY)).toEqual([]);
      const call = new CallHistory().hears('beep', 'beep');
      call.asks('9', 'event', { event: 'record', payload: RECORDED });
      expect(problems(call.ends('ncco-ended'), ...SOMEBODY)).toEqual([]);
    });

    it('fails with another end, and with a partner whose call is ended as another’s', () => {
      const named = 'expected the call to end with a bot, or a beep; found';
      const alone = new CallHistory().hears('talk', 'Sorry.').ends('ncco-ended');
      expect(problems(alone, ...SOMEBODY)).toEqual([
        `${named} none of them, ended by ncco-ended (the test says so)`,
      ]);
      // The bot was lost, and nobody came after it.
      const lost = new CallHistory().hears('bot', PRIMARY_BOT).ends('ncco-ended');
      expect(problems(lost, ...SOMEBODY)).toEqual([
        `${named} bot "${PRIMARY_BOT}", ended by ncco-ended (the test says so)`,
      ]);
    });
  });
});
