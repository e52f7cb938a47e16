import fc from 'fast-check';
import { EVENT_URL_CHARACTERS, STATE_BYTES } from '../../../contracts/call-flow-limits.ts';
import { stateInUrl } from '../../../contracts/state-url.ts';
import { type CallState, readCallState, writeCallState } from '../../../functions/flow/call-state.ts';
import {
  type LeadsNowhereError,
  NoSecretError,
  type Position,
  leadOn,
} from '../../../functions/flow/lead-on.ts';
import { seal, unseal } from '../../../functions/flow/seal.ts';
import { connectWebsocket, input, talk } from '../../../ncco/build.ts';
import type { Ncco } from '../../../ncco/ncco.ts';
import { LIVE } from '../support/runtime.ts';
import { NOW_MS, SECRET } from '../support/sign.ts';
import { menuFlow, urlIn } from './a-menu.ts';

const EVENT_URL = 'https://voice.example.com/event';
const position: Position = {
  flow: menuFlow,
  state: { tries: 0 },
  number: 1,
  startedAtS: NOW_MS / 1000,
  ids: { conversation: 'c', leg: 'l' },
  eventUrl: EVENT_URL,
  secret: SECRET,
  isRepeated: false,
};
const read = (token: string, over: Partial<Parameters<typeof readCallState>[1]> = {}) =>
  readCallState(token, { secrets: LIVE, ids: position.ids, mostMinutes: 30, ...over }, NOW_MS);

describe('a sealed text', () => {
  it('is opened by its secret alone, and is the same each time', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 3000 }),
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        (text, one, other) => {
          const token = seal(text, one);
          expect(token).toBe(seal(text, one));
          expect(token).toMatch(/^[\w-]+$/);
          expect(unseal(token, one)).toBe(text);
          if (one !== other) expect(unseal(token, other)).toBeUndefined();
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is opened in no other form', () => {
    const token = seal('{"a":1}', SECRET);
    for (let at = 0; at < token.length; at += 1)
      for (const letter of ['A', 'B', '_']) {
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        // Unused bits of the last letter carry nothing.
        const same = Buffer.from(changed, 'base64url').equals(Buffer.from(token, 'base64url'));
        expect(unseal(changed, SECRET)).toBe(same ? '{"a":1}' : undefined);
      }
    for (let length = 0; length < token.length - 1; length += 1)
      expect(unseal(token.slice(0, length), SECRET)).toBeUndefined();
  });

  it('does not show its text, nor that two calls are in the same state', () => {
    const of = (conversation: string) =>
      writeCallState(
        { ...position, version: 1, steps: ['menu'], ids: { conversation, leg: '' }, question: undefined },
        SECRET,
      );
    const [one, other] = [of('a'), of('b')];
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('menu');
    expect(one.slice(0, 16)).not.toBe(other.slice(0, 16));
  });
});

it.each(['{}', '[]', '[1,2,3,4,5,6,7,8]', '0', 'null'])('a sealed %s is no state', (text) => {
  expect(read(seal(text, SECRET))).toEqual({ ok: false, code: 'state-unreadable' });
});

const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => Buffer.byteLength(JSON.stringify(value)) <= 400);

it('a call’s state comes back as it was, for this call and for no other', () => {
  const id = fc.uuid();
  fc.assert(
    fc.property(
      json,
      id,
      id,
      id,
      id,
      fc.integer({ min: 1, max: 50 }),
      (state, conversation, leg, otherOne, otherLeg, number) => {
        const written: CallState = {
          version: 2,
          steps: ['menu', 'old-menu'],
          state,
          number,
          startedAtS: NOW_MS / 1000,
          ids: { conversation, leg },
          question: [{ action: 'talk', text: 'x' }],
        };
        const token = writeCallState(written, SECRET);
        const plain = JSON.parse(JSON.stringify(written)) as CallState;
        expect(read(token, { ids: { conversation, leg: '' } })).toEqual({ ok: true, state: plain });
        expect(read(token, { ids: { conversation: otherOne, leg } })).toMatchObject({ ok: true });
        expect(read(token, { ids: { conversation: otherOne, leg: otherLeg } })).toMatchObject({
          ok: false,
          code: 'state-of-another-call',
        });
        expect(read(token, { ids: { conversation: '', leg: '' } })).toMatchObject({ ok: false });
        const legless = writeCallState({ ...written, ids: { conversation, leg: '' } }, SECRET);
        expect(read(legless, { ids: { conversation: otherOne, leg: '' } })).toMatchObject({ ok: false });
      },
    ),
  );
});

