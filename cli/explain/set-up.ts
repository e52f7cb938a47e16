import { VONAGE_CONNECT_MS, VONAGE_SOCKET_MS } from '../../contracts/settings/check-timeouts.ts';
import { CommandError } from '../kit/command-error.ts';
import { isObject, toNumber } from '../link/json/lossless-json.ts';
import type { Json, JsonObject } from '../link/json/lossless-json.ts';

export type WebhookName = 'answer_url' | 'fallback_answer_url' | 'event_url';

/** One webhook of an application. */
export interface Webhook {
  readonly address: string;
  /** Of the address, in lower case; the address itself where it is no URL. */
  readonly host: string;
  readonly method: 'GET' | 'POST';
  /** Undefined: Vonage's default. */
  readonly connectMs: number | undefined;
  readonly socketMs: number | undefined;
}

/** A Vonage application, as far as it decides what callers hear. */
export interface SetUp {
  readonly name: string;
  /** As the Applications API gives it. */
  readonly application: JsonObject;
  readonly webhooks: Readonly<Partial<Record<WebhookName, Webhook>>>;
  /** Undefined: the application does not say. */
  readonly isSigned: boolean | undefined;
  /** Linked numbers; undefined: not known. */
  readonly numbers: number | undefined;
}

/** Ranges of the Applications API, ms. */
const RANGES = {
  connect_timeout: VONAGE_CONNECT_MS,
  // The widest one.
  socket_timeout: VONAGE_SOCKET_MS.event,
} as const;

/**
 * Reads an application. A webhook without an address counts as not set.
 * @param numbers how many numbers are linked to it, if that is known
 * @throws CommandError naming the value that no application can have
 */
export function readSetUp(application: Json, numbers?: number): SetUp {
  if (!isObject(application)) throw unlike('a JSON object', application);
  const capabilities = application['capabilities'];
  const voice = isObject(capabilities) ? capabilities['voice'] : undefined;
  if (!isObject(voice)) throw unlike('capabilities.voice, as the Applications API gives it', voice);
  const { webhooks = {}, signed_callbacks: isSigned } = voice;
  if (!isObject(webhooks)) throw unlike('an object in capabilities.voice.webhooks', webhooks);
  const read = (name: WebhookName): Partial<Record<WebhookName, Webhook>> => {
    const webhook = readWebhook(name, webhooks[name]);
    return webhook === undefined ? {} : { [name]: webhook };
  };
  return {
    name: typeof application['name'] === 'string' ? application['name'] : 'without a name',
    application,
    webhooks: { ...read('answer_url'), ...read('fallback_answer_url'), ...read('event_url') },
    isSigned: typeof isSigned === 'boolean' ? isSigned : undefined,
    numbers,
  };
}

function readWebhook(name: WebhookName, value: Json | undefined): Webhook | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw unlike(`an object in ${name}`, value);
  const { address, http_method: method = defaultMethod(name) } = value;
  if (address === undefined || address === null || address === '') return undefined;
  if (typeof address !== 'string') throw unlike(`a text in ${name}.address`, address);
  if (method !== 'GET' && method !== 'POST') throw unlike(`GET or POST in ${name}.http_method`, method);
  const timeoutMs = (key: keyof typeof RANGES): number | undefined => {
    const found = value[key];
    if (found === undefined || found === null) return undefined;
    const ms = toNumber(found);
    const [least, most] = RANGES[key];
    if (ms === undefined || ms < least || ms > most)
      throw unlike(`${least} to ${most} ms in ${name}.${key}`, found);
    return ms;
  };
  return {
    address,
    host: URL.canParse(address) ? new URL(address).host.toLowerCase() : address,
    method,
    connectMs: timeoutMs('connect_timeout'),
    socketMs: timeoutMs('socket_timeout'),
  };
}

const defaultMethod = (name: WebhookName): 'GET' | 'POST' => (name === 'event_url' ? 'POST' : 'GET');

const unlike = (expected: string, found: Json | undefined): CommandError =>
  new CommandError(
    `Expected ${expected}, found ${found === undefined ? 'nothing' : JSON.stringify(found)}. ` +
      'Give the application as the Applications API returns it (GET /v2/applications/ID).',
  );
