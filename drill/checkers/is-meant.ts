import type { HistoryRecord } from '../../contracts/history.ts';
import type { Meant } from './checker.ts';
import type { RecordOf } from './call-records.ts';
import { isSameSocket } from './same-socket.ts';

/** Whether what is heard is what was meant. */
export const isMeant = ({ what, content }: Meant, heard: RecordOf<'heard'>): boolean =>
  what === heard.what &&
  (content === undefined ||
    content === heard.content ||
    (what === 'bot' && isSameSocket(content, heard.content)));

/** What a caller can stay with. */
export const SOMEBODY: readonly Extract<HistoryRecord, { type: 'heard' }>['what'][] = [
  'bot',
  'person',
  'beep',
];
