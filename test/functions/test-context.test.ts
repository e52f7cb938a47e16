import { jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { defineFlow } from '../../functions/define-flow.ts';
import { declareOwn } from '../../functions/own/declare-own.ts';
import { testContext } from '../../functions/test-context.ts';
import { connectPerson, input, talk } from '../../ncco/build.ts';
import { type Find, customerFlow } from './own/a-customer-flow.ts';
import { inWords } from './flow/a-menu.ts';
import type { Ncco } from '../../ncco/ncco.ts';

const CALL = {
  from: '447700900123',
  to: '447700900000',
  uuid: undefined,
  conversationUuid: undefined,
  fields: {},
};
const wordsOf = async (find: Find, options?: Parameters<typeof testContext>[1]) => {
  const flow = customerFlow(find);
  return inWords((await flow.start(CALL, testContext(flow, options))) as Ncco)[0];
};

describe('testContext', () => {
  it('finds what the test says, and asks nothing', async () => {
    const find = jest.fn<Find>();
    expect(await wordsOf(find, { found: { customer: 'Ann' } })).toBe('Example Ltd.: Ann.');
    expect(await wordsOf(find)).toBe('Example Ltd.: caller.');
    expect(find).not.toHaveBeenCalled();
  });

  it('asks where the test wants it, with the secrets that it gives, and within the budget', async () => {
    const tell: Find = (_signal, token) => token();
    expect(await wordsOf(tell, { asked: true, secrets: { crmToken: 'a-token' } })).toBe(
      'Example Ltd.: a-token.',
    );
    expect(await wordsOf(tell, { asked: true })).toBe('Example Ltd.: stands-in-for-a-secret.');
    expect(await wordsOf(tell, { asked: true, secrets: { crmToken: null } })).toBe('Example Ltd.: caller.');
    expect(await wordsOf(() => sleep(5000, 'Ann', { ref: false }), { asked: true })).toBe(
      'Example Ltd.: caller.',
    );
  });

  it('refuses a secret that the call flow does not declare', () => {
    const flow = customerFlow(() => undefined);
    expect(() => testContext(flow, { secrets: { crmTokn: 'x' } })).toThrow(
      'expected secrets that the call flow declares (crmToken), found "crmTokn". Did you mean crmToken?',
    );
    expect(() => testContext({ ...flow, own: undefined }, { secrets: { a: 'x' } })).toThrow(
      'it declares none',
    );
  });

  it('gives a step its state and event, and start and rungs the settings, the time and the values', async () => {
    const flow = defineFlow({
      own: declareOwn({ values: { open: 9 } }),
      state: { tries: 0 },
      start: (_call, { atMs, own, socketUri }) => [
        talk(new Date(atMs).getUTCHours() < own.values.open ? 'Closed.' : 'Open.'),
        talk(String(socketUri)),
        input({ next: 'menu' }),
      ],
      steps: {
        menu: (happened, { state, event }) => [
          talk(`${happened.kind} ${state.tries} ${String(event.from)} ${String(event.fields['detail'])}`),
        ],
      },
      rungs: {
        person: (_call, { settings, own }) => [
          talk(String(own.values.open)),
          connectPerson(settings.person, { from: settings.callerNumber }),
        ],
        voicemail: () => [],
      },
    });
    const at = (time: string) => testContext(flow, { atMs: Date.parse(time), settings: { websocket: null } });
    const start = async (time: string) => inWords((await flow.start(CALL, at(time))) as Ncco);
    expect(await start('2026-01-01T08:59:00Z')).toEqual(['Closed.', 'undefined', 'input']);
    expect((await start('2026-01-01T09:00:00Z'))[0]).toBe('Open.');
    const pressed = { kind: 'input', digits: '1', speech: [], nothing: false } as const;
    const step = async (options?: Parameters<typeof testContext>[1]) =>
      inWords((await flow.steps['menu']?.(pressed, testContext(flow, options))) as Ncco);
    expect(await step()).toEqual(['input 0 447700900123 undefined']);
    expect(await step({ state: { tries: 2 }, event: { fields: { detail: 'busy' } } })).toEqual([
      'input 2 447700900123 busy',
    ]);
    const person = { type: 'phone', number: '447700900009' } as const;
    expect(inWords(flow.rungs.person(CALL, testContext(flow, { settings: { person } })))).toEqual([
      '9',
      '447700900009',
    ]);
  });
});
