import { readFileSync } from 'node:fs';
import { callFlow } from '../../../examples/call-flows/bot.ts';
import { inWords, nccoOf } from '../../functions/flow/a-menu.ts';
import { askRegion } from '../../functions/support/ask-region.ts';
import { NOW_MS } from '../../functions/support/sign.ts';
import { SETTINGS } from '../../functions/support/runtime.ts';
import { BEHIND_A_PERSON, PERSON, heard, leg } from './a-caller.ts';

it('connects the bot, with the person behind it', async () => {
  const says = await heard(callFlow);
  expect(says.slice(0, 2)).toEqual(['Hello. One moment, please.', SETTINGS.websocket.uri]);
  expect(says).toContain('Sorry, we have a technical problem. We are connecting you to a person.');
  expect(says.slice(-BEHIND_A_PERSON.length - 1)).toEqual([PERSON, ...BEHIND_A_PERSON]);
});

it.each([
  [1, 'One moment, please.', SETTINGS.websocket.uri],
  [2, 'Please stay on the line.', SETTINGS.websocket.otherUri],
  [3, 'Sorry, we have a technical problem. We are connecting you to a person.', PERSON],
])('offers what follows after bot %d is lost', async (attempt, words, next) => {
  const lost = {
    ...leg('disconnected'),
    to: SETTINGS.websocket.uri,
    headers: attempt === 1 ? { attempt } : { attempt, firstDropAt: NOW_MS },
  };
  const { response } = await askRegion({ route: 'websocket-disconnected', body: lost }, { flow: callFlow });
  expect(inWords(nccoOf(response)).slice(0, 2)).toEqual([words, next]);
});

it('is the call flow of the fixtures: what the tests show of a bot, they show of the one that ships', () => {
  const textOf = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
  const atFixtures = textOf('../../../examples/call-flows/bot.ts').replaceAll("'../../", "'../../../");
  expect(textOf('../../fixtures/own/call-flow.ts')).toBe(atFixtures);
});