describe('an action that leads on', () => {
  const problemsOf = (ncco: Ncco, over: Partial<Position> = {}) => {
    try {
      leadOn(ncco, { ...position, ...over });
    } catch (error) {
      return (error as LeadsNowhereError).problems;
    }
    return [];
  };
  const incompressible = (bytes: number) =>
    Array.from({ length: bytes }, (_, at) =>
      String.fromCharCode(33 + ((at * 7919 + (at % 83) * 31 + ((at * at) % 89)) % 90)),
    )
      .join('')
      .replaceAll(/["\\]/g, 'x');

  it(`carries a state of ${String(STATE_BYTES)} bytes and no more`, () => {
    const state = 'x'.repeat(STATE_BYTES - 2);
    expect(problemsOf([input({ dtmf: {}, next: 'menu', state })])).toEqual([]);
    expect(problemsOf([talk('x'), input({ dtmf: {}, next: 'menu', state: `${state}y` })])).toEqual([
      { severity: 'error', path: '$[1].state', expected: 'at most 1024 bytes of JSON', found: '1025 bytes' },
    ]);
  });

  it('drops the question first, and then says how long its URL would be', () => {
    const long = talk(incompressible(2400));
    const [, led] = leadOn([long, input({ dtmf: {}, next: 'menu' })], position);
    const [, kept] = leadOn([talk('Short.'), input({ dtmf: {}, next: 'menu' })], position);
    const question = (action: typeof led) => {
      const state = read(stateInUrl((action?.['eventUrl'] as string[])[0]) ?? '');
      return state.ok ? state.state.question : 'unread';
    };
    expect(question(led)).toBeUndefined();
    expect(question(kept)).toEqual([
      { action: 'talk', text: 'Short.' },
      { action: 'input', type: ['dtmf'], dtmf: {} },
    ]);
    const eventUrl = `https://${'a'.repeat(60)}.${'b'.repeat(60)}.example.com/${'c'.repeat(700)}/event`;
    expect(
      problemsOf([input({ dtmf: {}, next: 'menu', state: incompressible(1000) })], { eventUrl }),
    ).toEqual([
      {
        severity: 'error',
        path: '$[0].state',
        expected: 'an event URL of less than 2000 characters: a smaller state',
        found: expect.stringMatching(/^2\d{3} characters$/),
      },
    ]);
  });

  it('is never longer than an event URL may be', () => {
    fc.assert(
      fc.property(json, fc.string({ maxLength: 3000 }), (state, text) => {
        const ncco = leadOn([talk(text), input({ dtmf: {}, next: 'menu', state })], position);
        expect(urlIn(ncco).length).toBeLessThan(EVENT_URL_CHARACTERS);
      }),
    );
  });

  it.each<[string, Ncco, string, string]>([
    ['a record', [{ action: 'record', next: 'menu' }], '$[0].next', 'no next on record'],
    ['a talk', [{ action: 'talk', text: 'x', next: 'menu' }], '$[0].next', 'no next on talk'],
    [
      'an input that asks for nothing',
      [{ action: 'input', type: ['dtmf'], mode: 'asynchronous', next: 'menu' }],
      '$[0].next',
      'no next on an input whose mode is asynchronous',
    ],
    [
      'a WebSocket',
      [
        {
          ...connectWebsocket({ uri: 'wss://x.example.com', contentType: 'audio/l16;rate=8000', from: '1' }),
          next: 'menu',
        },
      ],
      '$[0].next',
      'no next on a WebSocket',
    ],
    [
      'a step’s prototype',
      [{ action: 'input', type: ['dtmf'], next: 'toString' }],
      '$[0].next',
      'a step of the call flow',
    ],
    ['no name', [{ action: 'input', type: ['dtmf'], next: 3 }], '$[0].next', 'a step of the call flow'],
    [
      'a state that is no JSON',
      [{ action: 'notify', payload: {}, next: 'menu', state: 1n }],
      '$[0].state',
      'plain JSON',
    ],
    [
      'a function for a state',
      [{ action: 'notify', payload: {}, next: 'menu', state: () => 1 }],
      '$[0].state',
      'plain JSON',
    ],
  ])('is refused with %s', (_name, ncco, path, expected) => {
    expect(problemsOf(ncco)).toMatchObject([
      { severity: 'error', path, expected: expect.stringContaining(expected) },
    ]);
  });

  it('needs a secret', () => {
    expect(() => leadOn([input({ dtmf: {}, next: 'menu' })], { ...position, secret: undefined })).toThrow(
      NoSecretError,
    );
  });
});
