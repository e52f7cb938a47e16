import type { APIGatewayProxyResult } from 'aws-lambda';
import { createEvent } from '../../../functions/event/create-event.ts';
import { createFallback } from '../../../functions/fallback/create-fallback.ts';
import type { Canary } from '../../../functions/webhook/canary.ts';
import { createAnswer } from '../../../functions/webhook/create-answer.ts';
import { type CallFlow, defineFlow } from '../../../functions/define-flow.ts';
import { connectPerson, input, notify, record, talk } from '../../../ncco/build.ts';
import { type Ncco, type NccoAction } from '../../../ncco/ncco.ts';
import { stateInUrl } from '../../../contracts/state-url.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { fakeRuntime } from '../support/runtime.ts';

export const QUESTION = talk('For sales press 1, for support press 2, to leave a message press 9.');
export const WRONG = talk('That is no choice.');
export const PERSON_WORDS = 'We are connecting you to a person.';

const question = (tries: number) => [
  QUESTION,
  input({ dtmf: { maxDigits: 1 }, speech: { language: 'en-GB' }, next: 'menu', state: { tries } }),
];

/** Greeting; 1 sales, 2 support, 9 a message; wrong or nothing twice repeats, then a person. */
export const menuFlow: CallFlow = defineFlow({
  state: { tries: 0 },
  start: () => [talk('Welcome.'), ...question(0)],
  steps: {
    menu: (happened, { state, settings }) => {
      const said = happened.kind === 'input' ? (happened.speech[0]?.text ?? happened.digits) : '';
      const dial = (number: string) =>
        connectPerson({ type: 'phone', number }, { from: settings.callerNumber, next: 'nobody' });
      if (said === '1' || said === 'sales') return [talk('Sales.'), dial('447700900011')];
      if (said === '2' || said === 'support') return [talk('Support.'), dial('447700900012')];
      if (said === '9')
        return [talk('After the tone.'), record({ timeOutSeconds: 60 }), notify({ next: 'thanks' })];
      if (state.tries < 2) return [WRONG, ...question(state.tries + 1)];
      return [talk(PERSON_WORDS), connectPerson(settings.person, { from: settings.callerNumber })];
    },
    nobody: (happened) => [
      talk(happened.kind === 'connect' ? `Nobody: ${happened.status}.` : 'Nobody.'),
      record({ timeOutSeconds: 60 }),
    ],
    thanks: () => [talk('Thank you.')],
  },
  rungs: {
    person: (_call, { settings }) => [
      talk(PERSON_WORDS),
      connectPerson(settings.person, { from: settings.callerNumber }),
    ],
    voicemail: () => [talk('Nobody is here.'), record({ timeOutSeconds: 60 })],
  },
});

export const CALL = {
  from: '447700900123',
  to: '442079460000',
  uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
  conversation_uuid: 'CON-bbbbbbbb-bbbb-cccc-dddd-0123456789ab',
};

/** The input event as the vendor's samples show it: the conversation without `CON-`. */
export const pressed = (digits: string | null, more: Readonly<Record<string, unknown>> = {}) => ({
  ...CALL,
  conversation_uuid: CALL.conversation_uuid.slice('CON-'.length),
  speech: { results: [] },
  dtmf: { digits, timed_out: false },
  timestamp: '2026-01-01T12:00:00.000Z',
  ...more,
});

/** The event URL of the action that leads on. */
export const urlIn = (ncco: Ncco): string => {
  const url = ncco.flatMap(({ eventUrl }: NccoAction) => (eventUrl as readonly string[] | undefined) ?? []);
  return url.find((each) => stateInUrl(each) !== undefined) ?? '';
};

/** One region's handlers of a call flow. */
export function regionOf(
  flow: CallFlow,
  fake: ReturnType<typeof fakeRuntime> = fakeRuntime(),
  canary?: Canary,
) {
  const { runtime, lines, counts } = fake;
  const answer = createAnswer(runtime, flow, canary);
  const event = createEvent(runtime, flow, canary?.candidate);
  const fallback = createFallback(runtime, flow, canary);
  const ask = async (handler: typeof answer, sent: Parameters<typeof gatewayEvent>[0], state?: string) => {
    const asked = gatewayEvent(sent);
    const parameters = state === undefined ? null : { state };
    return (await handler?.(
      { ...asked, pathParameters: parameters },
      lambdaContext(),
    )) as APIGatewayProxyResult;
  };
  return {
    lines,
    counts,
    answer: (body: unknown = CALL) => ask(answer, { route: 'answer', body }),
    /** At the event URL of an action. */
    event: (url: string, body: unknown) => ask(event, { route: 'event', body }, stateInUrl(url)),
    fallback: (url: string, body: Readonly<Record<string, unknown>>) =>
      ask(fallback, {
        route: 'fallback',
        body: { ...body, reason: 'Socket timeout.', original_request: { url, type: 'event' } },
      }),
    answerAtFallback: (body: Readonly<Record<string, unknown>> = CALL) =>
      ask(fallback, {
        route: 'fallback',
        body: { ...body, reason: 'Socket timeout.', original_request: { type: 'answer' } },
      }),
  };
}

export const nccoOf = ({ body }: APIGatewayProxyResult): Ncco => JSON.parse(body) as Ncco;

/** What an NCCO says, connects or does, in order. */
export const inWords = (ncco: Ncco): readonly string[] =>
  ncco.map((action) => {
    const [endpoint] = (action['endpoint'] as readonly Readonly<Record<string, unknown>>[] | undefined) ?? [];
    return String(action['text'] ?? endpoint?.['number'] ?? endpoint?.['uri'] ?? action.action);
  });
