import type { Fields } from '../../../contracts/call.ts';
import { findGaps } from '../../../cli/calls/find-gaps.ts';
import type { TimelineEvent } from '../../../cli/calls/timeline-event.ts';

const LEG = { from: '1', to: '2' };
const COMPLETED = 'no "completed" (the call goes on, or the event was lost) of the leg 1 → 2';
const ANSWERED = 'no "answered" of the leg 1 → 2';

const events = (...kinds: readonly string[]): readonly TimelineEvent[] =>
  kinds.map((text) => {
    const [kind = '', uuid = 'u'] = text.split('@');
    const event: Fields = { ...LEG, status: kind, ...(kind === 'human' ? { call_uuid: uuid } : { uuid }) };
    return { key: text, kind, regions: ['eu-west-1'], event };
  });

const textsOf = (given: readonly TimelineEvent[]): readonly string[] =>
  findGaps(given).map(({ text }) => text);

describe('the gaps of a call', () => {
  it.each<[string, readonly TimelineEvent[], readonly string[]]>([
    ['a whole leg', events('started', 'ringing', 'answered', 'completed'), []],
    ['a leg without an end', events('started', 'answered'), [COMPLETED]],
    ['a leg without its answer', events('started', 'completed'), [ANSWERED]],
    ['a leg of which only the start is left', events('started'), [COMPLETED]],
    ['a leg that a person answered, by call_uuid', events('human'), [ANSWERED, COMPLETED]],
    ['two legs', events('answered@a', 'completed@a', 'answered@b'), [COMPLETED]],
    ['a leg whose id is written in both forms', events('answered@aa-bb', 'completed@AABB'), []],
    ['a WebSocket that was dropped', events('started', 'answered', 'disconnected'), []],
    ...['busy', 'cancelled', 'failed', 'rejected', 'timeout', 'unanswered'].map(
      (status): [string, readonly TimelineEvent[], readonly string[]] => [
        `a leg that was ${status}, with or without a "completed"`,
        [...events('started', status), ...events(`started@b`, `${status}@b`, 'completed@b')],
        [],
      ],
    ),
    [
      'nothing but a recording that was lost',
      events('record'),
      [
        'no "answered"',
        'no "completed"',
        'a recording was lost: the "record" event kept in eu-west-1 has no recording_url',
      ],
    ],
  ])('of %s', (_case, given, gaps) => {
    expect(textsOf(given)).toEqual(gaps);
  });

  it('do not take events that name no leg for events of one leg', () => {
    const [started, ended] = events('answered', 'completed').map((each) => ({
      ...each,
      event: { ...LEG, status: each.kind },
    }));
    expect(
      textsOf([...events('answered@a', 'completed@a'), started, ended].flatMap((each) => each ?? [])),
    ).toEqual([
      'the "answered" event kept in eu-west-1 names no leg',
      'the "completed" event kept in eu-west-1 names no leg',
    ]);
  });

  it.each([
    ['answered', [...events('started', 'completed')]],
    ['busy', [...events('started')]],
    ['completed', [...events('started', 'answered')]],
    ['disconnected', [...events('started', 'answered')]],
    ['transfer', [...events('started', 'answered')]],
  ])('do not call missing what may be the "%s" event that cannot be read', (kind, given) => {
    const unread: TimelineEvent = { key: 'k', kind, regions: ['eu-west-1'] };
    expect(findGaps([...given, unread])).toEqual([
      { missing: `${kind} (unreadable)`, text: `the "${kind}" event kept in eu-west-1 cannot be read` },
    ]);
  });

  it('do not call missing what no list has shown', () => {
    expect(findGaps(events('started', 'answered'), false)).toEqual([
      {
        missing: 'completed (or not listed)',
        text: 'no "completed" in what could be listed of the leg 1 → 2',
      },
      { missing: 'a journal', text: expect.stringContaining('could not be listed to the end') },
    ]);
  });

  it('hold what cannot be read', () => {
    const lost: TimelineEvent = { key: 'k', kind: 'answered', regions: ['eu-west-1'] };
    expect(textsOf([...events('answered', 'completed'), lost])).toEqual([
      'the "answered" event kept in eu-west-1 cannot be read',
    ]);
  });
});
