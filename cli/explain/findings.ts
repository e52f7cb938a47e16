import { isPrivate, isTunnel, regionOf, sharedFate, staticHost } from './hosts.ts';
import { DEFAULT_TIMEOUTS } from '../kit/silences.ts';
import { type Change, withVoice, withWebhook } from './change.ts';
import { longestMs, type Row } from './rows.ts';
import type { SetUp, Webhook } from './set-up.ts';

/** A cause of what callers hear. */
export interface Finding {
  readonly id: string;
  /** As an expert would say it, with its consequence. */
  readonly sentence: string;
  readonly change?: Change;
  /** 0: nothing else matters. 1: weighed by what its change wins. 2: about something that no caller hears. */
  readonly weight: 0 | 1 | 2;
}

/** Recommended where nothing is measured; Vonage accepts 300–1000 ms and 1000 ms or more (docs/decisions/002-timeouts.md). */
const SHORTER = { connectMs: 500, answerMs: 2000, eventMs: 2500 } as const;
const PLACEHOLDER = 'https://REPLACE-ME.example.com/fallback';

/** All causes that the application shows; unordered. Pure. */
export const findingsOf = (setUp: SetUp, rows: readonly Row[]): readonly Finding[] =>
  RULES.flatMap((rule) => rule(setUp, rows) ?? []);

type FindingRule = (setUp: SetUp, rows: readonly Row[]) => Finding | undefined;

const noAnswerUrl: FindingRule = ({ webhooks }) =>
  webhooks.answer_url === undefined
    ? {
        id: 'no-answer-url',
        weight: 0,
        sentence: 'The application has no answer URL, so no inbound call gets an NCCO: it ends at once.',
      }
    : undefined;

const noNumbers: FindingRule = ({ numbers }) =>
  numbers === 0
    ? {
        id: 'no-numbers',
        weight: 0,
        sentence:
          'No number is linked to the application, so nobody can call it. Link one in the Vonage dashboard, under Numbers.',
      }
    : undefined;

const unreachable: FindingRule = ({ webhooks }) => {
  const found = Object.entries(webhooks).find(([, { host }]) => isPrivate(host));
  if (found === undefined) return undefined;
  const [name, { host }] = found;
  return {
    id: 'private-address',
    weight: 0,
    sentence: `${name} is ${host}, an address that only this computer or network reaches: Vonage does not.`,
  };
};

const noFallback: FindingRule = (
  { webhooks: { answer_url: answer, fallback_answer_url: fallback } },
  rows,
) =>
  answer !== undefined && fallback === undefined
    ? {
        id: 'no-fallback',
        weight: 1,
        sentence: `If ${answer.host} fails, every new call is cut off, after up to ${longest(rows, 'call-begins')} of silence: the application has no fallback URL.`,
        change: {
          says: 'Set a fallback URL on other servers: a second region, or a file behind a CDN that answers POST and ignores the Authorization header.',
          apply: withWebhook('fallback_answer_url', {
            address: PLACEHOLDER,
            http_method: 'POST',
            connect_timeout: SHORTER.connectMs,
          }),
        },
      }
    : undefined;

const sharedFallback: FindingRule = (
  { webhooks: { answer_url: answer, fallback_answer_url: fallback } },
  rows,
) => {
  if (answer === undefined || fallback === undefined) return undefined;
  const tie = sharedFate(answer, fallback);
  const sentence = {
    host: `The fallback URL is on the host of the answer URL (${answer.host}): what takes one down takes the other, and calls are cut off after up to ${longest(rows, 'call-begins')} of silence.`,
    region: `The fallback URL is in the region of the answer URL (${regionOf(answer.host) ?? ''}): when that region fails, calls are cut off after up to ${longest(rows, 'call-begins')} of silence.`,
    certificate: `The fallback URL (${fallback.host}) and the answer URL (${answer.host}) may share a wildcard certificate: when it expires, both fail in the same second.`,
  };
  if (tie === undefined) return undefined;
  return {
    id: `fallback-shares-${tie}`,
    weight: tie === 'certificate' ? 2 : 1,
    sentence: sentence[tie],
    change: {
      says: `Move the fallback URL to another ${tie === 'certificate' ? 'domain or certificate' : tie === 'host' ? 'host and region' : 'region'}.`,
      apply: withWebhook('fallback_answer_url', { address: PLACEHOLDER }),
    },
  };
};

const fallbackRefuses: FindingRule = ({ webhooks: { fallback_answer_url: fallback }, isSigned }) => {
  const known = fallback && staticHost(fallback, isSigned ?? true);
  if (fallback === undefined || known?.refusal === undefined) return undefined;
  return {
    id: 'fallback-cannot-answer',
    weight: 1,
    sentence: `The fallback URL is ${known.what}, and ${known.refusal.why}: it fails exactly when it is needed, and calls are cut off.`,
    change: {
      says: 'Put a CDN in front of the file that answers GET and POST, forwards no Authorization header, and serves application/json.',
      apply: withWebhook('fallback_answer_url', { address: PLACEHOLDER }),
    },
  };
};

const noEventUrl: FindingRule = ({ webhooks }) =>
  webhooks.answer_url !== undefined && webhooks.event_url === undefined
    ? {
        id: 'no-event-url',
        weight: 2,
        sentence:
          'The application has no event URL: keys, speech, a lost WebSocket or a failed connect are reported to nobody, unless an action names its own eventUrl.',
      }
    : undefined;

