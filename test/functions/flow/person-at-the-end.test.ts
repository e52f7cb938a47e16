import { type FlowAction, defineFlow } from '../../../functions/define-flow.ts';
import { connectPerson, input, record, talk } from '../../../ncco/build.ts';
import { isServable } from '../../../ncco/check-ncco.ts';
import type { Ncco } from '../../../ncco/ncco.ts';
import { inWords, menuFlow, nccoOf, pressed, regionOf, urlIn } from './a-menu.ts';

const VOICEMAIL = [expect.stringContaining('leave a message'), 'record', 'Thank you for calling. Goodbye.'];

describe('a person at the end of an NCCO', () => {
  const person = connectPerson({ type: 'phone', number: '447700900011' }, { from: '442079460000' });
  const firstOf = async (...ncco: Ncco) =>
    nccoOf(
      await regionOf(
        defineFlow({ start: () => ncco as FlowAction<never, null>[], rungs: menuFlow.rungs }),
      ).answer(),
    );

  it('has a voicemail behind it, and reports there that nobody is reached', async () => {
    const ncco = await firstOf(talk('Welcome.'), person);
    expect(isServable(ncco)).toBe(true);
    expect(inWords(ncco)).toEqual(['Welcome.', '447700900011', ...VOICEMAIL]);
    expect(ncco[1]).toMatchObject({
      eventType: 'synchronous',
      eventUrl: [expect.stringMatching(/\/websocket-disconnected\?rung=person$/)],
    });
  });

  it('stays as it was written where the call flow says what follows', async () => {
    const own = { ...person, eventUrl: ['https://own.example.com/event'] };
    expect(await firstOf(talk('Welcome.'), own)).toEqual([talk('Welcome.'), own]);
    const followed = [person, talk('Goodbye.'), record()];
    expect(await firstOf(...followed)).toEqual(followed);
  });

  it('has it in a step too', async () => {
    const flow = defineFlow({
      start: () => [input({ next: 'menu' })],
      steps: { menu: () => [talk('Sales.'), person] },
      rungs: menuFlow.rungs,
    });
    const url = urlIn(nccoOf(await regionOf(flow).answer()));
    expect(inWords(nccoOf(await regionOf(flow).event(url, pressed('1'))))).toEqual([
      'Sales.',
      '447700900011',
      ...VOICEMAIL,
    ]);
  });
});
