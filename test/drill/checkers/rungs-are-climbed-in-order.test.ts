import { rungsAreClimbedInOrder } from '../../../drill/checkers/rungs-are-climbed-in-order.ts';
import type { RungName } from '../../../drill/checkers/checker.ts';
import { CallHistory, PRIMARY_BOT, SECONDARY_BOT, aPromise, anExpectation } from './a-history.ts';

const withItsBot = () =>
  new CallHistory()
    .wantsNcco()
    .asks('1', 'answer')
    .after(20)
    .gets('1', 'answer')
    .ncco('1')
    .meets(PRIMARY_BOT);
const twice = () =>
  withItsBot()
    .loses(PRIMARY_BOT, '2')
    .getsNcco('2')
    .meets(PRIMARY_BOT)
    .loses(PRIMARY_BOT, '3')
    .getsNcco('3')
    .meets(SECONDARY_BOT);
const problems = (call: CallHistory, rungs?: readonly RungName[]) => {
  const recovery = rungs && { recovery: { rungs, limitMs: 100 } };
  return rungsAreClimbedInOrder
    .check(call.ends().records, anExpectation([aPromise(recovery)]))
    .problems.map(({ text }) => text);
};

describe('rungsAreClimbedInOrder', () => {
  it('passes when the promised rungs were climbed', () => {
    expect(problems(twice(), ['same-socket', 'other-socket'])).toEqual([]);
    expect(problems(withItsBot())).toEqual([]);
  });

  it('fails when another rung was offered, or one too many, or none', () => {
    expect(problems(twice(), ['same-socket'])).toEqual([
      'expected the rungs same-socket; found same-socket, other-socket',
    ]);
    expect(problems(withItsBot(), ['same-socket'])).toEqual(['expected the rungs same-socket; found none']);
  });

  it('fails when a rung is climbed again, whatever was promised', () => {
    const call = twice().loses(SECONDARY_BOT, '4').getsNcco('4').meets(SECONDARY_BOT);
    expect(problems(call)).toEqual([
      'expected each rung once, in ascending order; found same-socket, other-socket, same-socket',
    ]);
  });

  it('fails when a socket is offered after a person', () => {
    const call = withItsBot().loses(PRIMARY_BOT, '2').getsNcco('2').leg('started', '1', 'phone').after(5);
    call
      .add({ type: 'wants-ncco', why: 'connect-ended' })
      .asks('3', 'event')
      .getsNcco('3')
      .meets(SECONDARY_BOT);
    expect(problems(call)).toHaveLength(1);
  });

  describe('a socket that is offered again', () => {
    const again = (call: CallHistory, state: string, request: string) => {
      call.leg('started', PRIMARY_BOT, 'websocket').leg(state, PRIMARY_BOT, 'websocket').after(5);
      return call.add({ type: 'wants-ncco', why: 'connect-ended' }).asks(request, 'event').getsNcco(request);
    };
    const refused = (state: string, times: number) => {
      let call = withItsBot().loses(PRIMARY_BOT, '2').getsNcco('2');
      for (let time = 0; time < times; time += 1) call = again(call, state, String(3 + time));
      return call.meets(PRIMARY_BOT);
    };

    it.each(['rejected', 'failed', 'unanswered'])('passes after a leg that was %s', (state) => {
      expect(
        problems(refused(state, 3), ['same-socket', 'same-socket', 'same-socket', 'same-socket']),
      ).toEqual([]);
    });

    it('is of the rung that it was on', () => {
      const call = withItsBot().loses(PRIMARY_BOT, '2').getsNcco('2');
      for (const [to, state] of [
        [PRIMARY_BOT, 'failed'],
        [SECONDARY_BOT, 'failed'],
      ] as const) {
        call.add({ type: 'leg', leg: to, endpoint: 'websocket', to, state: 'started' });
        call.add({ type: 'leg', leg: to, endpoint: 'websocket', to, state });
        call.add({ type: 'wants-ncco', why: 'connect-ended' }).asks(to, 'event').getsNcco(to);
      }
      expect(problems(call.meets(SECONDARY_BOT), ['same-socket', 'other-socket', 'other-socket'])).toEqual(
        [],
      );
    });

    it('fails after more waits than there are, and after a leg that was dropped', () => {
      expect(problems(refused('rejected', 4))).toEqual([
        expect.stringContaining('expected a socket to be offered again 3 times at most'),
      ]);
      const call = withItsBot().loses(PRIMARY_BOT, '2').getsNcco('2').meets(PRIMARY_BOT);
      call.loses(PRIMARY_BOT, '3').getsNcco('3').meets(PRIMARY_BOT);
      expect(problems(call)).toEqual([
        'expected each rung once, in ascending order; found same-socket, same-socket',
      ]);
    });
  });

  it('passes the bot of a tail that no tier has answered for, but nothing after its person', () => {
    const tail = () => withItsBot().loses(PRIMARY_BOT, '2').hears('talk', 'Please stay on the line.');
    const again = (call: CallHistory) =>
      call
        .add({ type: 'wants-ncco', why: 'connect-ended' })
        .asks('3', 'event')
        .getsNcco('3')
        .meets(PRIMARY_BOT);
    const refused = tail().leg('started', PRIMARY_BOT, 'websocket').leg('failed', PRIMARY_BOT, 'websocket');
    expect(problems(again(refused), ['tail', 'same-socket'])).toEqual([]);
    const person = tail().leg('started', '1', 'phone').hears('person', '447700900001');
    expect(problems(again(person))).toEqual([
      'expected each rung once, in ascending order; found tail, same-socket',
    ]);
  });

  it('passes any rungs upwards where none are promised', () => {
    const recovery = { recovery: { limitMs: 100 } };
    const { problems: found } = rungsAreClimbedInOrder.check(
      twice().ends().records,
      anExpectation([aPromise(recovery)]),
    );
    expect(found).toEqual([]);
  });
});
