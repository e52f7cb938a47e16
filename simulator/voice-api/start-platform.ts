import { randomUUID } from 'node:crypto';
import type { HistoryRecord } from '../../contracts/history.ts';
import { createRandom } from '../../contracts/random.ts';
import type { Members } from '../applications-api/json-as-it-came.ts';
import { startApplicationsApi } from '../applications-api/start-applications-api.ts';
import type { StartedApplicationsApi } from '../applications-api/start-applications-api.ts';
import { createSimulator } from '../create-simulator.ts';
import type { Profile } from '../profile.ts';
import type { Application, EventDelivery, Simulator } from '../simulator.ts';
import { createCallsApi } from './calls-api.ts';

export interface PlatformOptions {
  readonly profile: Profile;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly signatureSecret: string;
  /** As the Applications API stores it; its `keys.public_key` verifies the tokens of `POST /v1/calls`. */
  readonly application: { readonly id: string; readonly value: Members };
  /** Numbers of the account (E.164 digits), all of them linked to the application. */
  readonly numbers: readonly string[];
  readonly seed: number;
  /** Default: in order. */
  readonly events?: EventDelivery;
}

/** Vonage as an account's owner meets it: its APIs at one address, and calls that ask the application's webhooks. */
export interface StartedPlatform {
  readonly api: StartedApplicationsApi;
  readonly history: () => readonly HistoryRecord[];
  readonly stop: () => Promise<void>;
}

/**
 * The Applications API, the list of numbers, `POST /v1/calls`, and the simulator behind them, by one profile; on loopback, and so
 * must be the application's webhooks. The caller hangs up after a minute with a bot.
 */
export async function startPlatform(options: PlatformOptions): Promise<StartedPlatform> {
  const { profile, apiKey, apiSecret, signatureSecret, application, seed, events = 'in-order' } = options;
  const history: HistoryRecord[] = [];
  const numbers = Object.fromEntries(options.numbers.map((number) => [number, application.id]));
  let simulator: Simulator | undefined;
  let calls = 0;
  const stored = (): Members | undefined => api.application(application.id);

  const place = (call: { readonly from: string; readonly to: string }) => {
    simulator ??= createSimulator({
      application: () => stored() as unknown as Application,
      apiKey,
      signatureSecret: () => signatureSecret,
      profile,
      randomOf: (name) => createRandom(seed, name),
      events,
      directory: { webhook: (url) => url, websocket: (uri) => uri, person: () => 'answers' },
      write: (record) => void history.push(record),
    });
    calls += 1;
    void simulator.placeCall({ call: `rest-${String(calls)}`, talksForMs: 60_000, ...call });
    return { uuid: randomUUID(), conversationUuid: `CON-${randomUUID()}` };
  };

  const api = await startApplicationsApi({
    apiKey,
    apiSecret,
    applications: { [application.id]: application.value },
    numbers,
    calls: createCallsApi({ application: (id) => api.application(id), numbers, place }),
  });
  return {
    api,
    history: () => history,
    async stop() {
      await simulator?.stop();
      await api.stop();
    },
  };
}
