import type { Call, CallEvent, Fields } from '../../contracts/call.ts';
import { WEBSOCKET_HEADERS_BYTES, websocketHeadersBytes } from '../../ncco/schema/endpoints.ts';
import { STATE_NAMES, writeState } from './socket-state.ts';
import type { SocketState } from './socket-state.ts';

/** The headers about the call for the first socket; see docs/bot.md. */
export const headersOfCall = ({ conversationUuid, from, uuid, fields }: Call): Fields => ({
  conversation: conversationUuid,
  caller: from,
  uuid,
  region_url: fields['region_url'],
});

/** The headers for a later socket: those of the socket before it. */
export const headersOfEvent = ({ conversationUuid, headers }: CallEvent): Fields => ({
  conversation: conversationUuid,
  ...headers,
});

/** Reserves room for the state of a later socket, so that headers that fit once fit again. */
const LONGEST_STATE: SocketState = { attempt: 9, firstDropAtMs: 9_999_999_999_999, waits: 9 };

/**
 * Headers for a bot's leg, always within the limit: the state, and as many of the others as fit, in their order. A value
 * that does not fit is omitted, not cut: half an id could be the id of another call.
 */
export function botHeaders(state: SocketState, others: Fields): Fields {
  let fitting: Fields = {};
  for (const [name, value] of Object.entries(others)) {
    if (value === undefined || value === null || STATE_NAMES.includes(name)) continue;
    if (name === 'region_url' && !isRestApi(value)) continue;
    const larger = { ...fitting, [name]: value };
    const bytes = websocketHeadersBytes({ ...writeState(LONGEST_STATE), ...larger });
    if (bytes <= WEBSOCKET_HEADERS_BYTES) fitting = larger;
  }
  return { ...writeState(state), ...fitting };
}

/** The bot sends a token there, and no signature covers a GET's query: only Vonage's hosts and a loopback simulator are accepted. */
const isRestApi = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^(https:\/\/[\w-]+\.(vonage|nexmo)\.com|http:\/\/127\.0\.0\.1:\d+)$/.test(value);
