import { fileURLToPath } from 'node:url';
import type { HistoryRecord } from '../../contracts/history.ts';
import { callsByConversation } from './journal-records.ts';
import { freePorts } from '../../emulator/network/free-ports.ts';
import type { EmulatorDescription } from '../../emulator/emulator.ts';
import { type RunningApplication, startApplication } from '../../emulator/outside/start-application.ts';
import {
  type OutsideHost,
  type OutsideRequest,
  startOutsideHost,
} from '../../emulator/outside/start-outside-host.ts';
import type { Application } from '../../simulator/simulator.ts';

/** Stands at the call flow's host where no application is given. */
const STAND_IN = fileURLToPath(new URL('../../examples/guarded-application/app.mjs', import.meta.url));

/** What a call flow says of the application that it passes callbacks on to (`forwardTo`). */
export interface Forwards {
  /** `https://voice.example.com` */
  readonly url: string;
  readonly answerUrl: string;
  readonly eventUrl: string;
}

/** What a call flow passes callbacks on to; undefined: nothing. */
export function forwardsOf(callFlow: object): Forwards | undefined {
  return (callFlow as { readonly forward?: Forwards }).forward;
}

/** The application behind the guard, and the host where the functions find it. */
export interface GuardedApplication {
  readonly host: OutsideHost;
  /** Requests that it got since the last call, as records of these calls. */
  readonly takeRequests: (history: readonly HistoryRecord[]) => readonly HistoryRecord[];
  /** URL of the application → its own address on this machine, without the host. */
  readonly withoutGuard: (url: string) => string;
  /** The Vonage application as it is without the guard. */
  readonly bare: (id: string) => Application;
  /** Starts it, with the values that the local system has. @throws ApplicationError */
  readonly start: (of: EmulatorDescription['application']) => Promise<void>;
  /** Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the host; the application follows with `start`, because its signature secret is the local system's.
 * @param command the user's own application; the drill's stand-in where none is given
 */
export async function startGuardedHost(
  { url, answerUrl, eventUrl }: Forwards,
  command = `"${process.execPath}" "${STAND_IN}"`,
): Promise<GuardedApplication> {
  const { hostname, origin } = new URL(url);
  const [port = 0] = await freePorts(1);
  const host = await startOutsideHost(hostname, port);
  let requests: OutsideRequest[] = [];
  host.onRequest((request) => requests.push(request));
  let running: RunningApplication | undefined;
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
    withoutGuard: (asked) => asked.replace(origin, `http://127.0.0.1:${port}`),
    bare: (id) => ({
      id,
      capabilities: {
        voice: {
          webhooks: {
            answer_url: { address: answerUrl, http_method: 'POST' },
            event_url: { address: eventUrl, http_method: 'POST' },
            // A bare application has none; nothing fails while it is asked.
            fallback_answer_url: { address: answerUrl, http_method: 'POST' },
          },
        },
      },
    }),
    start: async ({ id, apiKey, signatureSecret }) => {
      running = await startApplication(command, {
        PORT: String(port),
        PUBLIC_URL: origin,
        VONAGE_APPLICATION_ID: id,
        VONAGE_API_KEY: apiKey,
        VONAGE_SIGNATURE_SECRET: signatureSecret,
        // As Vonage's own samples name it.
        VONAGE_API_SIGNATURE_SECRET: signatureSecret,
      });
    },
    stop: async () => {
      await Promise.all([running?.stop(), host.stop()]);
    },
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
