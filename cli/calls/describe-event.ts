import type { Fields } from '../../contracts/call.ts';
import { describeLeg } from './find-gaps.ts';
import { textField } from './timeline-event.ts';

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

/** An event's leg, and the rest of what it says, on one line. */
export function describeEvent(event: Fields | undefined): readonly [leg: string, details: string] {
  if (event === undefined) return ['', 'no copy can be read'];
  const hasLeg = textField(event, 'to') !== undefined;
  const details = Object.entries(event)
    .filter(([name, value]) => !SHOWN.includes(name) && value !== null && value !== '')
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
  const short = details.length > MOST_CHARACTERS ? `${details.slice(0, MOST_CHARACTERS - 1)}…` : details;
  return [hasLeg ? `${textField(event, 'direction') ?? ''} ${describeLeg(event)}`.trim() : '', short];
}
