import { rungTable } from '../../../drill/report/rung-table.ts';
import { aScenarioResult } from './a-result.ts';

const climbed = (rung: 'first' | 'same-socket' | 'person', withoutAnybodyMs: number) =>
  ({ rung, by: 'primary', reached: 'bot', withoutAnybodyMs }) as const;

describe('rungTable', () => {
  it('says how long callers waited on each rung, for scenarios that drop bots', () => {
    const dropped = aScenarioResult({
      name: 'websocket-dropped',
      rungs: [
        { call: 'a', rungs: [climbed('first', 20), climbed('same-socket', 40)] },
        { call: 'b', rungs: [climbed('first', 30), climbed('same-socket', 600), climbed('person', 7)] },
        { call: 'c', rungs: [climbed('first', 10), climbed('same-socket', 50)] },
      ],
    });
    expect(rungTable([aScenarioResult(), dropped]).split('\n')).toEqual([
      'wait on each rung, p50/max ms  first  same-socket  other-socket  person  tail  static  voicemail',
      'websocket-dropped              20/30       50/600             -     7/7     -       -          -',
    ]);
  });

  it('is empty if no bot was lost', () => {
    expect(rungTable([aScenarioResult()])).toBe('');
  });
});
