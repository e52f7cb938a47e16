import { nextStep } from '../../../functions/ladder/next-step.ts';
import type { LegEvent, Step } from '../../../functions/ladder/next-step.ts';
import { SETTINGS } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';
import { FIRST_DROP_AT_MS, OTHER, OWN, PERSON, aLegEvent } from './a-leg-event.ts';

const stepFor = (legEvent: LegEvent, nowMs = NOW_MS): Step => nextStep(legEvent, SETTINGS, nowMs);
const rungFor = (legEvent: LegEvent, nowMs = NOW_MS): Step['rung'] => stepFor(legEvent, nowMs).rung;
const SECOND = { attempt: 2, firstDropAt: FIRST_DROP_AT_MS };
const THIRD = { attempt: 3, firstDropAt: FIRST_DROP_AT_MS };

/** Every place where a leg can stand, with the rung that comes next. */
const PLACES: [string, LegEvent, Step['rung']][] = [
  ['the first socket', aLegEvent(), 'same-socket'],
  ['same-socket', aLegEvent({ rungInUrl: 'same-socket', headers: SECOND }), 'other-socket'],
  ['other-socket', aLegEvent({ rungInUrl: 'other-socket', to: OTHER, headers: THIRD }), 'person'],
  ['person', aLegEvent({ rungInUrl: 'person', to: PERSON, headers: undefined }), 'voicemail'],
];
const GONE = ['disconnected', 'failed', 'unanswered', 'timeout', 'rejected', 'busy'];
const GOES_ON = [
  'started',
  'ringing',
  'answered',
  'human',
  'machine',
  'cancelled',
  'completed',
  'input',
  'success',
  'failure',
  'transcribed',
];
const UNKNOWN = [undefined, '', 'teleported', 'Disconnected', 'toString', '__proto__'];
const at = (statuses: readonly (string | undefined)[]) =>
  statuses.flatMap((status) =>
    PLACES.map(([place, legEvent, next]) => ({
      status,
      place,
      next,
      legEvent: { ...legEvent, event: { ...legEvent.event, status } },
    })),
  );

/** A refusal for the account's rate uses up no rung; a last socket that is not reached is tried once more. */
const isAgain = (status: string | undefined, place: string): boolean =>
  place !== 'person' && (status === 'rejected' || (status !== 'disconnected' && place === 'other-socket'));
const SAME_AGAIN: Readonly<Record<string, Step['rung']>> = {
  'the first socket': 'same-socket',
  'same-socket': 'same-socket',
  'other-socket': 'other-socket',
};

describe('the next rung, for every status at every place', () => {
  it.each(at(GONE).filter(({ status, place }) => !isAgain(status, place)))(
    '$status on $place: $next',
    ({ legEvent, next }) => {
      expect(rungFor(legEvent)).toBe(next);
      expect(stepFor(legEvent)).not.toHaveProperty('waitSeconds');
    },
  );

  it.each(at(GONE).filter(({ status, place }) => isAgain(status, place)))(
    '$status on $place: the same socket again, after a wait',
    ({ legEvent, place }) => {
      const { headers, to } = legEvent.event;
      expect(stepFor(legEvent)).toMatchObject({
        rung: SAME_AGAIN[place],
        uri: to,
        state: { attempt: headers?.['attempt'], waits: 1 },
        waitSeconds: expect.any(Number),
      });
    },
  );

  it.each(at(GOES_ON))('$status on $place: the call goes on, whichever route asks', ({ legEvent }) => {
    expect(rungFor(legEvent)).toBe('none');
    expect(rungFor({ ...legEvent, asked: 'fallback' })).toBe('none');
  });

  it.each(at(UNKNOWN))(
    '$status on $place: the call goes on; where an NCCO is wanted, what makes sense anywhere',
    ({ legEvent }) => {
      expect(rungFor(legEvent)).toBe('none');
      expect(rungFor({ ...legEvent, asked: 'fallback' })).toBe('unknown');
    },
  );
});

