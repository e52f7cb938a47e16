import { callFlow, rungs } from '../../functions/call-flow.ts';
import type { CallEvent } from '../../functions/core/call.ts';
import { checkNcco } from '../../functions/core/ncco/check-ncco.ts';
import type { Ncco } from '../../functions/core/ncco/ncco.ts';
import { SETTINGS } from './support/runtime.ts';

const event: CallEvent = {
  from: '447700900123',
  to: '442079460000',
  uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
  conversationUuid: 'CON-1',
  fields: {},
  status: 'disconnected',
  headers: undefined,
};
const context = {
  settings: SETTINGS,
  urls: {
    websocketDisconnected: 'https://api.example.com/live/websocket-disconnected',
    event: 'https://api.example.com/live/event',
  },
  socketUri: 'wss://this-bot.example.com/socket',
};
const actionsOf = (ncco: Ncco): string[] => ncco.map(({ action }) => action);

describe('the shipped call flow', () => {
  it.each<[string, () => Ncco | Promise<Ncco>]>([
    ['first NCCO', () => callFlow(event, context)],
    ['same-socket', () => rungs['same-socket'](event, context)],
    ['other-socket', () => rungs['other-socket'](event, context)],
    ['person', () => rungs.person(event, context)],
    ['voicemail', () => rungs.voicemail(event, context)],
  ])('is a valid NCCO without a warning: %s', async (_case, ncco) => {
    expect(checkNcco(await ncco())).toEqual([]);
  });

  it.each<[string, () => Ncco | Promise<Ncco>]>([
    ['first NCCO', () => callFlow(event, context)],
    ['same-socket', () => rungs['same-socket'](event, context)],
    ['other-socket', () => rungs['other-socket'](event, context)],
  ])('says something and connects to the bot that it is told, for 3 s at most: %s', async (_case, ncco) => {
    expect(await ncco()).toMatchObject([
      { action: 'talk' },
      {
        action: 'connect',
        from: '447700900000',
        timeout: 3,
        endpoint: [
          {
            type: 'websocket',
            uri: 'wss://this-bot.example.com/socket',
            'content-type': 'audio/l16;rate=16000',
          },
        ],
      },
    ]);
  });

  it('apologizes, connects to the person, and ends with words that are right after a conversation too', () => {
    const ncco = rungs.person(event, context);
    expect(actionsOf(ncco)).toEqual(['talk', 'connect', 'talk']);
    expect(ncco[1]).toMatchObject({ endpoint: [{ type: 'phone', number: '447700900001' }] });
    expect(ncco[2]?.['text']).not.toMatch(/nobody|busy|answer/);
  });

  it('records a message that ends by itself, and thanks for it', () => {
    const ncco = rungs.voicemail(event, context);
    expect(actionsOf(ncco)).toEqual(['talk', 'record', 'talk']);
    expect(ncco[1]).toEqual({ action: 'record', beepStart: true, endOnSilence: 5, timeOut: 120 });
  });
});
