import * as v from 'valibot';
import { milliseconds, parseJsonVariable, someText } from './parse-json-variable.ts';
import type { FunctionSettings } from './settings.ts';

const digits = v.pipe(v.string(), v.regex(/^\d{7,15}$/, 'E.164 digits without "+"'));
const websocketUri = v.pipe(v.string(), v.regex(/^wss?:\/\/\S+$/, 'a ws:// or wss:// URI'));

const isIpv4 = v.pipe(v.string(), v.ipv4());
const isIpv6 = v.pipe(v.string(), v.ipv6());
const isRange = (text: string): boolean => {
  const [, address = '', digits = ''] = /^(.+)\/(\d{1,3})$/.exec(text) ?? [];
  const bits = v.is(isIpv4, address) ? 32 : v.is(isIpv6, address) ? 128 : -1;
  return Number(digits) <= bits;
};

const journal = v.object({ bucket: someText, region: someText });

const eachRouteMs = v.object({
  answer: milliseconds,
  event: milliseconds,
  websocketDisconnected: milliseconds,
  fallback: milliseconds,
});

const schema = v.object({
  name: someText,
  region: someText,
  applicationIds: v.pipe(v.array(someText), v.minLength(1, 'at least one application id')),
  apiKey: someText,
  callerNumber: digits,
  person: v.variant('type', [
    v.object({ type: v.literal('phone'), number: digits }),
    v.object({ type: v.literal('sip'), uri: v.pipe(v.string(), v.regex(/^sips?:\S+$/, 'a sip: URI')) }),
  ]),
  websocket: v.object({ uri: websocketUri, otherUri: websocketUri }),
  journal: v.object({ own: journal, other: journal }),
  source: v.object({
    mode: v.picklist(['signature', 'ip', 'both']),
    countOutside: v.array(v.pipe(v.string(), v.check(isRange, 'a CIDR block'))),
  }),
  showNumbers: v.boolean(),
  deadlinesMs: eachRouteMs,
  nearMissMs: eachRouteMs,
  drillable: v.boolean(),
});

/**
 * Reads the environment variable `SETTINGS`.
 * @throws Error that names the field, what was expected and what was found
 */
export const parseSettings = (text: string): FunctionSettings => parseJsonVariable('SETTINGS', schema, text);
