import { defineFlow } from '../../../functions/define-flow.ts';
import { type LeadingAction, connectPerson, input, notify, talk } from '../../../ncco/build.ts';
import { NOW_MS } from '../support/sign.ts';
import { CALL, WRONG, inWords, menuFlow, nccoOf, pressed, regionOf, urlIn } from './a-menu.ts';

describe('a bot in a step', () => {
  const bot = { type: 'websocket', uri: 'wss://bot.example.com', 'content-type': 'audio/l16;rate=16000' };
  const notified = { conversation_uuid: CALL.conversation_uuid, payload: {} };
  const busy = { ...CALL, from: '447700900999', to: '447700900011', uuid: 'another-leg', status: 'busy' };

  // It hangs up by this leg (docs/bot.md).
  it.each<[string, LeadingAction<'bot', null>, object, object]>([
    ['a question', input({ next: 'bot' }), pressed('1'), { caller: CALL.from, uuid: CALL.uuid }],
    ['a notify', notify({ next: 'bot' }), notified, { uuid: CALL.uuid }],
    [
      'a connect',
      connectPerson({ type: 'phone', number: '447700900011' }, { from: '447700900999', next: 'bot' }),
      busy,
      { uuid: CALL.uuid },
    ],
  ])('is told the caller’s leg behind %s', async (_name, action, event, told) => {
    const flow = defineFlow({
      start: () => [action],
      steps: { bot: () => [{ action: 'connect', from: '447700900999', endpoint: [bot] }] },
      rungs: menuFlow.rungs,
    });
    const url = urlIn(nccoOf(await regionOf(flow).answer()));
    const [connect] = nccoOf(await regionOf(flow).event(url, event));
    const { headers } = (connect?.['endpoint'] as [{ headers: object }])[0];
    expect(headers).toEqual({ attempt: 1, conversation: expect.stringMatching(/bbbb/), ...told });
  });
});

describe('a step that changes its own state', () => {
  const flow = defineFlow({
    state: { tries: 0 },
    start: () => [input({ next: 'menu' })],
    steps: {
      menu: (happened, { state }) => {
        state.tries += 1;
        if (happened.kind === 'input' && happened.digits === '9') throw new Error('no database');
        return [talk(`Try ${state.tries}.`), input({ next: 'menu' })];
      },
    },
    rungs: menuFlow.rungs,
  });

  it.each(['1', '9'])('changes nothing for the next one, after key %s', async (key) => {
    const region = regionOf(flow);
    const next = nccoOf(await region.event(urlIn(nccoOf(await region.answer())), pressed(key)));
    expect(inWords(nccoOf(await region.event(urlIn(next), pressed('1'))))[0]).toBe('Try 1.');
  });
});

it('takes an event that says what it is, and nothing more, for silence', async () => {
  const silence = { ...CALL, status: 'input' };
  expect(
    inWords(
      nccoOf(await regionOf(menuFlow).event(urlIn(nccoOf(await regionOf(menuFlow).answer())), silence)),
    )[0],
  ).toBe(WRONG['text']);
});

it('is given the time of the request, also on the start and on a rung', async () => {
  const given: number[] = [];
  const flow = defineFlow({
    start: (_call, { atMs }) => {
      given.push(atMs);
      return [input({ next: 'menu' })];
    },
    steps: {
      menu: (_happened, { atMs }) => {
        given.push(atMs);
        return [talk('One.')];
      },
    },
    rungs: {
      ...menuFlow.rungs,
      person: (_call, { atMs }) => {
        given.push(atMs);
        return [talk('A person.')];
      },
    },
  });
  await regionOf(flow).event(urlIn(nccoOf(await regionOf(flow).answer())), pressed('1'));
  // The start, the person behind its question, the step.
  expect(given).toEqual([NOW_MS, NOW_MS, NOW_MS]);
});
