import { expectedOf } from '../../../drill/run/expected-of.ts';
import type { OutboundSettings } from '../../../contracts/function-settings.ts';
import type { Setup } from '../../../drill/run/setup.ts';
import type { Given } from '../../../drill/scenarios/scenario.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import { PRIMARY_BOT, SECONDARY_BOT } from '../checkers/a-history.ts';
import { aSetup, aEmulator } from './a-setup.ts';
import { scenarioNamed } from '../scenarios/scenario-named.ts';

const given: Given = {
  profile: support2024,
  timeouts: TIMEOUTS.shipped,
  fetchMs: 10,
  eventMs: 20,
  connectMs: 5,
  coldStartMs: 0,
  socketTimeoutMs: 0,
  halfOpenMs: 0,
};
const setup = aSetup(aEmulator().emulator, () => []);
const planned = [
  { call: 'a', phase: 0, from: '1', to: '2', talksForMs: 0, digits: '', staggerMs: 0 },
] as const;
const promiseOf = (scenario: Parameters<typeof expectedOf>[1], changes: Partial<Setup>) =>
  expectedOf({ ...setup, ...changes }, scenario, planned, given).calls[0];

const bot = (content: string) => ({ what: 'bot', content }) as const;

describe('what is expected of callers', () => {
  it('is what the call flow says at first, and the bot is waited for where no word is before it', () => {
    const greeting = [{ what: 'talk' }, bot(PRIMARY_BOT)];
    expect(promiseOf(scenarioNamed('healthy'), {})).toMatchObject({ hears: greeting, limitMs: 10 });
    const tierSays = { ...setup.tierSays, primary: [bot(PRIMARY_BOT)] };
    expect(promiseOf(scenarioNamed('healthy'), { tierSays })).toMatchObject({
      hears: [bot(PRIMARY_BOT)],
      limitMs: 15,
    });
  });

  it('is the words of the last rung, up to the one whom a caller stays with', () => {
    const rungSays = {
      ...setup.rungSays,
      'other-socket': [{ what: 'talk' }, bot(SECONDARY_BOT), { what: 'talk' }],
    } as const;
    expect(promiseOf(scenarioNamed('websocket-dropped-twice'), { rungSays })?.hears).toEqual([
      { what: 'talk' },
      bot(PRIMARY_BOT),
      { what: 'talk' },
      bot(SECONDARY_BOT),
    ]);
  });

  it('is a voicemail where no person answers, recorded only where there is a tone', () => {
    expect(promiseOf(scenarioNamed('person-busy'), {})).toMatchObject({
      hears: [{ what: 'talk' }, { what: 'beep' }],
      endsWith: [{ partner: { what: 'beep' }, endedBy: 'ncco-ended' }],
    });
    const rungSays = { ...setup.rungSays, voicemail: [{ what: 'talk' }] } as const;
    expect(promiseOf(scenarioNamed('person-busy'), { rungSays })?.endsWith).toEqual([
      { endedBy: 'ncco-ended' },
    ]);
  });

  it('ends with the rung of the person where that connects no person', () => {
    const rungSays = { ...setup.rungSays, person: [{ what: 'talk' }] } as const;
    expect(promiseOf(scenarioNamed('person-busy'), { rungSays })).toMatchObject({
      recovery: { rungs: ['same-socket', 'other-socket', 'other-socket', 'person'] },
      hears: [{ what: 'talk' }],
      endsWith: [{ endedBy: 'ncco-ended' }],
    });
  });

  it('is somebody, and a bot for the promised share of all callers, where everybody is dropped', () => {
    const scenario = scenarioNamed('bot-restarts-under-everybody');
    const expected = expectedOf(setup, scenario, planned, given);
    expect(expected.shares).toEqual([{ reach: 'bot', share: 0.6, calls: ['a'] }]);
    expect(expected.calls[0]?.endsWith?.map(({ partner }) => partner?.what)).toEqual([
      'bot',
      'person',
      'beep',
    ]);
    expect(expected.calls[0]?.recovery).toMatchObject({ untilSomebody: { ceilingMs: expect.any(Number) } });
    expect(expected.calls[0]?.recovery).not.toHaveProperty('rungs');
  });

  it('is each socket once where the account has no limit: nobody waits', () => {
    const outbound = { ...setup.emulator.outbound, callsPerSecond: null };
    const emulator = { ...setup.emulator, outbound };
    expect(promiseOf(scenarioNamed('person-busy'), { emulator })).toMatchObject({
      recovery: { rungs: ['same-socket', 'other-socket', 'person', 'voicemail'] },
    });
  });

  describe('of a guarded application', () => {
    const application = { takeRequests: () => [], trouble: () => undefined };
    const withIt = (name: string, more: Partial<Given> = {}) =>
      expectedOf({ ...setup, application }, scenarioNamed(name), planned, { ...given, ...more });

    it('is each step as soon as a first NCCO, with the event URL’s timeouts where the region is silent', () => {
      const { answer, event } = TIMEOUTS.shipped;
      const [call] = withIt('primary-accepts-and-hangs').calls;
      expect(call?.limitMs).toBe(2 * answer.socketMs + 10);
      expect(call?.stepLimitMs).toBe(2 * event.socketMs + 20);
      expect(withIt('healthy').calls[0]).toMatchObject({ limitMs: 10, stepLimitMs: 20 });
    });

    it('is not more than the ceiling, with what the application takes and a step takes longer', () => {
      const ceilingOf = (name: string, more?: Partial<Given>) => withIt(name, more).ceilingMs;
      expect(promiseOf(scenarioNamed('healthy'), {})).not.toHaveProperty('stepLimitMs');
      expect(ceilingOf('healthy')).toBe(200);
      expect(ceilingOf('healthy', { applicationMs: 150 })).toBe(350);
      expect(ceilingOf('primary-accepts-and-hangs')).toBe(4200 + 2 * 500);
    });
  });

  it('is a smaller share at a lower rate, and none of what is not connected, or not declared', () => {
    const scenario = scenarioNamed('bot-restarts-under-everybody');
    const sharesWith = (outbound: Partial<OutboundSettings>, changes: Partial<Setup> = {}) => {
      const emulator = { ...setup.emulator, outbound: { ...setup.emulator.outbound, ...outbound } };
      const two = [...planned, { ...planned[0], call: 'b' }];
      return expectedOf({ ...setup, emulator, ...changes }, scenario, two, given).shares;
    };
    expect(sharesWith({ callsPerSecond: 1 })).toMatchObject([{ share: expect.closeTo(0.2) }]);
    expect(sharesWith({ callsPerSecond: 30 })).toMatchObject([{ share: 0.6 }]);
    expect(sharesWith({ callsPerSecond: null })).toMatchObject([{ share: 0.6 }]);
    expect(sharesWith({ peakCalls: 2 })).toHaveLength(1);
    expect(sharesWith({ peakCalls: 1 })).toEqual([]);
    const tierSays = { ...setup.tierSays, primary: [{ what: 'talk' }] } as const;
    expect(sharesWith({}, { tierSays })).toEqual([]);
  });
});
