import { startApplicationsApi } from '../../simulator/applications-api/start-applications-api.ts';
import type { Emulator } from '../../emulator/emulator.ts';

/** What `npm run link` needs to talk to the stand-in, by the names of its environment variables. */
export interface VonageEnvironment {
  readonly VONAGE_API_HOST: string;
  readonly VONAGE_API_KEY: string;
  readonly VONAGE_API_SECRET: string;
  readonly VONAGE_SIGNATURE_SECRET: string;
}

export interface StartedVonage {
  readonly environment: VonageEnvironment;
  readonly stop: () => Promise<void>;
}

const API_SECRET = 'stand-in-secret';

/** A server of somebody who has clicked an application together: nothing in it is the deployment's yet. */
const SOME_SERVER = {
  answerUrl: 'https://example.com/webhooks/answer',
  eventUrl: 'https://example.com/webhooks/event',
};

const applicationOf = ({ answerUrl, eventUrl }: typeof SOME_SERVER, at: number) => ({
  name: at === 0 ? 'Stand-in application' : `Stand-in application ${at + 1}`,
  capabilities: {
    voice: {
      webhooks: {
        answer_url: {
          address: answerUrl,
          http_method: 'POST',
          connect_timeout: 1000,
          socket_timeout: 5000,
        },
        event_url: {
          address: eventUrl,
          http_method: 'POST',
          connect_timeout: 1000,
          socket_timeout: 10_000,
        },
      },
      signed_callbacks: true,
      conversations_ttl: 48,
      leg_persistence_time: 2,
      region: 'eu-east',
    },
  },
  privacy: { improve_ai: false },
});

/** What an account has besides the application and the number of the local system. */
export interface Account {
  /** Ids of all its applications, each with the URLs of its server; undefined: of some server. */
  readonly applications: ReadonlyMap<string, typeof SOME_SERVER | undefined>;
  /** Its numbers; they lead to the local system's application, whatever the settings want. */
  readonly numbers: readonly string[];
}

/** The stand-in of Vonage's own APIs: an account, so that `link` and `guard` can be tried with none. */
export async function startVonage(
  { description: { application }, callerNumber }: Pick<Emulator, 'description' | 'callerNumber'>,
  { applications, numbers }: Account = { applications: new Map(), numbers: [] },
): Promise<StartedVonage> {
  const servers = new Map([[application.id, undefined], ...applications]);
  const { url, stop } = await startApplicationsApi({
    apiKey: application.apiKey,
    apiSecret: API_SECRET,
    applications: Object.fromEntries(
      [...servers].map(([id, server], at) => [id, applicationOf(server ?? SOME_SERVER, at)]),
    ),
    numbers: Object.fromEntries([callerNumber, ...numbers].map((number) => [number, application.id])),
  });
  return {
    environment: {
      VONAGE_API_HOST: url,
      VONAGE_API_KEY: application.apiKey,
      VONAGE_API_SECRET: API_SECRET,
      VONAGE_SIGNATURE_SECRET: application.signatureSecret,
    },
    stop,
  };
}
