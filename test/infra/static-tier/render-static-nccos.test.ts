import { Lazy, Stack } from 'aws-cdk-lib';
import { checkNcco } from '../../../ncco/check-ncco.ts';
import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import { settings as shipped } from '../../fixtures/own/settings.ts';
import { renderStaticNccos } from '../../../infra/static-tier/render-static-nccos.ts';
import { StaticNccoError } from '../../../infra/static-tier/static-ncco-error.ts';
import { temporaryFolder } from './temporary-folder.ts';

const AUDIO_URL = 'https://d111111abcdef8.cloudfront.net/audio/announcement.wav';
const TALK = JSON.stringify([{ action: 'talk', text: 'We are sorry.' }]);
const GOOD = { 'good.json': TALK, 'audio/announcement.wav': 'RIFF' };
const BOT = { type: 'websocket', uri: 'wss://bot.example.com', 'content-type': 'audio/l16;rate=8000' };
const settings: Settings = {
  ...shipped,
  callerNumber: '447700900010',
  person: { phone: '447700900011', sip: 'sip:people@pbx.example.com', answersBy: 'phone' },
  staticNcco: 'good',
};

function render(
  files: Readonly<Record<string, string>>,
  changes: Partial<Settings> = {},
  audioUrl = AUDIO_URL,
) {
  const folder = temporaryFolder(files);
  try {
    return renderStaticNccos({ ...settings, ...changes }, { audioUrl, folder: folder.path });
  } finally {
    folder.remove();
  }
}

function refusal(...args: Parameters<typeof render>): StaticNccoError {
  try {
    render(...args);
  } catch (error) {
    if (error instanceof StaticNccoError) return error;
    throw error;
  }
  throw new Error('expected a StaticNccoError, found none');
}

describe('the NCCOs that ship', () => {
  const render = () => renderStaticNccos({ ...settings, staticNcco: 'connect-sip' }, { audioUrl: AUDIO_URL });

  it('are the four promised ones, in the order of their names, without a warning', () => {
    expect(render().map(({ name }) => name)).toEqual([
      'announcement-audio',
      'announcement-tts',
      'connect-phone',
      'connect-sip',
    ]);
    for (const { ncco } of render()) expect(checkNcco(ncco)).toEqual([]);
  });

  it.each([
    ['connect-phone', { type: 'phone', number: '447700900011' }],
    ['connect-sip', { type: 'sip', uri: 'sip:people@pbx.example.com' }],
  ])('%s calls the person of the settings, from our own number, between two talks', (name, endpoint) => {
    expect(render().find((each) => each.name === name)?.ncco).toMatchObject([
      { action: 'talk' },
      { action: 'connect', from: '447700900010', endpoint: [endpoint] },
      { action: 'talk' },
    ]);
  });

  it('announcement-audio plays the audio of the static tier', () => {
    expect(render().find(({ name }) => name === 'announcement-audio')?.ncco).toMatchObject([
      { action: 'stream', streamUrl: [AUDIO_URL] },
    ]);
  });

  it('all stand alone: none asks an event URL, waits for input, or goes on for ever', () => {
    for (const { ncco } of render()) {
      for (const action of ncco) {
        expect(['talk', 'stream', 'connect']).toContain(action.action);
        expect(action).not.toHaveProperty('eventUrl');
        expect(action).not.toHaveProperty('eventType');
        expect(action['loop']).not.toBe(0);
      }
    }
  });
});

describe('placeholders', () => {
  it('are filled anywhere in a text, more than once, at any depth', () => {
    const template = [
      { action: 'talk', text: 'Call {{callerNumber}}, or {{personPhone}}, or {{callerNumber}}.' },
      { action: 'connect', endpoint: [{ ...BOT, headers: { deep: ['{{personSip}}'] } }] },
    ];

    expect(render({ ...GOOD, 'good.json': JSON.stringify(template) })[0]?.ncco).toEqual([
      { action: 'talk', text: 'Call 447700900010, or 447700900011, or 447700900010.' },
      { action: 'connect', endpoint: [{ ...BOT, headers: { deep: ['sip:people@pbx.example.com'] } }] },
    ]);
  });

  it.each([
    ['an unknown one', '{{personName}}', '{{personName}}'],
    ['one named like a prototype', '{{constructor}}', '{{constructor}}'],
    ['a half-written one', '{{ callerNumber }}', '"{{ callerNumber }}"'],
    ['one that is not closed', '{{callerNumber', '"{{callerNumber"'],
  ])('%s is refused with its file, its path and the known ones', (_, text, found) => {
    const files = { ...GOOD, 'wrong.json': JSON.stringify([{ action: 'talk', text }]) };

    expect(refusal(files).problems).toMatchObject([
      {
        where: 'wrong.json',
        path: '$[0].text',
        expected: 'only the placeholders {{callerNumber}}, {{personPhone}}, {{personSip}}, {{audioUrl}}',
        found,
      },
    ]);
  });

  it('in the name of an option is refused', () => {
    const files = { ...GOOD, 'wrong.json': '[{"action":"talk","text":"a","{{callerNumber}}":1}]' };
    expect(refusal(files).problems).toMatchObject([
      { path: '$[0]', found: 'the option name "{{callerNumber}}"' },
    ]);
  });

  it('filled with nothing is refused', () => {
    const files = { ...GOOD, 'wrong.json': '[{"action":"talk","text":"Call {{callerNumber}}"}]' };
    expect(refusal(files, { callerNumber: '' }).problems).toMatchObject([
      { path: '$[0].text', found: '{{callerNumber}}, which is empty' },
    ]);
  });
});

