import { below, describe } from '../problem.ts';
import { type CrossRule, has, isObject, options } from './options.ts';
import { deprecated, judgedElsewhere, type Rule, satisfies, unproven } from './rule.ts';
import { httpUrl, matching, oneOf, orList, phoneNumber, text, websocketUrl } from './values.ts';

const onAnswer: Rule = options({
  name: 'onAnswer settings',
  required: { url: httpUrl },
  optional: { ringbackTone: httpUrl, ringback: deprecated('ringbackTone', httpUrl) },
});

const phoneEndpoint: Rule = options({
  name: 'a phone endpoint',
  required: { number: phoneNumber },
  optional: {
    type: judgedElsewhere,
    dtmfAnswer: matching('digits to press: "0" to "9", "*", "#", and "p" for a pause', /^[\d*#p]+$/),
    onAnswer,
    shaken: unproven('no shaken, unless Vonage has switched it on for your account'),
  },
});

const isSipUri = (value: unknown): value is string => typeof value === 'string' && /^sips?:\S+$/i.test(value);

/** The vendor's schema takes "sips:" too (`^sips?:`). The length is the REST API's limit; nothing says that more is refused. */
const sipUri: Rule = satisfies(
  'a SIP URI of at most 50 characters that begins with "sip:" or "sips:"',
  (value) => isSipUri(value) && value.length <= 50,
  isSipUri,
);

const sipHeaders: Rule = (value, path, report) => {
  // The constructor of the vendor's Node SDK takes an array, and sends it.
  if (!isObject(value))
    report(Array.isArray(value) ? 'warning' : 'error', path, 'an object of strings', describe(value));
  else for (const [key, each] of Object.entries(value)) headerValue(each, below(path, key), report);
};

// The vendor's Node SDK types a value as unknown; nothing says that one that is no text is refused.
const headerValue: Rule = satisfies(
  'a string',
  (value) => typeof value === 'string',
  (value) => value !== undefined,
);

const uriOrUserAndDomain: CrossRule = (endpoint, path, report) => {
  const hasUri = has(endpoint, 'uri');
  const parts = ['user', 'domain'].filter((part) => has(endpoint, part));
  if (hasUri && parts.length > 0) {
    report('error', path, 'uri, or user and domain, not both', ['uri', ...parts].join(' and '));
  } else if (!hasUri && parts.length < 2) {
    report('error', path, 'uri, or user and domain', parts[0] === undefined ? 'neither' : `only ${parts[0]}`);
  }
};

const sipEndpoint: Rule = options({
  name: 'a sip endpoint',
  optional: {
    type: judgedElsewhere,
    uri: sipUri,
    user: text,
    domain: text,
    headers: sipHeaders,
    standardHeaders: options({
      name: 'standard SIP headers',
      optional: { 'User-to-User': headerValue },
    }),
    standard_headers: unproven("standardHeaders (standard_headers is the REST API's spelling)"),
  },
  together: [uriOrUserAndDomain],
});

/** All headers together (websocket guide, 2021). Counted here as the UTF-8 bytes of their compact JSON. */
export const WEBSOCKET_HEADERS_BYTES = 512;

/** Size of `headers` as the budget counts it. */
export const websocketHeadersBytes = (headers: unknown): number =>
  new TextEncoder().encode(JSON.stringify(headers)).length;

const websocketHeaders: Rule = (value, path, report) => {
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

/** What Vonage uses where the endpoint names none (vonage-python-sdk PR #292: a live call). */
export const DEFAULT_CONTENT_TYPE = 'audio/l16;rate=16000';

const contentTypeIsNamed: CrossRule = (endpoint, path, report) => {
  const expected = `"content-type" with one of the audio formats: without it Vonage uses ${DEFAULT_CONTENT_TYPE}`;
  // The type and the builder of the vendor's Node SDK spell it so, and nothing turns it into the key of the NCCO reference.
  if (has(endpoint, 'contentType'))
    report('warning', below(path, 'contentType'), expected, 'the key "contentType"');
  else if (!has(endpoint, 'content-type'))
    report('warning', below(path, 'content-type'), expected, 'nothing');
};

const websocketEndpoint: Rule = options({
  name: 'a websocket endpoint',
  required: { uri: websocketUrl },
  optional: {
    type: judgedElsewhere,
    'content-type': oneOf('audio/l16;rate=8000', DEFAULT_CONTENT_TYPE, 'audio/l16;rate=24000'),
    contentType: judgedElsewhere,
    headers: websocketHeaders,
    authorization,
  },
  together: [contentTypeIsNamed],
});

const appEndpoint: Rule = options({
  name: 'an app endpoint',
  required: { user: text },
  optional: { type: judgedElsewhere },
});

const vbcEndpoint: Rule = options({
  name: 'a vbc endpoint',
  required: { extension: text },
  optional: { type: judgedElsewhere },
});

const ENDPOINTS: ReadonlyMap<unknown, Rule> = new Map([
  ['phone', phoneEndpoint],
  ['sip', sipEndpoint],
  ['websocket', websocketEndpoint],
  ['app', appEndpoint],
  ['vbc', vbcEndpoint],
]);

/** What connect calls, told apart by its `type`. */
export const endpoint: Rule = (value, path, report) => {
  const type = isObject(value) ? value['type'] : undefined;
  const rule = ENDPOINTS.get(type);
  if (rule) rule(value, path, report);
  else if (isObject(value)) report('error', below(path, 'type'), DOCUMENTED_TYPES, describe(type));
  else report('error', path, 'an endpoint', describe(value));
};

const DOCUMENTED_TYPES = orList([...ENDPOINTS.keys()].map(String));
