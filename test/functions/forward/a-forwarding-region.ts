import { defineFlow } from '../../../functions/define-flow.ts';
import { connectPerson, input, record, talk } from '../../../ncco/build.ts';
import type { Ncco } from '../../../ncco/ncco.ts';
import { stateInUrl } from '../../../contracts/state-url.ts';
import { nccoOf, regionOf } from '../flow/a-menu.ts';
import { createEvent } from '../../../functions/event/create-event.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { type BucketBehavior, fakeBucket } from '../support/journal.ts';
import { SETTINGS, fakeRuntime } from '../support/runtime.ts';
import { type Application, type Behavior, HOST, startApplication } from './an-application.ts';

const WITHIN_MS = 800;
const deadlinesMs = {
  answer: WITHIN_MS,
  event: WITHIN_MS,
  websocketDisconnected: WITHIN_MS,
  fallback: WITHIN_MS,
};
/** The application's menu, as a vendor's sample writes one. */
export const MENU: Ncco = [
  { action: 'talk', text: 'Press 1.', bargeIn: true },
  { action: 'input', type: ['dtmf'], eventUrl: ['https://voice.example.com/webhooks/dtmf?menu=main'] },
];

let application: Application | undefined;
export async function applicationIsGone(): Promise<void> {
  await application?.close();
}
afterEach(async () => {
  await applicationIsGone();
  application = undefined;
});

/** A region before an application that answers calls with this NCCO, and events like that. */
export async function region(
  onEvent: Behavior,
  ncco: Ncco = MENU,
  { next = 'unreachable' as string | null, journals = 'keeps' as BucketBehavior, eventHost = HOST } = {},
) {
  const urls = { port: '' };
  application = await startApplication(
    (response, request) => {
      if (request.url === '/webhooks/answer') {
        const text = JSON.stringify(ncco).replaceAll('voice.example.com/', `voice.example.com:${urls.port}/`);
        response.writeHead(200, { 'content-type': 'application/json' }).end(text);
      } else onEvent(response, request);
    },
    { eventHost, ...(next === null ? {} : { next }) },
  );
  urls.port = new URL(application.forward.answerUrl).port;
  const fake = fakeRuntime(
    {},
    { own: fakeBucket('eu-west-1', journals), other: fakeBucket('eu-central-1', journals) },
  );
  const runtime = {
    ...fake.runtime,
    ports: { ...fake.runtime.ports, settings: { ...SETTINGS, deadlinesMs } },
  };
  const flow = {
    ...defineFlow({
      start: () => [talk('Own start.')],
      steps: {
        unreachable: (happened) => [
          talk(`Own step after ${happened.kind}.`),
          input({ dtmf: {}, next: 'again' }),
        ],
        again: () => [talk('Own second step.')],
      },
      rungs: {
        person: (_call, { settings }) => [
          talk('A person.'),
          connectPerson(settings.person, { from: settings.callerNumber }),
        ],
        voicemail: () => [record()],
      },
    }),
    forward: application.forward,
  };
  const handlers = regionOf(flow, { ...fake, runtime });
  const first = nccoOf(await handlers.answer());
  const byGet = (url: string, query: Readonly<Record<string, string>>) => {
    const state = stateInUrl(url) ?? '';
    const sent = gatewayEvent({ route: 'event', state, method: 'GET', query });
    return createEvent(runtime, flow)(sent, lambdaContext());
  };
  return {
    ...handlers,
    byGet,
    first,
    urlAt: (index: number) => String((first[index]?.['eventUrl'] as string[])[0]),
  };
}

export const received = () => application?.received ?? [];
/** What the application got besides the call itself. */
export const events = () => received().filter(({ url }) => url !== '/webhooks/answer');
export const hang: Behavior = () => undefined;
export const close: Behavior = (response) => response.socket?.destroy();
export const text =
  (body: string, status = 200): Behavior =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'text/html' }).end(body);