describe('the audio URL', () => {
  const streaming = { ...GOOD, 'good.json': '[{"action":"stream","streamUrl":["{{audioUrl}}"]}]' };

  it('may hold CDK tokens, which stay as they are', () => {
    const token = Lazy.string({ produce: () => 'never' });
    const audioUrl = `https://${token}/audio/announcement.wav`;

    expect(render(streaming, {}, audioUrl)).toEqual([
      { name: 'good', ncco: [{ action: 'stream', streamUrl: [audioUrl] }] },
    ]);
    expect(new Stack().resolve(audioUrl)).not.toBe(audioUrl);
  });

  it.each([
    'announcement.wav',
    'https://${Token}/audio/announcement.wav',
    'ftp://example.com/audio/announcement.wav',
  ])('%s is refused', (audioUrl) => {
    expect(refusal(streaming, {}, audioUrl).problems).toContainEqual({
      where: 'audioUrl',
      path: '',
      expected: 'an http:// or https:// URL (its host may be a CDK token)',
      found: JSON.stringify(audioUrl),
    });
  });

  it('whose file is missing is refused', () => {
    expect(refusal({ 'good.json': TALK }).problems).toEqual([
      {
        where: 'audio/announcement.wav',
        path: '',
        expected: 'the recorded announcement',
        found: 'no such file',
      },
    ]);
  });
});

describe('a file is refused', () => {
  it.each([
    { case: 'a missing comma', text: '[\n  { "action": "talk"\n    "text": "a" }\n]\n', line: 3 },
    { case: 'a comma too many', text: '[\n  { "action": "talk", "text": "a" },\n]\n', line: 3 },
    { case: 'a word that is no JSON', text: '[\n  {\n    "action": talk\n  }\n]\n', line: 3 },
    { case: 'a text that goes over the line', text: '[\n  "a\n b"\n]\n', line: 2 },
    { case: 'an end that is missing', text: '[\n  { "action": "talk", "text": "a" }\n', line: 2 },
    { case: 'nothing at all', text: '', line: 1 },
    { case: 'something after the end', text: '[]\n\n[]', line: 3 },
  ])('that is no JSON, with its line: $case', ({ text, line }) => {
    expect(refusal({ ...GOOD, 'wrong.json': text }).problems).toMatchObject([
      { where: 'wrong.json', path: `line ${line}`, expected: 'valid JSON' },
    ]);
  });

  it('that is no valid NCCO, with every problem, and warnings left out', () => {
    const wrong = '[{"action":"talk","text":5,"voiceName":"Amy"},{"action":"play"}]';
    const error = refusal({ ...GOOD, 'wrong.json': wrong });

    expect(error.problems.map(({ where, path }) => `${where} ${path}`)).toEqual([
      'wrong.json $[0].text',
      'wrong.json $[1].action',
    ]);
    expect(error.message).toContain(
      'static-ncco/ has 2 problems. To fix this: change what is listed, and synthesize again.',
    );
    expect(error.message).toContain(
      '  wrong.json $[0].text: expected text to speak: 1 to 1500 characters, SSML tags not counted, found 5',
    );
  });

  it('that is an empty NCCO: the caller would hear nothing', () => {
    expect(refusal({ ...GOOD, 'wrong.json': '[]' }).problems).toEqual([
      {
        where: 'wrong.json',
        severity: 'error',
        path: '$',
        expected: 'at least one action',
        found: 'an empty array',
      },
    ]);
  });

  it('that needs a webhook, which nothing would answer', () => {
    const asking = JSON.stringify([
      { action: 'talk', text: 'a' },
      { action: 'input', type: ['dtmf'] },
    ]);
    expect(refusal({ ...GOOD, 'wrong.json': asking }).message).toContain(
      '  wrong.json $[1].action: expected no "input" (a static NCCO is played when both regions are down: no webhook answers what the caller enters), found "input"',
    );
  });

  it.each(['fallback', 'instead-of-4xx', 'instead-of-5xx', 'Two Words', 'under_score'])(
    'that is named %s',
    (name) => {
      expect(refusal({ ...GOOD, [`${name}.json`]: TALK }).problems).toMatchObject([
        { where: `${name}.json`, found: JSON.stringify(name) },
      ]);
    },
  );
});

describe('the chosen NCCO', () => {
  it('that is not there is refused, and those that are there are listed', () => {
    const files = { ...GOOD, 'another.json': TALK };

    expect(refusal(files, { staticNcco: 'announcement' }).message).toContain(
      'the setting staticNcco: expected one of another, good, found "announcement"',
    );
  });

  it('is refused where there is no file at all', () => {
    expect(refusal({ 'audio/announcement.wav': '' }).message).toContain(
      'expected a file in static-ncco/ (there is none), found "good"',
    );
  });
});
