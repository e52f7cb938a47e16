import { type Clock, sleep } from '../../contracts/clock.ts';
import { type FunctionSettings, parseSettings } from '../../contracts/function-settings.ts';
import type { FunctionName } from '../../contracts/routes.ts';
import { parseSignatureSecret } from '../../contracts/signature-secret.ts';
import { createSignatureSecrets } from '../../functions/aws/signature-secrets.ts';
import type { CallFlow } from '../../functions/define-flow.ts';
import { createEvent } from '../../functions/event/create-event.ts';
import { createFallback } from '../../functions/fallback/create-fallback.ts';
import type { NamedFlows } from '../../functions/flow/named-flows.ts';
import type { JournalBucket, JournalingPorts, Log } from '../../functions/ports.ts';
import { createAnswer } from '../../functions/webhook/create-answer.ts';
import { createWebsocketDisconnected } from '../../functions/websocket-disconnected/create-websocket-disconnected.ts';
import type { StoreFault } from './broken.ts';
import type { Changes } from './changes.ts';
import type { Handler } from './environments.ts';

/** The call flows that the functions run. */
export interface Flows {
  readonly callFlow: CallFlow;
  readonly named: NamedFlows;
}

/** What a function reaches. */
export interface Services {
  readonly clock: Clock;
  /** When its environment began to start, ms since 1970. */
  readonly startedAtMs: number;
  readonly log: Log;
  /** The region's, and what it holds. */
  readonly secretStore: Store & { readonly text: () => string };
  readonly journal: { readonly own: JournalBucket; readonly other: JournalBucket };
}

const STORE_MS = 15;
const REFUSED_MS = 2;
const settingsOf = new Map<string, FunctionSettings>();

/** Makes the handler of one environment. */
export type HandlerOf = (
  name: FunctionName,
  variables: Readonly<Record<string, string>>,
  flows: Flows,
  services: Services,
) => Handler;

/** The handler of one environment, as its `handler.ts` wires it. */
export function createHandler(
  name: FunctionName,
  variables: Readonly<Record<string, string>>,
  { callFlow, named }: Flows,
  services: Services,
): Handler {
  const { clock, log, journal } = services;
  const text = variables['SETTINGS'] ?? '';
  const settings = settingsOf.get(text) ?? parseSettings(text);
  settingsOf.set(text, settings);
  const secrets = createSignatureSecrets(
    async (signal) => parseSignatureSecret(await readSecret(services, signal)),
    clock,
    log,
  );
  const ports: JournalingPorts = {
    settings,
    secrets,
    // A look-up gets its default: what it would ask is outside this world.
    ownSecrets: null,
    clock,
    log,
    environmentStartMs: services.startedAtMs,
    journal,
  };
  const runtime = { configured: true, ports } as const;
  switch (name) {
    case 'answer':
      return createAnswer(runtime, callFlow, undefined, named) as Handler;
    case 'event':
      return createEvent(runtime, callFlow, undefined, named) as Handler;
    case 'websocket-disconnected':
      return createWebsocketDisconnected(runtime, callFlow.rungs, named) as Handler;
    case 'fallback':
      return createFallback(runtime, callFlow, undefined, named) as Handler;
    default:
      return () => Promise.reject(new Error(`Expected a webhook's function; found ${name}.`));
  }
}

async function readSecret({ clock, secretStore }: Services, signal: AbortSignal): Promise<string> {
  await waitForStore(secretStore, clock, signal);
  return secretStore.text();
}

/** A store at the moment. */
export interface Store {
  readonly fault: () => StoreFault | undefined;
  readonly changes: Changes;
}

/** A store's answer is there; not where it hangs, until it is given up or the hang ends with a reset. @throws where it refuses */
export async function waitForStore(store: Store, clock: Clock, signal: AbortSignal): Promise<void> {
  const fault = store.fault();
  if (fault === 'hangs') {
    const givenUp = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    await store.changes.unless(() => store.fault() !== fault, givenUp, undefined);
    throw new Error('read ECONNRESET');
  }
  await sleep(clock, fault === 'unreachable' ? REFUSED_MS : STORE_MS);
  if (fault === 'unreachable') throw new Error('connect ECONNREFUSED');
  signal.throwIfAborted();
}