describe('the sockets', () => {
  it('are counted, and the first drop is remembered', () => {
    expect(stepFor(aLegEvent())).toEqual({
      rung: 'same-socket',
      uri: OWN,
      state: { attempt: 2, firstDropAtMs: NOW_MS },
      leftSeconds: 55,
    });
    expect(stepFor(aLegEvent({ rungInUrl: 'same-socket', headers: SECOND }))).toEqual({
      rung: 'other-socket',
      uri: OTHER,
      state: { attempt: 3, firstDropAtMs: FIRST_DROP_AT_MS },
      leftSeconds: 45,
    });
  });

  it('are seen alike by both regions: the same one is the one that was lost', () => {
    const { websocket } = SETTINGS;
    const there = {
      ...SETTINGS,
      websocket: { uri: websocket.otherUri, otherUri: websocket.uri },
    };
    for (const [, legEvent] of PLACES) {
      expect(nextStep(legEvent, there, NOW_MS)).toEqual(nextStep(legEvent, SETTINGS, NOW_MS));
    }
  });

  it('are this region’s first when nothing tells which one was lost', () => {
    expect(stepFor(aLegEvent({ to: 'wss://elsewhere.example.com/' }))).toMatchObject({ uri: OWN });
  });

  it.each([`${OWN}?language=en`, OWN.replace('wss://bot', 'WSS://BOT')])('know %s by its place', (to) => {
    expect(stepFor(aLegEvent({ to, rungInUrl: 'same-socket', headers: SECOND }))).toMatchObject({
      uri: OTHER,
    });
  });

  it('may be offered until 60 s after the first drop, and not a millisecond later', () => {
    const second = aLegEvent({ rungInUrl: 'same-socket', headers: SECOND });
    expect(rungFor(second, FIRST_DROP_AT_MS + 60_000)).toBe('other-socket');
    expect(rungFor(second, FIRST_DROP_AT_MS + 60_001)).toBe('person');
  });

  it('are three at most, also when the URL’s query is lost', () => {
    expect(rungFor(aLegEvent({ headers: SECOND }))).toBe('other-socket');
    expect(rungFor(aLegEvent({ headers: THIRD }))).toBe('person');
  });

  it('are three at most, also when the headers come back as of an earlier attempt', () => {
    expect(rungFor(aLegEvent({ rungInUrl: 'same-socket' }))).toBe('other-socket');
    expect(rungFor(aLegEvent({ rungInUrl: 'other-socket' }))).toBe('person');
  });
});

describe('in the fallback', () => {
  const asked = 'fallback';

  it('its own bot comes first, if it was the other region’s that was lost', () => {
    expect(stepFor(aLegEvent({ to: OTHER, asked }))).toMatchObject({
      rung: 'other-socket',
      uri: OWN,
      state: { attempt: 3, firstDropAtMs: NOW_MS },
    });
    expect(stepFor(aLegEvent({ to: OTHER, asked, headers: SECOND }))).toMatchObject({ uri: OWN });
    expect(stepFor(aLegEvent({ to: 'wss://elsewhere.example.com/', asked }))).toMatchObject({ uri: OWN });
  });

  it('its own bot is tried again as anywhere, if it was lost', () => {
    expect(stepFor(aLegEvent({ to: OWN, asked }))).toMatchObject({ rung: 'same-socket', uri: OWN });
    expect(stepFor(aLegEvent({ to: OWN, asked, headers: SECOND }))).toMatchObject({ uri: OTHER });
  });

  it('the socket that is passed over is not gone back to, also when the query is lost', () => {
    expect(rungFor(aLegEvent({ to: OWN, headers: THIRD, rungInUrl: 'other-socket' }))).toBe('person');
    expect(rungFor(aLegEvent({ to: OWN, headers: THIRD }))).toBe('person');
  });
});

