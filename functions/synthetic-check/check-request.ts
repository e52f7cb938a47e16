import type { WebhookRequest } from '../check-ports.ts';
import type { CheckSettings } from '../../contracts/check-settings.ts';
import type { FunctionSettings } from '../../contracts/function-settings.ts';
import { syntheticHeaders } from '../../contracts/own-headers.ts';

/** Settings, secret, ids and time that a request is made with. */
export interface Asker {
  readonly settings: FunctionSettings;
  readonly secret: string;
  readonly newId: () => string;
  readonly nowMs: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** A number that Ofcom reserves for use in drama: it reaches no subscriber. */
const CALLER = '447700900002';

/** The request for `/answer` that Vonage would send for an incoming call. */
export const answerRequest = (asker: Asker, url: string): WebhookRequest => post(asker, url, callOf(asker));

/** The same call, as Vonage sends it to the fallback URL after this region could not answer. */
export function fallbackRequest(
  asker: Asker,
  url: string,
  { answerUrl, fallbackMethod }: Pick<CheckSettings, 'answerUrl' | 'fallbackMethod'>,
): WebhookRequest {
  const fields = {
    ...callOf(asker),
    reason: 'Connection closed.',
    original_request: { url: answerUrl, type: 'answer' },
  };
  return fallbackMethod === 'GET' ? get(asker, url, fields) : post(asker, url, fields);
}

const callOf = ({ settings, newId }: Asker): Fields => ({
  from: CALLER,
  to: settings.callerNumber,
  uuid: newId(),
  conversation_uuid: `CON-${newId()}`,
});

function post(asker: Asker, url: string, fields: Fields): WebhookRequest {
  const body = JSON.stringify(fields);
  return {
    method: 'POST',
    url,
    headers: { ...proofs(asker, body), 'content-type': 'application/json' },
    body,
  };
}

/** Nested values are sent as JSON text, as in captures of Vonage's requests. */
function get(asker: Asker, url: string, fields: Fields): WebhookRequest {
  const query = Object.entries(fields).map(
    ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  );
  const pairs = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const headers = proofs(asker, JSON.stringify(Object.fromEntries(query)));
  return { method: 'GET', url: `${url}?${pairs.join('&')}`, headers, body: '' };
}

/** Proves that the request is ours and marks it as synthetic. */
function proofs({ settings, secret, newId, nowMs }: Asker, payload: string): WebhookRequest['headers'] {
  const [applicationId = ''] = settings.applicationIds;
  return syntheticHeaders(
    { apiKey: settings.apiKey, applicationId, id: newId(), issuedAtMs: nowMs, payload },
    secret,
  );
}
