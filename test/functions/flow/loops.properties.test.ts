import fc from 'fast-check';
import { RUNGS, MOST_WAITS } from '../../../contracts/rung.ts';
import { stateInUrl } from '../../../contracts/state-url.ts';
import { type CallFlow, type FlowAction, defineFlow } from '../../../functions/define-flow.ts';
import { createWebsocketDisconnected } from '../../../functions/websocket-disconnected/create-websocket-disconnected.ts';
import { connectPerson, connectWebsocket, input, notify, talk } from '../../../ncco/build.ts';
import type { Ncco, NccoAction } from '../../../ncco/ncco.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { SETTINGS, fakeRuntime } from '../support/runtime.ts';
import { CALL, menuFlow, nccoOf, regionOf } from './a-menu.ts';

const NAMES = ['a', 'b', 'c'] as const;
type Name = (typeof NAMES)[number];
const MOST_STEPS = 7;

type Kind = 'input' | 'notify' | 'connect' | 'bot' | 'words' | 'throws' | 'invalid' | 'empty';
interface Piece {
  readonly kind: Kind;
  readonly next: Name;
}
const piece: fc.Arbitrary<Piece> = fc.record({
  kind: fc.constantFrom<Kind>(
    'input',
    'input',
    'notify',
    'connect',
    'bot',
    'words',
    'throws',
    'invalid',
    'empty',
  ),
  next: fc.constantFrom(...NAMES),
});
type Steps = Readonly<Record<string, readonly Piece[]>>;
const steps: fc.Arbitrary<Steps> = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, fc.array(piece, { minLength: 1, maxLength: 3 })])),
);

function actionOf({ kind, next }: Piece): readonly FlowAction<Name, null>[] {
  switch (kind) {
    case 'input':
      return [talk('?'), input({ dtmf: {}, next })];
    case 'notify':
      return [notify({ next })];
    case 'connect':
      return [connectPerson({ type: 'phone', number: '447700900011' }, { from: '447700900000', next })];
    case 'bot':
      return [
        connectWebsocket({
          uri: SETTINGS.websocket?.uri ?? '',
          contentType: 'audio/l16;rate=8000',
          from: '447700900000',
        }),
      ];
    case 'words':
      return [talk('.')];
    case 'throws':
      throw new Error('a mistake');
    case 'invalid':
      return [{ action: 'talk' }];
    case 'empty':
      return [];
  }
}

const flowOf = (pieces: Steps, rungs: CallFlow['rungs']): CallFlow => {
  const run = (name: Name) => () => (pieces[name] ?? []).flatMap(actionOf);
  return defineFlow({
    start: () => [talk('!'), input({ dtmf: {}, next: 'a' })],
    steps: { a: run('a'), b: run('b'), c: run('c') },
    // A person's rung that asks for more must not become a loop either.
    rungs,
  });
};

const endless: CallFlow['rungs'] = {
  ...menuFlow.rungs,
  person: () => [
    talk('p'),
    input({ dtmf: {}, next: 'a' }) as unknown as NccoAction,
    connectPerson(SETTINGS.person, { from: '447700900000' }),
  ],
};

/** Events that an action at its URL may send, one after the other until an NCCO comes. */
const eventsOf = ({ action, endpoint }: NccoAction): readonly object[] => {
  const [to] = (endpoint as readonly Readonly<Record<string, unknown>>[] | undefined) ?? [];
  const leg = { ...CALL, uuid: 'leg', to: to?.['uri'] ?? to?.['number'], headers: to?.['headers'] };
  if (action === 'input') return [{ ...CALL, dtmf: { digits: '1' }, speech: { results: [] } }];
  if (action === 'notify') return [{ conversation_uuid: CALL.conversation_uuid, payload: {} }];
  return to?.['type'] === 'websocket' ? [{ ...leg, status: 'disconnected' }] : [{ ...leg, status: 'busy' }];
};

it('no flow, however it leads, keeps a call forever', async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.constantFrom(menuFlow.rungs, endless),
      fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 100 }),
      async (pieces, rungs, choices) => {
        const flow = flowOf(pieces, rungs);
        const fake = fakeRuntime();
        const settings = { ...SETTINGS, callFlow: { mostSteps: MOST_STEPS, mostMinutes: 30 } };
        const runtime = { ...fake.runtime, ports: { ...fake.runtime.ports, settings } };
        const region = regionOf(flow, { ...fake, runtime });
        const ladder = createWebsocketDisconnected(runtime, flow.rungs);
        let ncco: Ncco = nccoOf(await region.answer());
        let nccos = 1;
        for (let turn = 0; turn < 1000; turn += 1) {
          const [choice = 0, isFallback = false] = choices[turn % choices.length] ?? [];
          const asking = ncco.filter(({ action, eventUrl }) => eventUrl !== undefined && action !== 'record');
          const action = asking[choice % Math.max(asking.length, 1)];
          if (action === undefined) break;
          const [url = ''] = action['eventUrl'] as readonly string[];
          const [event = {}] = eventsOf(action);
          const state = stateInUrl(url);
          const asked = isFallback
            ? await region.fallback(url, event as Readonly<Record<string, unknown>>)
            : state === undefined
              ? await ladder(
                  gatewayEvent({ route: 'websocket-disconnected', body: event, query: queryOf(url) }),
                  lambdaContext(),
                )
              : await region.event(url, event);
          expect(asked.statusCode).toBe(200);
          const next = asked.body === '' ? [] : nccoOf(asked);
          // The running NCCO goes on: what stands behind the action.
          const behind = ncco.slice(ncco.indexOf(action) + 1);
          ncco = next.length > 0 ? next : behind;
          nccos += next.length > 0 ? 1 : 0;
        }
        expect(nccos).toBeLessThanOrEqual(1 + MOST_STEPS + 1 + RUNGS.length + MOST_WAITS);
        expect(ncco.every(({ action, eventUrl }) => eventUrl === undefined || action === 'record')).toBe(
          true,
        );
      },
    ),
    { numRuns: 150 },
  );
});

const queryOf = (url: string) => Object.fromEntries(new URL(url).searchParams);