describe('state that cannot be read leads to a person, never to a first attempt', () => {
  it.each<[string, Readonly<Record<string, unknown>> | undefined]>([
    ['absent', undefined],
    ['empty', {}],
    ['NaN', { attempt: Number.NaN }],
    ['zero', { attempt: 0 }],
    ['negative', { attempt: -1 }],
    ['huge', { attempt: 1e300 }],
    ['too many', { attempt: 4, firstDropAt: FIRST_DROP_AT_MS }],
    ['a fraction', { attempt: 1.5 }],
    ['true', { attempt: true }],
    ['a list', { attempt: [1] }],
    ['an object', { attempt: { valueOf: 1 } }],
    ['blank text', { attempt: ' 1' }],
    ['hexadecimal', { attempt: '0x1' }],
    ['a power', { attempt: '1e0' }],
    ['signed', { attempt: '+1' }],
    ['a second attempt without a drop', { attempt: 2 }],
    ['a first attempt after a drop', { attempt: 1, firstDropAt: FIRST_DROP_AT_MS }],
    ['a drop in the future', { attempt: 2, firstDropAt: NOW_MS + 5_001 }],
    ['a negative drop', { attempt: 2, firstDropAt: -1 }],
    ['a drop that is NaN', { attempt: 2, firstDropAt: Number.NaN }],
    ['a drop as a date', { attempt: 2, firstDropAt: new Date(NOW_MS).toISOString() }],
    ['a drop too long to be one', { attempt: 2, firstDropAt: '9'.repeat(16) }],
    ['another name', { Attempt: 1 }],
    ['more waits than there are', { attempt: 2, firstDropAt: FIRST_DROP_AT_MS, waits: 4 }],
    ['waits that are none', { attempt: 2, firstDropAt: FIRST_DROP_AT_MS, waits: 'many' }],
  ])('%s', (_case, headers) => {
    for (const asked of ['own-url', 'fallback'] as const) {
      expect(rungFor(aLegEvent({ headers, asked }))).toBe('person');
      expect(rungFor(aLegEvent({ headers, asked, rungInUrl: 'same-socket' }))).toBe('person');
    }
  });

  it('a URL that we have not written', () => {
    expect(rungFor(aLegEvent({ rungInUrl: 'unreadable' }))).toBe('person');
  });

  it('but numbers may be text, and the other region’s clock 5 s ahead', () => {
    expect(rungFor(aLegEvent({ headers: { attempt: '1' } }))).toBe('same-socket');
    expect(rungFor(aLegEvent({ headers: { attempt: '2', firstDropAt: String(FIRST_DROP_AT_MS) } }))).toBe(
      'other-socket',
    );
    expect(rungFor(aLegEvent({ headers: { attempt: 2, firstDropAt: NOW_MS + 5_000 } }))).toBe('other-socket');
  });
});

describe('whose leg it was, where the URL does not tell', () => {
  it.each(['447700900001', 'sip:agents@pbx.example.com', undefined, '', 'a user'])(
    'the person’s when `to` is %p',
    (to) => {
      expect(rungFor(aLegEvent({ to, status: 'busy', headers: undefined }))).toBe('voicemail');
    },
  );

  it.each(['ws://bot.example.com', 'wss://bot.example.com/socket', 'WSS://bot.example.com'])(
    'the bot’s when `to` is %s',
    (to) => {
      expect(rungFor(aLegEvent({ to, status: 'busy', headers: undefined }))).toBe('person');
    },
  );

  it.each([undefined, '447700900001'])('an unknown leg when %p is disconnected', (to) => {
    expect(rungFor(aLegEvent({ to }))).toBe('unknown');
  });

  it('a person’s URL is believed against everything else: voicemail is the end', () => {
    expect(rungFor(aLegEvent({ rungInUrl: 'person' }))).toBe('voicemail');
  });
});

describe('the same event', () => {
  it('gives the same answer whenever it arrives: its own time counts', () => {
    const event = aLegEvent({ fields: { timestamp: new Date(NOW_MS - 700).toISOString() } });
    expect(stepFor(event)).toMatchObject({ state: { firstDropAtMs: NOW_MS - 700 } });
    expect(stepFor(event, NOW_MS + 20_000)).toEqual(stepFor(event));
  });

  it.each([
    new Date(NOW_MS + 1).toISOString(),
    new Date(NOW_MS - 30_001).toISOString(),
    '2026-02-30T99:00:00Z',
    'yesterday',
    NOW_MS,
    undefined,
  ])('is timed by our clock when its timestamp is %p', (timestamp) => {
    expect(stepFor(aLegEvent({ fields: { timestamp } }))).toMatchObject({ state: { firstDropAtMs: NOW_MS } });
  });
});
