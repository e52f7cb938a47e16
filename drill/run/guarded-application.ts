import { fileURLToPath } from 'node:url';
import type { HistoryRecord } from '../../contracts/history.ts';
import { refuseUnreadyApplication } from './ask-application.ts';
import { callsByConversation } from './journal-records.ts';
import type { Forwards } from '../../cli/kit/forwards.ts';
import { type ApplicationHost, startApplicationHost } from '../../emulator/outside/start-application-host.ts';
import type { OutsideRequest } from '../../emulator/outside/start-outside-host.ts';
import type { BehindTheGuard } from './measure-handlers.ts';
import type { Application } from '../../simulator/simulator.ts';

/** Stands at the call flow's host where no application is given. */
const STAND_IN = fileURLToPath(new URL('../../examples/guarded-application/app.mjs', import.meta.url));

/** Characters that it has written last. */
const OUTPUT_KEPT = 2000;

/** The application behind the guard, and the host where the functions find it. */
export interface GuardedApplication extends BehindTheGuard, Pick<ApplicationHost, 'host' | 'start' | 'stop'> {
  /** Requests that it got since the last call, as records of these calls. */
  readonly takeRequests: (history: readonly HistoryRecord[]) => readonly HistoryRecord[];
  /** URL of the application → its own address on this machine, without the host. */
  readonly withoutGuard: (url: string) => string;
  /** What has become of it while it should run; undefined: nothing. */
  readonly trouble: () => string | undefined;
  /** The Vonage application as it is without the guard. */
  readonly bare: (id: string) => Application;
}

/**
 * Starts the host; the application follows with `start`, because its signature secret is the local system's.
 * @param command the user's own application; the drill's stand-in where none is given
 */
export async function startGuardedHost(
  { answerUrl, eventUrl }: Forwards,
  command = `"${process.execPath}" "${STAND_IN}"`,
): Promise<GuardedApplication> {
  let wrote = '';
  let ended: string | undefined;
  const { host, address, start, stop } = await startApplicationHost([answerUrl, eventUrl], command, {
    onOutput: (text) => (wrote = (wrote + text).slice(-OUTPUT_KEPT)),
    onEnded: (how) => (ended = how),
  });
  const origins = [answerUrl, eventUrl].map((url) => new URL(url).origin);
  let requests: OutsideRequest[] = [];
  host.onRequest((request) => requests.push(request));
  const withoutGuard = (asked: string): string =>
    origins.reduce((url, origin) => url.replace(origin, address), asked);
  return {
    host,
    takeRequests: (history) => {
      const callOf = callsByConversation(history);
      const taken = requests.map(({ body, ...request }): HistoryRecord => {
        const payload = fieldsIn(body);
        return {
          ...request,
          call: callOf(payload['conversation_uuid']),
          type: 'application-asked',
          payload,
        };
      });
      requests = [];
      return taken;
    },
    withoutGuard,
    ownAddress: (route) =>
      route === 'websocket-disconnected' ? undefined : withoutGuard(route === 'event' ? eventUrl : answerUrl),
    trouble: () =>
      ended === undefined
        ? undefined
        : `The application ended while the drill ran (${ended}).${wrote.trim() === '' ? '' : ` It wrote:\n${wrote.trim()}`}`,
    bare: (id) => ({
      id,
      capabilities: {
        voice: {
          webhooks: {
            answer_url: { address: answerUrl, http_method: 'POST' },
            event_url: { address: eventUrl, http_method: 'POST' },
          },
        },
      },
    }),
    start: async (of) => {
      await start(of);
      const { id: applicationId, apiKey, signatureSecret } = of;
      const signer = { applicationId, apiKey, signatureSecret };
      await refuseUnreadyApplication({ answerUrl, eventUrl }, withoutGuard, signer);
    },
    stop,
  };
}

function fieldsIn(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
