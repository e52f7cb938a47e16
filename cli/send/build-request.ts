import { MOST_NESTING, nestingOf } from '../../contracts/json-nesting.ts';
import { callbackRequest, requestOf } from '../link/probe/probe-request.ts';
import type { HttpRequest } from '../kit/send-http.ts';
import { CommandError } from '../kit/command-error.ts';
import { readTextFile } from '../kit/read-text-file.ts';
import type { LocalSystem } from '../local/local-system.ts';
import type { SendOptions } from './options.ts';
import { fallbackFields, plausibleFields, webhookUrl } from './plausible-fields.ts';

export interface BuiltRequest {
  readonly request: HttpRequest;
  /** For people: `answer of the primary`. */
  readonly target: string;
  /** How long Vonage waits for this webhook, ms. */
  readonly limits: { readonly connect_timeout: number; readonly socket_timeout: number };
}

type Fields = Readonly<Record<string, unknown>>;

/** The request of a webhook as Vonage would send it. @throws CommandError for a wrong --body */
export async function buildRequest(
  asked: SendOptions,
  system: LocalSystem,
  nowMs: number,
): Promise<BuiltRequest> {
  const { websocketUri } = system.regions[failedRole(asked)];
  const options = websocketUri === null ? ofThePerson(asked) : asked;
  const { webhook, body, exact, unsigned } = options;
  const { voice, application } = system;
  const isFallback = webhook === 'fallback';
  const limits = isFallback
    ? voice.webhooks.fallback_answer_url
    : options.original === 'answer'
      ? voice.webhooks.answer_url
      : voice.webhooks.event_url;
  const method = isFallback ? voice.webhooks.fallback_answer_url.http_method : 'POST';
  const { address, target } = isFallback ? fallbackTarget(options, system) : webhookTarget(options, system);
  const signer = unsigned
    ? undefined
    : {
        applicationId: application.id,
        apiKey: application.apiKey,
        signatureSecret: application.signatureSecret,
      };
  const given = body === undefined ? undefined : await textOf(body);
  if (exact && given !== undefined) {
    if (method === 'GET')
      throw new CommandError(
        '--exact: expected a webhook that is a POST, found the fallback, which this application asks by GET. Leave --exact out: the fields of --body go into the query.',
      );
    return { request: requestOf(new URL(address), given, signer, nowMs), target, limits };
  }
  const moment = { nowMs, websocketUri, callerNumber: system.callerNumber };
  const fields = {
    ...plausibleFields(options, moment),
    ...(isFallback ? fallbackFields(options, originalUrl(options, system)) : {}),
    ...(given === undefined ? {} : readFields(given)),
  };
  return { request: callbackRequest({ address, method, fields }, signer, nowMs), target, limits };
}

/** Where there is no bot, the person's leg alone reports to `/websocket-disconnected`. */
function ofThePerson(options: SendOptions): SendOptions {
  if (options.original !== 'websocket-disconnected') return options;
  if (options.rung !== undefined && options.rung !== 'person')
    throw new CommandError(
      `--rung: expected person, found ${options.rung}: the settings name no bot (websocketUri: null).`,
    );
  return { ...options, rung: 'person' };
}

/** The region whose webhook is meant; of a fallback request the one that has failed: the other one. */
function failedRole({ webhook, region }: SendOptions): 'primary' | 'secondary' {
  if (webhook !== 'fallback') return region ?? 'primary';
  return region === 'primary' ? 'secondary' : 'primary';
}

const originalUrl = (options: SendOptions, { regions }: LocalSystem): string =>
  webhookUrl(options.original, options, regions[failedRole(options)]);

function webhookTarget(options: SendOptions, system: LocalSystem): { address: string; target: string } {
  const role = failedRole(options);
  return { address: originalUrl(options, system), target: `${options.webhook} of the ${role}` };
}

/** Of the region that takes over; without --region just what the application names. */
function fallbackTarget(
  { region, direct }: SendOptions,
  { regions, voice }: LocalSystem,
): { address: string; target: string } {
  const role = region ?? 'secondary';
  if (direct) return { address: regions[role].fallback, target: `fallback of the ${role}, its API itself` };
  return {
    address: region === undefined ? voice.webhooks.fallback_answer_url.address : regions[role].distribution,
    target: `fallback of the ${role}, through its CloudFront distribution`,
  };
}

const textOf = async (body: string): Promise<string> =>
  body.startsWith('@')
    ? readTextFile(body.slice(1), 'the fields', 'Name another file with --body @FILE.')
    : body;

function readFields(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandError(
      `--body: expected a JSON object, found text that is no JSON (${(error as Error).message}). --exact sends it as it is.`,
    );
  }
  if (nestingOf(text) > MOST_NESTING)
    throw new CommandError(
      `--body: expected at most ${MOST_NESTING} levels of arrays and objects, found ${nestingOf(text)}. --exact sends it as it is.`,
    );
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new CommandError(
    `--body: expected a JSON object, found ${JSON.stringify(value).slice(0, 60)}. --exact sends it as it is.`,
  );
}
