import { systemClock } from '../../../contracts/clock.ts';
import { defineFlow } from '../../../functions/define-flow.ts';
import { input, talk } from '../../../ncco/build.ts';
import { isServable } from '../../../ncco/check-ncco.ts';
import { fakeRuntime, SETTINGS } from '../support/runtime.ts';
import { fakeBucket } from '../support/journal.ts';
import { NOW_MS } from '../support/sign.ts';
import {
  CALL,
  PERSON_WORDS,
  QUESTION,
  inWords,
  menuFlow,
  nccoOf,
  pressed,
  regionOf,
  urlIn,
} from './a-menu.ts';

const WAITING = ['Please stay on the line.', 'wait'];
const PERSON = [PERSON_WORDS, ...WAITING, '447700900001'];
const VOICEMAIL = [expect.stringContaining('leave a message'), 'record', 'Thank you for calling. Goodbye.'];
const QUESTION_WORDS = QUESTION['text'];

/** The menu, asked in a region. */
const asked = async () => urlIn(nccoOf(await regionOf(menuFlow).answer()));

describe('a menu', () => {
  it('asks, and has the person behind the question', async () => {
    const ncco = nccoOf(await regionOf(menuFlow).answer());
    expect(isServable(ncco)).toBe(true);
    expect(inWords(ncco)).toEqual(['Welcome.', QUESTION_WORDS, 'input', ...PERSON, ...VOICEMAIL]);
    expect(ncco[2]).toEqual({
      action: 'input',
      type: ['dtmf', 'speech'],
      dtmf: { maxDigits: 1 },
      speech: { language: 'en-GB' },
      eventUrl: [expect.stringMatching(/^https:\/\/[^/]+\/live\/event\/[\w-]+$/)],
      eventMethod: 'POST',
    });
    expect(urlIn(ncco).length).toBeLessThan(600);
  });

  it.each([
    ['1', ['Sales.', '447700900011', ...VOICEMAIL]],
    ['2', ['Support.', '447700900012', ...VOICEMAIL]],
    ['9', ['After the tone.', 'record', 'notify', ...PERSON, ...VOICEMAIL]],
    ['5', ['That is no choice.', QUESTION_WORDS, 'input', ...PERSON, ...VOICEMAIL]],
    ['', ['That is no choice.', QUESTION_WORDS, 'input', ...PERSON, ...VOICEMAIL]],
    [null, ['That is no choice.', QUESTION_WORDS, 'input', ...PERSON, ...VOICEMAIL]],
  ])('answers %j, at its own URL and through the fallback', async (digits, words) => {
    const url = await asked();
    for (const region of [regionOf(menuFlow), regionOf(menuFlow)]) {
      expect(inWords(nccoOf(await region.event(url, pressed(digits))))).toEqual(words);
      expect(inWords(nccoOf(await region.fallback(url, pressed(digits))))).toEqual(words);
    }
  });

  it('understands speech', async () => {
    const said = { speech: { results: [{ text: 'support', confidence: '0.94' }] }, dtmf: { digits: null } };
    const ncco = nccoOf(await regionOf(menuFlow).event(await asked(), pressed(null, said)));
    expect(inWords(ncco)[0]).toBe('Support.');
  });

  it('repeats a question twice, then connects the person', async () => {
    let ncco = nccoOf(await regionOf(menuFlow).answer());
    const heard: (string | undefined)[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      ncco = nccoOf(await regionOf(menuFlow).event(urlIn(ncco), pressed('7')));
      heard.push(inWords(ncco)[0]);
    }
    expect(heard).toEqual(['That is no choice.', 'That is no choice.', PERSON_WORDS]);
    expect(urlIn(ncco)).toBe('');
  });

  it('gives a department that nobody answers to the next step, and a recording by its notify', async () => {
    const sales = nccoOf(await regionOf(menuFlow).event(await asked(), pressed('1')));
    expect(sales[1]).toMatchObject({ eventType: 'synchronous' });
    const busy = { ...CALL, to: '447700900011', uuid: 'another-leg', status: 'busy' };
    expect(inWords(nccoOf(await regionOf(menuFlow).event(urlIn(sales), busy)))).toEqual([
      'Nobody: busy.',
      'record',
    ]);
    const message = nccoOf(await regionOf(menuFlow).event(await asked(), pressed('9')));
    const notified = {
      conversation_uuid: CALL.conversation_uuid,
      payload: {},
      timestamp: '2026-01-01T12:00:00Z',
    };
    expect(inWords(nccoOf(await regionOf(menuFlow).event(urlIn(message), notified)))).toEqual(['Thank you.']);
  });

  it.each(['started', 'ringing', 'answered', 'completed', 'human'])(
    'goes on, with %s of that leg',
    async (status) => {
      const { event, lines } = regionOf(menuFlow);
      const sales = nccoOf(await event(await asked(), pressed('1')));
      expect(await event(urlIn(sales), { ...CALL, uuid: 'x', status })).toMatchObject({
        statusCode: 200,
        body: '',
      });
      expect(lines.at(-1)).toMatchObject({ journal: expect.stringContaining('written') });
    },
  );

  it('answers the same event twice with the same NCCO, and keeps it once', async () => {
    const buckets = { own: fakeBucket('eu-west-1'), other: fakeBucket('eu-central-1') };
    const region = regionOf(menuFlow, fakeRuntime({}, buckets));
    const url = await asked();
    const [first, second] = [await region.event(url, pressed('7')), await region.event(url, pressed('7'))];
    expect(second.body).toBe(first.body);
    expect(buckets.own.objects.size).toBe(1);
    expect((await region.fallback(url, pressed('7'))).body).toBe(first.body);
  });
});

