import type { Call, CallEvent } from '../../contracts/call.ts';
import type { NccoAction } from '../../ncco/ncco.ts';
import { CONNECT_ENDS, type Happened } from '../flow/happened.ts';
import { isFields } from '../nested-fields.ts';

/** Something that can happen, and its name in a report. */
export interface Sample {
  readonly happened: Happened;
  readonly name: string;
}

const KEYS = [...'1234567890*#'];
/** Said where the action gives no words; a step that compares with anything else has written its words nowhere else. */
const WORDS = ['yes', 'no', 'something else'];
const CONFIDENCES = [0.95, 0.2];
/** 20 is the most that Vonage collects; 4 its default. */
const DEFAULT_DIGITS = 4;

/** What can happen in an action that leads on, each kind of it once. */
export function samplesOf(action: NccoAction): readonly Sample[] {
  switch (action.action) {
    case 'input':
      return [...digitsOf(action), ...speechOf(action), input('', [], 'nothing')];
    case 'notify':
      return [{ happened: { kind: 'notify', payload: asSent(action['payload']) }, name: 'the notify' }];
    case 'connect':
      // `disconnected` is a WebSocket's.
      return CONNECT_ENDS.filter((status) => status !== 'disconnected').map((status) => ({
        happened: { kind: 'connect', status, detail: undefined },
        name: `the connect is ${status}`,
      }));
    default:
      return [];
  }
}

function digitsOf({ type, dtmf }: NccoAction): readonly Sample[] {
  const isAsked = Array.isArray(type) ? type.includes('dtmf') : dtmf !== undefined;
  if (!isAsked) return [];
  const most = isFields(dtmf) && typeof dtmf['maxDigits'] === 'number' ? dtmf['maxDigits'] : DEFAULT_DIGITS;
  const lengths = [...new Set([2, most])].filter((length) => length > 1 && length <= most);
  return [...KEYS, ...lengths.map((length) => '12345678901234567890'.slice(0, length))].map((keys) =>
    input(keys, [], keys.length === 1 ? `key ${keys}` : `keys ${keys}`),
  );
}

function speechOf({ type, speech }: NccoAction): readonly Sample[] {
  const isAsked = Array.isArray(type) ? type.includes('speech') : speech !== undefined;
  if (!isAsked) return [];
  const context = isFields(speech) ? speech['context'] : undefined;
  const words = Array.isArray(context) ? context.filter((word) => typeof word === 'string') : [];
  return [...words, ...WORDS].flatMap((text) =>
    CONFIDENCES.map((confidence) => input('', [{ text, confidence }], `"${text}" said (${confidence})`)),
  );
}

const input = (
  digits: string,
  speech: Extract<Happened, { kind: 'input' }>['speech'],
  name: string,
): Sample => ({
  happened: { kind: 'input', digits, speech, nothing: digits === '' && speech.length === 0 },
  name,
});

/** What comes back of a value that is sent as JSON. */
export const asSent = (value: unknown): unknown =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);

/** As long as real ones. */
const UUID = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';

export const sampleCall = (to: string): Call => ({
  from: '447700900123',
  to,
  uuid: UUID,
  conversationUuid: `CON-${UUID}`,
  fields: {},
});

export const sampleEvent = (to: string): CallEvent => ({
  ...sampleCall(to),
  status: undefined,
  headers: undefined,
});

/** Vonage guarantees no field. */
export const NO_CALL: Call = {
  from: undefined,
  to: undefined,
  uuid: undefined,
  conversationUuid: undefined,
  fields: {},
};
