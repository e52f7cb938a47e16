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

/** As somebody's application is who has clicked it together: nothing in it is the deployment's yet. */
const APPLICATION = {
  name: 'Stand-in application',
  capabilities: {
    voice: {
      webhooks: {
        answer_url: {
          address: 'https://example.com/webhooks/answer',
          http_method: 'GET',
          connect_timeout: 1000,
          socket_timeout: 5000,
        },
        event_url: {
          address: 'https://example.com/webhooks/event',
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
};

/** The stand-in of Vonage's own APIs: one application with one number, so that `link` can be tried with no account. */
export async function startVonage({
  description: { application },
  callerNumber,
}: Pick<Emulator, 'description' | 'callerNumber'>): Promise<StartedVonage> {
  const { url, stop } = await startApplicationsApi({
    apiKey: application.apiKey,
    apiSecret: API_SECRET,
    applications: { [application.id]: APPLICATION },
    numbers: { [callerNumber]: application.id },
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