describe('a step that fails', () => {
  const broken = (menu: () => never | [] | Promise<[]>) => ({
    ...menuFlow,
    steps: { ...menuFlow.steps, menu },
  });
  const throws = broken(() => {
    throw new Error('no database');
  });
  const invalid = broken((() => [{ action: 'speak' }]) as unknown as () => []);
  const nothing = broken((() => undefined) as unknown as () => []);
  const nowhere = broken((() => [{ action: 'notify', payload: {}, next: 'nowhere' }]) as unknown as () => []);

  it.each([
    ['throws', throws],
    ['returns an invalid NCCO', invalid],
    ['returns nothing', nothing],
    ['leads to a step that does not exist', nowhere],
  ])('and %s: the question once more, then the person', async (_name, flow) => {
    const region = regionOf(flow);
    const again = nccoOf(await region.event(await asked(), pressed('1')));
    expect(inWords(again)).toEqual(['Welcome.', QUESTION_WORDS, 'input', ...PERSON, ...VOICEMAIL]);
    expect(region.counts.map(({ name }) => name)).toContain('NccoReplaced');
    const then = nccoOf(await region.event(urlIn(again), pressed('1')));
    expect(inWords(then)).toEqual([PERSON_WORDS, '447700900001', ...VOICEMAIL]);
    // A region whose flow works takes the caller from the repeated question.
    expect(inWords(nccoOf(await regionOf(menuFlow).event(urlIn(again), pressed('1'))))[0]).toBe('Sales.');
  });

  it('is told where its next step is missing', async () => {
    const { event, lines } = regionOf(nowhere);
    await event(await asked(), pressed('1'));
    expect(lines.at(-1)).toMatchObject({
      code: 'call-flow-invalid-ncco',
      problems: [
        {
          path: '$[0].next',
          expected: expect.stringContaining('"menu", "nobody", "thanks"'),
          found: '"nowhere"',
        },
      ],
    });
  });

  it('and is too slow: the other region, where it is the question once more; the event is journaled', async () => {
    const slow = broken(() => new Promise(() => undefined));
    const url = await asked();
    const [own, other] = [regionOf(slow), regionOf(slow)];
    const late = { statusCode: 502, body: '{"code":"call-flow-too-slow"}' };
    expect(await own.event(url, pressed('1'))).toMatchObject(late);
    expect(inWords(nccoOf(await other.fallback(url, pressed('1'))))).toContain('input');
    const kept = { name: 'JournalWrite', dimensions: { outcome: 'own' } };
    for (const { counts } of [own, other]) expect(counts).toContainEqual(kept);
  });

  it('has no question to repeat behind a connect', async () => {
    const sales = nccoOf(await regionOf(menuFlow).event(await asked(), pressed('1')));
    const flow = { ...menuFlow, steps: { ...menuFlow.steps, nobody: throws.steps.menu } };
    const busy = { ...CALL, uuid: 'another-leg', status: 'busy' };
    expect(inWords(nccoOf(await regionOf(flow).event(urlIn(sales), busy)))[0]).toBe(PERSON_WORDS);
  });
});

