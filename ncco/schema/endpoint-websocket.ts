import { describe } from './describe.ts';
import { has, isObject, options, type CrossRule } from './options.ts';
import { below } from '../json-path.ts';
import { judgedElsewhere, satisfies, type Rule } from './rule.ts';
import { oneOf, websocketUrl } from './values.ts';

/** All headers together (websocket guide, 2021). Counted here as the UTF-8 bytes of their compact JSON. */
export const WEBSOCKET_HEADERS_BYTES = 512;

/** Size of `headers` as the budget counts it. */
export const websocketHeadersBytes = (headers: unknown): number =>
  new TextEncoder().encode(JSON.stringify(headers)).length;

const headers: Rule = (value, path, report) => {
  if (!isObject(value)) {
    report('error', path, 'an object', describe(value));
    return;
  }
  const bytes = websocketHeadersBytes(value);
  if (bytes <= WEBSOCKET_HEADERS_BYTES) return;
  report('error', path, `at most ${WEBSOCKET_HEADERS_BYTES} bytes as compact JSON`, `${bytes} bytes`);
};

const customNeedsValue: CrossRule = (authorization, path, report) => {
  const value = below(path, 'value');
  if (authorization['type'] === 'custom' && !has(authorization, 'value')) {
    report('error', value, 'the Authorization header to send, because type is "custom"', 'nothing');
  }
  if (authorization['type'] === 'vonage' && has(authorization, 'value')) {
    report(
      'warning',
      value,
      'nothing: it is ignored when type is "vonage"',
      describe(authorization['value']),
    );
  }
};

const authorization: Rule = options({
  name: 'authorization settings',
  optional: {
    type: oneOf('vonage', 'custom'),
    value: satisfies(
      'printable ASCII, at most 8191 characters',
      (value) => typeof value === 'string' && /^[\x20-\x7e]{1,8191}$/.test(value),
    ),
  },
  together: [customNeedsValue],
});

export const websocketEndpoint: Rule = options({
  name: 'a websocket endpoint',
  required: {
    uri: websocketUrl,
    'content-type': oneOf('audio/l16;rate=8000', 'audio/l16;rate=16000', 'audio/l16;rate=24000'),
  },
  optional: { type: judgedElsewhere, headers, authorization },
});
