import { KNOWN_KEYS, LIMITS_MS } from '../check-application.ts';
import { invalidParameters, unknownKey } from './api-problem.ts';
import type { ApiProblem } from './api-problem.ts';
import { isMembers } from './json-as-it-came.ts';
import type { Members } from './json-as-it-came.ts';

type Reason = { readonly name: string; readonly reason: string };
/** The problem of a value; undefined if there is none. */
type Check = (name: string, value: unknown) => Reason | undefined;

const check =
  (isRight: (value: unknown) => boolean, must: string): Check =>
  (name, value) =>
    isRight(value) ? undefined : { name, reason: `"${name}" must be ${must}` };

const isIn =
  (min: number, max: number) =>
  (value: unknown): boolean =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
const within = (min: number, max: number): Check =>
  check(isIn(min, max), `an integer between ${String(min)} and ${String(max)}`);
const isBoolean = check((value) => typeof value === 'boolean', 'a boolean');
const isUrl = check(
  (value) => typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value),
  'a URL',
);
const oneOf = (...choices: readonly string[]): Check =>
  check((value) => typeof value === 'string' && choices.includes(value), `one of ${choices.join(', ')}`);
const anything: Check = () => undefined;

const REGIONS = ['na-east', 'na-west', 'eu-east', 'eu-west', 'apac-sng', 'apac-australia'];

/** `capabilities.voice` without its webhooks; the API returns the pay keys, but its description lacks them. */
const VOICE: Readonly<Record<string, Check>> = {
  signed_callbacks: isBoolean,
  conversations_ttl: within(1, 9000),
  leg_persistence_time: within(1, 31),
  region: oneOf(...REGIONS),
  payment_enabled: isBoolean,
  payments: anything,
};

/** Webhooks of the other capabilities. Other keys are refused. */
const PLAIN_WEBHOOKS: Readonly<Record<string, readonly string[]>> = {
  messages: ['inbound_url', 'status_url'],
  rtc: ['event_url'],
  verify: ['status_url'],
};
const CAPABILITIES = ['voice', 'messages', 'rtc', 'verify', 'vbc', 'network_apis', 'meetings', 'video'];

/**
 * The API's response to a body that it refuses; undefined if it accepts it. Unknown keys are accepted at the top level (a
 * guide of Vonage sends the whole response back) and refused below.
 */
export function checkBody(body: unknown): ApiProblem | undefined {
  if (!isMembers(body)) return invalidParameters([{ name: 'body', reason: '"body" must be an object' }]);
  const { name, capabilities = {}, privacy = {}, keys = {} } = body;
  if (typeof name !== 'string' || name === '')
    return invalidParameters([{ name: 'name', reason: '"name" must be a string' }]);
  for (const [key, value] of Object.entries({ capabilities, privacy, keys }))
    if (!isMembers(value)) return invalidParameters([{ name: key, reason: `"${key}" must be an object` }]);
  return checkCapabilities(capabilities as Members) ?? onlyKnown(privacy as Members, ['improve_ai']);
}

function checkCapabilities(capabilities: Members): ApiProblem | undefined {
  const { voice, ...others } = capabilities;
  const problems = Object.entries(PLAIN_WEBHOOKS).map(([capability, webhooks]) => {
    const held = others[capability];
    return held === undefined ? undefined : checkPlain(capability, held, webhooks);
  });
  return (
    onlyKnown(capabilities, CAPABILITIES) ??
    (voice === undefined ? undefined : checkVoice(voice)) ??
    problems.find((problem) => problem !== undefined)
  );
}

function checkVoice(voice: unknown): ApiProblem | undefined {
  if (!isMembers(voice)) return notAnObject('voice');
  const { webhooks = {}, ...settings } = voice;
  if (!isMembers(webhooks)) return notAnObject('voice.webhooks');
  const reasons = Object.entries(settings).flatMap(
    ([key, value]) => VOICE[key]?.(`voice.${key}`, value) ?? [],
  );
  const problem =
    onlyKnown(settings, Object.keys(VOICE)) ??
    onlyKnown(webhooks, Object.keys(LIMITS_MS)) ??
    Object.entries(webhooks)
      .map(([name, webhook]) => checkWebhook(name as keyof typeof LIMITS_MS, webhook))
      .find((each) => each !== undefined);
  return problem ?? (reasons.length > 0 ? invalidParameters(reasons) : undefined);
}

function checkWebhook(name: keyof typeof LIMITS_MS, webhook: unknown): ApiProblem | undefined {
  if (!isMembers(webhook)) return notAnObject(name);
  const unknown = onlyKnown(webhook, KNOWN_KEYS);
  if (unknown) return unknown;
  const limits = LIMITS_MS[name];
  const reasons = [
    isUrl(`${name}.address`, webhook['address']),
    oneOf('GET', 'POST')(`${name}.http_method`, webhook['http_method']),
    ...(['connect_timeout', 'socket_timeout'] as const).map((key) =>
      key in webhook ? within(limits[key][0], limits[key][1])(`${name}.${key}`, webhook[key]) : undefined,
    ),
  ].filter((reason) => reason !== undefined);
  return reasons.length > 0 ? invalidParameters(reasons) : undefined;
}

function checkPlain(capability: string, held: unknown, known: readonly string[]): ApiProblem | undefined {
  if (!isMembers(held)) return notAnObject(capability);
  const { webhooks = {} } = held;
  if (!isMembers(webhooks)) return notAnObject(`${capability}.webhooks`);
  return (
    onlyKnown(webhooks, known) ??
    Object.values(webhooks)
      .map((webhook) =>
        isMembers(webhook) ? onlyKnown(webhook, ['address', 'http_method']) : notAnObject(capability),
      )
      .find((problem) => problem !== undefined)
  );
}

function onlyKnown(value: Members, known: readonly string[]): ApiProblem | undefined {
  const key = Object.keys(value).find((each) => !known.includes(each));
  return key === undefined ? undefined : unknownKey(key, known);
}

const notAnObject = (name: string): ApiProblem =>
  invalidParameters([{ name, reason: `"${name}" must be an object` }]);
