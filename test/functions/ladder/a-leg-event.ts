import type { CallEvent, Fields } from '../../../contracts/call.ts';
import type { LegEvent } from '../../../functions/ladder/next-step.ts';
import type { RungInUrl } from '../../../contracts/rung.ts';
import { NOW_MS } from '../support/sign.ts';
import { SETTINGS } from '../support/runtime.ts';

export const OWN = SETTINGS.websocket.uri;
export const OTHER = SETTINGS.websocket.otherUri;
export const PERSON = '447700900001';

/** Ten seconds ago. */
export const FIRST_DROP_AT_MS = NOW_MS - 10_000;

interface Given {
  readonly status?: string | undefined;
  readonly to?: string | undefined;
  readonly headers?: Fields | undefined;
  readonly fields?: Fields;
  readonly rungInUrl?: RungInUrl;
  readonly waitsInUrl?: number;
  readonly conversationUuid?: string;
  readonly asked?: LegEvent['asked'];
}

/** The first socket, dropped just now, unless given otherwise. */
export function aLegEvent(given: Given = {}): LegEvent {
  const event: CallEvent = {
    from: '447700900000',
    to: 'to' in given ? given.to : OWN,
    uuid: 'bbbbbbbb-bbbb-cccc-dddd-0123456789ab',
    conversationUuid: given.conversationUuid ?? 'CON-1',
    fields: given.fields ?? {},
    status: 'status' in given ? given.status : 'disconnected',
    headers: 'headers' in given ? given.headers : { attempt: 1 },
  };
  return {
    event,
    rungInUrl: given.rungInUrl ?? 'none',
    waitsInUrl: given.waitsInUrl ?? 0,
    asked: given.asked ?? 'own-url',
  };
}