const slowEvents: FindingRule = ({ webhooks: { event_url: event } }, rows) =>
  event !== undefined && (event.socketMs ?? DEFAULT_EVENT_MS) > SHORTER.eventMs
    ? {
        id: 'long-event-timeout',
        weight: 1,
        sentence: `A caller who presses a key, or loses the bot, waits up to ${longest(rows, 'mid-call')} in silence when ${event.host} hangs: event_url has ${timeoutInWords(event, DEFAULT_EVENT_MS)}.`,
        change: {
          says: `Shorten the timeouts of event_url to what its server needs (connect ${SHORTER.connectMs} ms, socket ${SHORTER.eventMs} ms, if it answers within that).`,
          apply: withWebhook('event_url', {
            connect_timeout: SHORTER.connectMs,
            socket_timeout: SHORTER.eventMs,
          }),
        },
      }
    : undefined;

const slowAnswer: FindingRule = (
  { webhooks: { answer_url: answer, fallback_answer_url: fallback } },
  rows,
) =>
  answer !== undefined && fallback !== undefined && (answer.socketMs ?? DEFAULT_ANSWER_MS) > SHORTER.answerMs
    ? {
        id: 'long-answer-timeout',
        weight: 1,
        sentence: `A new caller waits up to ${longest(rows, 'call-begins')} in silence before the fallback answers: answer_url has ${timeoutInWords(answer, DEFAULT_ANSWER_MS)}.`,
        change: {
          says: `Shorten the timeouts of answer_url to what its server needs (connect ${SHORTER.connectMs} ms, socket ${SHORTER.answerMs} ms, if it answers within that).`,
          apply: withWebhook('answer_url', {
            connect_timeout: SHORTER.connectMs,
            socket_timeout: SHORTER.answerMs,
          }),
        },
      }
    : undefined;

const longQueries: FindingRule = ({ webhooks }) => {
  const names = (['answer_url', 'fallback_answer_url'] as const).filter(
    (name) => webhooks[name]?.method === 'GET',
  );
  const [name] = names;
  return name === undefined
    ? undefined
    : {
        id: 'get',
        weight: 2,
        sentence: `Vonage asks ${names.join(' and ')} by GET: a call with more than about 8 kB of data (custom_data of a Client SDK, SIP headers) does not fit into the query of most servers, and gets no NCCO.`,
        change: {
          says: `Set http_method to POST, once the server takes it.`,
          apply: (setUp) =>
            names.reduce((changed, each) => withWebhook(each, { http_method: 'POST' })(changed), setUp),
        },
      };
};

const unsigned: FindingRule = ({ isSigned }) =>
  isSigned === false
    ? {
        id: 'unsigned',
        weight: 2,
        sentence: 'Callbacks are not signed: whoever knows the URLs can send calls and events to them.',
        change: {
          says: 'Set signed_callbacks, and verify the token in the handlers.',
          apply: withVoice({ signed_callbacks: true }),
        },
      }
    : undefined;

const plainHttp: FindingRule = ({ webhooks }) => {
  const names = Object.entries(webhooks)
    .filter(([, { address }]) => /^http:/i.test(address))
    .map(([name]) => name);
  return names.length === 0
    ? undefined
    : {
        id: 'plain-http',
        weight: 2,
        sentence: `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} http: callers' numbers and tokens cross the internet in the clear.`,
      };
};

const tunnel: FindingRule = ({ webhooks }) => {
  const found = Object.entries(webhooks).find(([, { host }]) => isTunnel(host));
  return (
    found && {
      id: 'tunnel',
      weight: 2,
      sentence: `${found[0]} is a tunnel (${found[1].host}): calls end when one computer sleeps. Use it for development only.`,
    }
  );
};

const misspelt: FindingRule = ({ application }) => {
  if (!JSON.stringify(application).includes('"connection_timeout"')) return undefined;
  return {
    id: 'connection-timeout',
    weight: 0,
    sentence:
      'connection_timeout is no key of the Applications API, which answers 400 to it: the name is connect_timeout (vonage-dotnet-sdk #625).',
  };
};

const RULES: readonly FindingRule[] = [
  noAnswerUrl,
  noNumbers,
  unreachable,
  noFallback,
  fallbackRefuses,
  sharedFallback,
  slowAnswer,
  slowEvents,
  noEventUrl,
  tunnel,
  unsigned,
  plainHttp,
  longQueries,
  misspelt,
];

const DEFAULT_ANSWER_MS = DEFAULT_TIMEOUTS.answer_url.socket_timeout;
const DEFAULT_EVENT_MS = DEFAULT_TIMEOUTS.event_url.socket_timeout;

const timeoutInWords = ({ socketMs }: Webhook, defaultMs: number): string =>
  socketMs === undefined
    ? `Vonage's default timeout of ${defaultMs / 1000} s`
    : `a socket timeout of ${socketMs / 1000} s`;

/** The longest silence of a moment without `everything-down`, by the newest reading of the rules. */
const longest = (rows: readonly Row[], moment: Row['moment']): string => {
  const some = rows
    .filter((row) => row.moment === moment && row.fault.reach !== 'everything')
    .map((row) => ({ ...row, outcomes: row.outcomes.slice(0, 1) }));
  return `${(longestMs(some) / 1000).toFixed(0)} s`;
};