describe('a state', () => {
  const lost = { ...menuFlow, lost: () => [talk('We lost you.')] };

  it.each([
    ['of another call', (url: string) => url, { conversation_uuid: 'CON-other', uuid: 'other' }],
    [
      'with one character changed',
      (url: string) => `${url.slice(0, -9)}${url.at(-9) === 'A' ? 'B' : 'A'}${url.slice(-8)}`,
      {},
    ],
    ['cut', (url: string) => url.slice(0, -1), {}],
    ['made up', () => 'https://x.example.com/live/event/AAAA', {}],
    ['of another secret', () => urlIn([]), {}],
  ])('%s is lost, where an NCCO is wanted', async (name, change, ids) => {
    const other = [{ name: 'current' as const, value: 'another-secret-of-32-bytes-or-more.' }];
    const url =
      name === 'of another secret'
        ? urlIn(nccoOf(await regionOf(menuFlow, sealedBy(other)).answer()))
        : change(await asked());
    for (const region of [regionOf(lost), regionOf(lost)]) {
      for (const ask of [region.event, region.fallback])
        expect(inWords(nccoOf(await ask(url, pressed('1', ids))))).toEqual(['We lost you.']);
      expect(region.counts).toContainEqual({ name: 'NccoReplaced', dimensions: { why: 'lost' } });
      expect(await region.event(url, { ...CALL, ...ids, status: 'ringing' })).toMatchObject({ body: '' });
    }
  });

  it('whose URL the fallback is not told is lost too', async () => {
    const region = regionOf(lost);
    for (const url of ['', 'https://x.example.com/live/event', undefined as unknown as string])
      expect(inWords(nccoOf(await region.fallback(url, pressed('1'))))).toEqual(['We lost you.']);
  });

  it('lost without words of its own leads to the person', async () => {
    const made = 'https://x.example.com/live/event/AAAA';
    expect(inWords(nccoOf(await regionOf(menuFlow).event(made, pressed('1'))))).toEqual([
      PERSON_WORDS,
      '447700900001',
      ...VOICEMAIL,
    ]);
  });

  it('follows a caller who is moved to another conversation', async () => {
    const moved = { conversation_uuid: 'CON-another' };
    const ncco = nccoOf(await regionOf(menuFlow).event(await asked(), pressed('9', moved)));
    expect(inWords(ncco)[0]).toBe('After the tone.');
    // A notify event names no leg: it is known by the conversation that the caller is in now.
    const notified = { ...moved, payload: {} };
    expect(inWords(nccoOf(await regionOf(menuFlow).event(urlIn(ncco), notified)))).toEqual(['Thank you.']);
  });

  const at = (ms: number) => new Date(NOW_MS + ms).toISOString();
  const later = (minutes: number) => {
    const fake = fakeRuntime();
    const clock = { ...systemClock, nowMs: () => NOW_MS + minutes * 60_000 };
    return { ...fake, runtime: { ...fake.runtime, ports: { ...fake.runtime.ports, clock } } };
  };

  it.each([
    [30, 'Sales.', undefined],
    [30.1, PERSON_WORDS, 'call-flow-too-long'],
    [45, PERSON_WORDS, 'call-flow-too-long'],
    [45.1, 'We lost you.', 'state-expired'],
  ])('after %d minutes', async (minutes, words, code) => {
    const url = await asked();
    // The token of the request is as old: its age is another matter.
    const fake = later(minutes);
    const ip = { ...fake.runtime.ports.settings, source: { mode: 'ip' as const, countOutside: [] } };
    const runtime = { ...fake.runtime, ports: { ...fake.runtime.ports, settings: ip } };
    const region = regionOf(lost, { ...fake, runtime });
    const body = pressed('1', { timestamp: at(minutes * 60_000) });
    expect(inWords(nccoOf(await region.event(url, body)))[0]).toBe(words);
    expect(fake.lines.at(-1)?.['code']).toBe(code);
  });

  it('leads through 50 steps at most, then to the person', async () => {
    const endless = defineFlow({
      start: () => [input({ dtmf: {}, next: 'again' })],
      steps: { again: () => [talk('Again.'), input({ dtmf: {}, next: 'again' })] },
      rungs: menuFlow.rungs,
    });
    const region = regionOf(endless);
    let ncco = nccoOf(await region.answer());
    let steps = 0;
    for (; urlIn(ncco) !== '' && steps < 100; steps += 1)
      ncco = nccoOf(await region.event(urlIn(ncco), pressed('1')));
    expect(steps).toBe(SETTINGS.callFlow.mostSteps + 1);
    expect(inWords(ncco)).toEqual([PERSON_WORDS, '447700900001', ...VOICEMAIL]);
  });
});

/** A runtime that knows these secrets; requests are signed with the usual one all the same. */
function sealedBy(secrets: readonly { readonly name: 'current'; readonly value: string }[]) {
  const fake = fakeRuntime({ live: () => Promise.resolve(secrets) });
  const settings = { ...SETTINGS, source: { mode: 'ip' as const, countOutside: [] } };
  return { ...fake, runtime: { ...fake.runtime, ports: { ...fake.runtime.ports, settings } } };
}
