import fc from 'fast-check';
import { checkNcco, errorsOf } from '../../ncco/check-ncco.ts';
import { serveNcco } from '../../functions/webhook/serve-flow.ts';

const bool = fc.boolean();
const seconds = (min: number, max: number) => fc.integer({ min, max });
const optional = (fields: Record<string, fc.Arbitrary<unknown>>, required: Record<string, unknown>) =>
  fc.record(fields, { requiredKeys: [] }).map((given): object => ({ ...required, ...given }));

const tenths = fc.integer({ min: -10, max: 10 }).map((value) => value / 10);
const playback = { loop: fc.nat(5), level: tenths, bargeIn: bool };
const URL = 'https://voice.example.com/event';

const action: fc.Arbitrary<object> = fc.oneof(
  optional({ ...playback, style: fc.nat(9), premium: bool }, { action: 'talk', text: 'Hi' }),
  optional(playback, { action: 'stream', streamUrl: ['https://voice.example.com/a.mp3'] }),
  optional(
    { endOnSilence: seconds(3, 10), timeOut: seconds(3, 7200), beepStart: bool, channels: seconds(1, 32) },
    { action: 'record', split: 'conversation' },
  ),
  optional(
    { startOnEnter: bool, endOnExit: bool, record: bool, mute: bool },
    { action: 'conversation', name: 'room' },
  ),
  optional(
    {
      timeout: seconds(3, 7200),
      limit: seconds(1, 7200),
      randomFromNumber: bool,
      advancedMachineDetection: optional({ beep_timeout: seconds(45, 120) }, {}),
    },
    { action: 'connect', endpoint: [{ type: 'phone', number: '447700900001' }] },
  ),
  optional(
    { dtmf: optional({ timeOut: seconds(0, 10), maxDigits: seconds(1, 20), submitOnHash: bool }, {}) },
    { action: 'input', type: ['dtmf'], eventUrl: [URL] },
  ),
  optional(
    {
      speech: optional(
        {
          endOnSilence: fc.integer({ min: 4, max: 100 }).map((value) => value / 10),
          startTimeout: seconds(1, 60),
          maxDuration: seconds(1, 60),
          sensitivity: seconds(10, 100),
          saveAudio: bool,
        },
        {},
      ),
    },
    { action: 'input', type: ['speech'], eventUrl: [URL] },
  ),
  optional({ timeout: seconds(1, 7200) }, { action: 'wait' }),
  optional({ mute: bool }, { action: 'transfer', conversationId: 'CON-1' }),
);

/** Numbers and booleans, each written as text or left, by `isText`. */
const asText = (value: unknown, isText: () => boolean): unknown => {
  if (Array.isArray(value)) return value.map((each) => asText(each, isText));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asText(each, isText)]));
  return (typeof value === 'number' || typeof value === 'boolean') && isText() ? String(value) : value;
};

it('a valid NCCO is served unchanged, however its numbers and booleans are written', () => {
  let served = 0;
  fc.assert(
    fc.property(
      fc.array(action, { minLength: 1, maxLength: 5 }),
      fc.array(bool, { minLength: 1 }),
      (ncco, choices) => {
        fc.pre(errorsOf(checkNcco(ncco)).length === 0);
        let next = 0;
        const written = asText(ncco, () => choices[next++ % choices.length] ?? true);
        expect(serveNcco(written)).toEqual({ ok: true, body: JSON.stringify(written) });
        served += 1;
      },
    ),
    { numRuns: 500 },
  );
  expect(served).toBeGreaterThan(100);
});
