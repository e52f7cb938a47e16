import { describeLeg } from './find-gaps.ts';
import { legIdOf, textField } from './timeline-event.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** Fields that another column or line shows already, and those of the bill. */
const SHOWN = [
  ...[
    'from',
    'from_user',
    'to',
    'uuid',
    'call_uuid',
    'conversation_uuid',
    'status',
    'timestamp',
    'direction',
  ],
  ...['recording_url', 'size', 'start_time', 'end_time', 'network', 'rate', 'price'],
];
const MOST_CHARACTERS = 120;

/** An event's leg, and the rest of what it says, on one line. @param all the call's */
export function describeEvent(
  { kind, event }: TimelineEvent,
  all: readonly TimelineEvent[],
): readonly [leg: string, details: string] {
  if (event === undefined) return ['', 'no copy can be read'];
  if (kind === 'transfer') {
    const { conversation_uuid_from: from, conversation_uuid_to: to } = event;
    const moved = all.find((each) => hasEnds(each) && legIdOf(each.event ?? {}) === legIdOf(event));
    return [legOf(moved), `moves from ${String(from)} to ${String(to)}`];
  }
  const details = Object.entries(event)
    .filter(([name, value]) => !SHOWN.includes(name) && value !== null && value !== '')
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
  const short = details.length > MOST_CHARACTERS ? `${details.slice(0, MOST_CHARACTERS - 1)}…` : details;
  return [legOf({ event }), short];
}

type Ends = Pick<TimelineEvent, 'event'>;

const hasEnds = ({ event = {} }: Ends): boolean => textField(event, 'to') !== undefined;

const legOf = ({ event = {} }: Ends = {}): string =>
  hasEnds({ event }) ? `${textField(event, 'direction') ?? ''} ${describeLeg(event)}`.trim() : '';
