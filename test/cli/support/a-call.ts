import type { Fields } from '../../../contracts/call.ts';

export const CONVERSATION = 'CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab';
export const CALLER = '447700900123';
const CALL_LEG = 'aaaaaaaa-bbbb-cccc-dddd-000000000001';
const BOT_LEG = 'aaaaaaaa-bbbb-cccc-dddd-000000000002';

/** 2026-01-01 12:00 and so many seconds. */
export const at = (seconds: number): string =>
  new Date(Date.UTC(2026, 0, 1, 12, 0, 0) + seconds * 1000).toISOString();

const inbound = (status: string, seconds: number, more: Fields = {}): Fields => ({
  from: CALLER,
  to: '447700900000',
  uuid: CALL_LEG,
  conversation_uuid: CONVERSATION,
  status,
  direction: 'inbound',
  timestamp: at(seconds),
  ...more,
});
const toBot = (status: string, seconds: number): Fields => ({
  ...inbound(status, seconds, { uuid: BOT_LEG, from: '447700900000', to: 'wss://bot.example.com/socket' }),
  ...(status === 'disconnected' ? { direction: undefined } : { direction: 'outbound' }),
});

/** A call whose bot is dropped, and whose caller leaves a voicemail. */
export const aCall = {
  started: inbound('started', 0),
  ringing: inbound('ringing', 0),
  answered: inbound('answered', 1, { start_time: null, rate: null, network: null }),
  botStarted: toBot('started', 2),
  botAnswered: toBot('answered', 3),
  botDropped: toBot('disconnected', 10),
  record: {
    start_time: at(20),
    end_time: at(28),
    recording_url: 'https://api.nexmo.com/v1/files/bbbbbbbb-aaaa-cccc-dddd-0123456789ab',
    recording_uuid: 'ccccccccaaaabbbbdddd0123456789ab',
    size: 12_345,
    // As in the platform's own samples: without CON-.
    conversation_uuid: CONVERSATION.slice('CON-'.length),
    timestamp: at(28),
  },
  transcribed: {
    conversation_uuid: CONVERSATION,
    type: 'record',
    status: 'transcribed',
    transcription_url: 'https://api.nexmo.com/v1/files/bbbbbbbb-aaaa-cccc-dddd-0123456789ac',
  },
  completed: inbound('completed', 30, { duration: '29', disconnected_by: 'user' }),
} satisfies Record<string, Fields>;

/** Another caller's call on the same day. */
export const otherCall: Fields = {
  ...inbound('answered', 60),
  from: '447700900999',
  uuid: 'aaaaaaaa-bbbb-cccc-dddd-000000000009',
  conversation_uuid: 'CON-ffffffff-bbbb-cccc-dddd-0123456789ab',
};
