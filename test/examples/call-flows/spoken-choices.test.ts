import { callFlow } from '../../../examples/call-flows/spoken-choices.ts';
import { PERSON, heard, key, leg, said, silence } from './a-caller.ts';

const SALES = '447700900011';
const SUPPORT = '447700900012';
const QUESTION = 'For sales, say sales or press 1. For support, say support or press 2.';
const FRAGE =
  'Für den Verkauf sagen Sie Verkauf oder drücken die 1. Für Hilfe sagen Sie Hilfe oder drücken die 2.';

it('asks for the language first, each language in its own', async () => {
  expect((await heard(callFlow)).slice(0, 3)).toEqual([
    'Welcome to Example Limited. For English, press 1.',
    'Für Deutsch drücken Sie die 2.',
    'input',
  ]);
});

it.each([
  ['1', key('1'), QUESTION],
  ['2', key('2'), FRAGE],
  ['another key', key('9'), QUESTION],
  ['silence', silence, QUESTION],
])('goes on in the language of %s', async (_what, event, question) => {
  expect((await heard(callFlow, event)).slice(0, 2)).toEqual([question, 'input']);
});

it.each([
  ['1', key('1'), SALES],
  ['2', key('2'), SUPPORT],
  ['"2" said', said('2'), SUPPORT],
  ['"two"', said('two'), SUPPORT],
  ['"Two."', said('Two.'), SUPPORT],
  ['"zwei"', said('Zwei'), SUPPORT],
  ['"SALES"', said('SALES'), SALES],
  ['"Sales, please!"', said('Sales, please!'), SALES],
  ['a sentence', said('I would like to order a bicycle'), SALES],
  ['German in between', said('Ich brauche Hilfe'), SUPPORT],
  ['what was likelier but unknown', said('sails', 'sales'), SALES],
  ['what was likelier but two choices', said('sales or support', 'support'), SUPPORT],
  ['a key beside words', { ...said('support'), dtmf: { digits: '1', timed_out: false } }, SALES],
])('connects after %s', async (_what, event, number) => {
  expect((await heard(callFlow, key('1'), event)).slice(0, 2)).toEqual([
    'One moment, please. We are connecting you.',
    number,
  ]);
});

it.each([
  ['silence', silence],
  ['an unknown word', said('banana')],
  ['a word that only contains one', said('salesman', 'helpless')],
  ['both words', said('not sales but support')],
  ['an empty word', said('')],
  ['another key', key('7')],
  ['no results at all', { ...silence, speech: { error: 'ERR1: Failed to analyze audio' } }],
])('asks again after %s, and after the third time connects to a person', async (_what, event) => {
  const again = ['Sorry, I did not get that.', QUESTION, 'input'];
  expect((await heard(callFlow, key('1'), event)).slice(0, 3)).toEqual(again);
  expect((await heard(callFlow, key('1'), event, event)).slice(0, 3)).toEqual(again);
  expect((await heard(callFlow, key('1'), event, event, event)).slice(0, 2)).toEqual([
    'One moment, please. We are connecting you.',
    PERSON,
  ]);
});

it('stays in German to the end, where nobody answers', async () => {
  const silent = await heard(callFlow, key('2'), silence);
  expect(silent.slice(0, 3)).toEqual(['Das habe ich leider nicht verstanden.', FRAGE, 'input']);
  const nobody = await heard(callFlow, key('2'), silence, said('kaputt'), leg('busy'));
  expect(nobody).toEqual([
    'Leider ist gerade niemand frei. Bitte sprechen Sie nach dem Ton.',
    'record',
    'Vielen Dank für Ihre Nachricht. Auf Wiederhören.',
  ]);
});

it('speaks each sentence with the voice of its language', async () => {
  const { rungs } = callFlow;
  const spoken = [
    ...rungs.voicemail({} as never, {} as never),
    ...(rungs['after-person']?.({} as never, {} as never) ?? []),
  ].filter(({ action }) => action === 'talk');
  for (const { text, language } of spoken)
    expect([text, language]).toEqual([
      text,
      /[äöü]|Bitte|Vielen|Leider/.test(String(text)) ? 'de-DE' : 'en-GB',
    ]);
});
