import fc from 'fast-check';
import { NUMBER } from './hostile-request.ts';

const UUID = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';

/** Texts that have meant trouble somewhere. */
const NOTORIOUS = [
  ...[
    '',
    ' ',
    '\0',
    '\r\n',
    '\u2028',
    '\ufeff',
    '\ud800',
    '\u202e',
    '💥',
    '…',
    '%00',
    '%ff',
    '%',
    '+',
    '&a=b',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'length',
    'then',
    'toJSON',
    'null',
    'undefined',
  ],
  ...[
    '../../etc/passwd',
    '/',
    '//',
    'calls/',
    '.',
    '..',
    '<script>',
    '${jndi:ldap://a}',
    "' or 1=1",
    '$(id)',
  ],
  ...['NaN', '-0', '1e999', '9007199254740993', '0x10', '-1', '1', '2', '3', '99999999999999999999'],
  ...['{}', '[]', '[[[[', '{"a":', '{"type":"event"}', '{"type":"answer"}', '{"attempt":1}', '"'],
  ...['answer', 'event', 'disconnected', 'completed', 'answered', 'unanswered', 'failed', 'busy', 'timeout'],
  ...['same-socket', 'other-socket', 'person', 'voicemail', 'none', 'unreadable'],
  ...[UUID, UUID.replaceAll('-', ''), `CON-${UUID}`, '2026-01-01T12:00:00.000Z', '+275760-09-13T00:00:00Z'],
  ...[
    'http://a/?rung=person',
    'https://a/websocket-disconnected?rung=other-socket',
    'wss://bot.example.com/socket',
  ],
];

/** The number as the platform may write it, and in unexpected places. */
const NUMBERS = [
  NUMBER,
  `+${NUMBER}`,
  `sip:${NUMBER}@pbx`,
  `CON-${NUMBER}`,
  `{"type":"${NUMBER}"}`,
  `a\n${NUMBER}`,
];

export const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NOTORIOUS) },
  { weight: 3, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
);

const scalar = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: fc.double() },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      null,
      true,
      false,
      0,
      -1,
      1,
      2,
      3,
      4,
      1e308,
      Number.MAX_SAFE_INTEGER + 1,
      Number(NUMBER),
    ),
  },
);

/** Fields that the platform sends, names that it does not, and names that objects have anyway. */
export const fieldName = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ...[
        'from',
        'to',
        'from_user',
        'uuid',
        'call_uuid',
        'conversation_uuid',
        'conversation_uuid_from',
        'status',
      ],
      ...[
        'timestamp',
        'headers',
        'original_request',
        'reason',
        'detail',
        'direction',
        'dtmf',
        'speech',
        'payload',
      ],
      ...[
        'recording_url',
        'recording_uuid',
        'type',
        'start_time',
        'end_time',
        'duration',
        'price',
        'sip_code',
      ],
      ...['original_request[type]', 'original_request.type', 'original_request[url]', 'headers[attempt]'],
      ...['headers.attempt', 'headers[firstDropAt]', 'rung', 'endpoint_type', 'region_url', 'custom_data'],
    ),
  },
  { weight: 2, arbitrary: text },
);

/** JSON text of a value: built as text, so that names may come twice, and `__proto__` is a name like any other. */
export const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    { weight: 6, arbitrary: scalar.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.array(tie('json'), { maxLength: 3 }).map((items) => `[${items.join()}]`) },
    { weight: 2, arbitrary: objectOf(tie('json')) },
  ),
}));

function objectOf(value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(fieldName, value), { maxLength: 6 })
    .map((members) => `{${members.map(([name, of]) => `${JSON.stringify(name)}:${of}`).join()}}`);
}

/** JSON text of an object with fields of a webhook. */
export const fields = objectOf(json);

const LEG = `"uuid":"${UUID}","conversation_uuid":"CON-${UUID}","from":"${NUMBER}","to":"447700900000"`;
const LOST = ['disconnected', 'unanswered', 'failed', 'rejected', 'busy', 'timeout', 'completed', 'answered'];
const STATES = [
  '{"attempt":1}',
  '{"attempt":2,"firstDropAt":"1767268790000"}',
  '{"attempt":"3"}',
  'null',
  '{}',
];
const ORIGINALS = [
  '{"type":"answer"}',
  '{"type":"event","url":"https://a/websocket-disconnected?rung=person"}',
  '"{\\"type\\":\\"event\\"}"',
];

/** What the platform says of a leg, or asks of the fallback, with a member or two that it would not send. */
export const nearlyReal = fc
  .tuple(
    fc.constantFrom(...LOST),
    fc.constantFrom(...STATES),
    fc.option(fc.constantFrom(...ORIGINALS)),
    fc.array(fc.tuple(fieldName, json), { maxLength: 2 }),
  )
  .map(
    ([status, headers, original, more]) =>
      [
        `{${LEG},"status":"${status}","headers":${headers},"timestamp":"2026-01-01T12:00:00.000Z"`,
        ...(original === null ? [] : [`"original_request":${original},"reason":"${NUMBER} timed out"`]),
        ...more.map(([name, of]) => `${JSON.stringify(name)}:${of}`),
      ].join() + '}',
  );

const repeat = (count: number) => (before: string, middle: string, after: string) =>
  before.repeat(count) + middle + after.repeat(count);

/** Values over which a parser, or code that walks through its result, may stumble. */
export const notoriousBody = fc
  .tuple(
    fc.oneof(
      { weight: 100, arbitrary: fc.constant(100) },
      { weight: 3, arbitrary: fc.constant(10_000) },
      { weight: 1, arbitrary: fc.constant(100_000) },
    ),
    fc.nat(13),
    text,
  )
  .map(([size, which, inner]) => {
    const times = repeat(size);
    const word = JSON.stringify(inner);
    const bodies = [
      () => times('[', '', ']'),
      () => times('{"a":', '1', '}'),
      () => `{"headers":${times('{"a":', word, '}')},"status":"disconnected","conversation_uuid":"CON-a"}`,
      () => `{"payload":${times('[', word, ']')},"conversation_uuid":"CON-a"}`,
      () => times('{"a":[', '', ''),
      () => `{"duration":${'9'.repeat(size)}}`,
      () => `{"status":"${'a'.repeat(size)}","from":${word}}`,
      () =>
        `{${Array.from({ length: Math.min(size, 2000) }, (_none, index) => `"k${index}":${word}`).join()}}`,
      () => `\ufeff{"from":${word}}`,
      () => `{"from":${word}}\0`,
      () => `{"from":${word}}{"from":1}`,
      () => `[{"from":${word}}]`,
      () => `{"from":${word},"from":{"from":${word}},"\\u0066rom":3}`,
      () => `{"original_request":${times('{"type":', word, '}')}}`,
    ];
    return (bodies[which] ?? (() => ''))();
  });
