import type { HistoryRecord } from '../../../contracts/history.ts';
import { createRandom } from '../../../contracts/random.ts';
import { createSimulator } from '../../../simulator/create-simulator.ts';
import type {
  ApplicationVoice,
  CallPlan,
  Directory,
  EventDelivery,
  LegBehavior,
  Pace,
} from '../../../simulator/simulator.ts';
import type { Profile } from '../../../simulator/profile.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import { startWebhookServer, type Reply } from './webhook-server.ts';

export const APP = 'https://app.example.com';
export const SIGNATURE_SECRET = 'a-signature-secret-of-thirty-two-bytes';

interface Wishes {
  readonly seed?: number;
  /** Default: support-2024. */
  readonly profile?: Profile;
  /** The shortest timeouts that Vonage accepts, instead of its defaults. */
  readonly impatient?: boolean;
  readonly methods?: Partial<Record<'answer' | 'event' | 'fallback', 'GET' | 'POST'>>;
  readonly signed?: boolean;
  readonly withoutFallback?: true;
  /** URLs beside the application's own, as the directory knows them. */
  readonly names?: Readonly<Record<string, string>>;
  readonly person?: LegBehavior;
  readonly personLines?: () => number | null;
  readonly pace?: () => Pace;
  readonly eventDelivery?: EventDelivery;
  readonly websocket?: (uri: string) => string | undefined;
}

const PLAN: CallPlan = { call: 'call-1', from: '447700900000', to: '442079460000', talksForMs: 60 };

const running = new Set<() => Promise<void>>();
afterEach(async () => {
  await Promise.all([...running].map((stop) => stop()));
  running.clear();
});

/** An application on loopback with /answer, /event, /fallback, a simulator that calls it, and the history. */
export async function startApplication(script: Record<string, readonly Reply[]>, wishes: Wishes = {}) {
  const server = await startWebhookServer(script);
  const history: HistoryRecord[] = [];
  const webhook = (name: 'answer' | 'event' | 'fallback') => ({
    address: wishes.names?.[name] ?? `${APP}/${name}`,
    http_method: wishes.methods?.[name] ?? ('POST' as const),
    ...(wishes.impatient === true && { connect_timeout: 300, socket_timeout: 1000 }),
  });
  let voice: ApplicationVoice = {
    webhooks: {
      answer_url: webhook('answer'),
      event_url: webhook('event'),
      ...(wishes.withoutFallback !== true && { fallback_answer_url: webhook('fallback') }),
    },
    signed_callbacks: wishes.signed ?? true,
  };
  const directory: Directory = {
    webhook: (url) => url.replace(APP, server.base),
    websocket: wishes.websocket ?? (() => undefined),
    person: () => wishes.person ?? 'answers',
    ...(wishes.personLines && { personLines: wishes.personLines }),
  };
  const simulator = createSimulator({
    application: () => ({ id: 'app-id', capabilities: { voice } }),
    apiKey: 'api-key',
    signatureSecret: () => SIGNATURE_SECRET,
    profile: wishes.profile ?? support2024,
    randomOf: (name) => createRandom(wishes.seed ?? 1, name),
    ...(wishes.pace && { pace: wishes.pace }),
    events: wishes.eventDelivery ?? 'in-order',
    directory,
    write: (record) => history.push(record),
  });
  const stop = async () => {
    await simulator.stop();
    await server.stop();
  };
  running.add(stop);
  const of = <T extends HistoryRecord['type']>(type: T) =>
    history.filter((record): record is Extract<HistoryRecord, { type: T }> => record.type === type);
  return {
    server,
    simulator,
    history,
    of,
    place: (plan: Partial<CallPlan> = {}) => simulator.placeCall({ ...PLAN, ...plan }),
    heard: () => of('heard').map(({ what, content }) => `${what}: ${content}`),
    /** `status` (or kind) of every event that arrived, in order of arrival. */
    events: (path = '/event') => server.to(path).map(({ json }) => json['status'] ?? Object.keys(json)[0]),
    ended: () => of('call-ended').map(({ by }) => by),
    /** The application is written while the simulator runs. */
    relink: (change: (voice: ApplicationVoice) => ApplicationVoice) => void (voice = change(voice)),
    stop,
  };
}

export type Application = Awaited<ReturnType<typeof startApplication>>;
