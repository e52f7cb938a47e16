import { recoveriesFollowLosses } from '../../../drill/checkers/recoveries-follow-losses.ts';
import { CallHistory, PRIMARY_BOT, aHealthyCall, aPromise, anExpectation } from './a-history.ts';

const { check } = recoveriesFollowLosses;
const recovered = () =>
  new CallHistory().wantsNcco().meets(PRIMARY_BOT).loses(PRIMARY_BOT, '2').getsNcco('2').ends('bot').records;

describe('recoveriesFollowLosses', () => {
  it('passes a call that ends because somebody wanted it to', () => {
    expect(check(aHealthyCall().records, anExpectation()).problems).toEqual([]);
  });

  it('fails when a recovery is asked for after a wanted end', () => {
    expect(check(recovered(), anExpectation()).problems).toEqual([
      {
        call: 'a',
        text: 'expected no recovery, because the scenario drops no bot; found a request for one (websocket-dropped)',
      },
    ]);
  });

  it('leaves calls alone that are promised a recovery', () => {
    const promised = aPromise({ recovery: { rungs: ['same-socket'], limitMs: 100 } });
    expect(check(recovered(), anExpectation([promised])).problems).toEqual([]);
  });

  it.each([
    ['[{"action":"talk"', 1],
    ['', 0],
    ['[]', 0],
  ])('finds an NCCO that is offered for mere news: %s', (body, problems) => {
    const outcome = { kind: 'response', status: 200, headers: {}, body } as const;
    const { records } = aHealthyCall().reports('9', 'completed', { outcome });
    expect(check(records, anExpectation()).problems).toHaveLength(problems);
  });
});
