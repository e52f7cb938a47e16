import type { LogCode } from '../functions/webhook/log-codes.ts';
import type { RuleName } from '../simulator/rules/rule-names.ts';

type NotMet<Name extends string> = Readonly<Partial<Record<Name, string>>>;

const NO_OUTCOME = 'it says how a request or an action looks, and decides no outcome';
const OF_THE_DRILL = 'the drill asks for it, a simulation does not';

/** Rules that no call of a simulation meets, each with the reason. */
export const RULES_NOT_MET: NotMet<RuleName> = {
  'closed-connection-is-retried': 'a world resets connections, and does not close them in mid-response',
  'malformed-http-goes-to-the-fallback': 'what answers in a world speaks HTTP',
  'empty-array-is-no-ncco':
    'a step of a call flow answers [] to a connect that leads on: no call of a simulation has one',
  'retry-pause': NO_OUTCOME,
  'disconnected-event-uses-the-fallback': NO_OUTCOME,
  'status-events-of-a-call-are-queued': NO_OUTCOME,
  'status-events-may-come-twice-and-out-of-order': OF_THE_DRILL,
  'connection-reuse': NO_OUTCOME,
  'connect-timeout-covers-tcp': NO_OUTCOME,
  'socket-timeout-scope': NO_OUTCOME,
  'statuses-200-to-205-are-accepted': NO_OUTCOME,
  'callbacks-are-signed': NO_OUTCOME,
  'fallback-is-signed': NO_OUTCOME,
  'get-hash-covers-the-query': NO_OUTCOME,
  'get-nested-values-are-json-text': NO_OUTCOME,
  'original-url-may-keep-its-query': NO_OUTCOME,
  'retry-may-carry-a-new-token': NO_OUTCOME,
  'reason-of-a-connect-timeout': NO_OUTCOME,
  'media-is-compressed': NO_OUTCOME,
  'a-loop-of-nccos-is-ended': 'it would break a promise',
  'websocket-connect-is-silent': NO_OUTCOME,
  'outbound-legs-are-limited': OF_THE_DRILL,
  'websocket-legs-may-count-as-outbound': OF_THE_DRILL,
  'refusal-for-rate-is-an-error-or-a-status': OF_THE_DRILL,
  'websocket-is-pinged': NO_OUTCOME,
  'unreachable-websocket-is-failed-or-unanswered': NO_OUTCOME,
  'stream-needs-audio': NO_OUTCOME,
  'record-and-input-events-may-drop-the-prefix': NO_OUTCOME,
  'caller-events-may-have-headers': NO_OUTCOME,
  'completed-waits-for-the-last-attempt': NO_OUTCOME,
  'transfer-moves-the-caller': OF_THE_DRILL,
  'named-conversation-moves-the-caller': OF_THE_DRILL,
  'input-may-report-nothing-in-several-forms': NO_OUTCOME,
  'transfer-hangs-up-the-bot': OF_THE_DRILL,
  'text-frames-of-a-websocket': NO_OUTCOME,
};

const FLOW_IS_WHOLE = 'the call flow is whole: the drill breaks it';
const ONE_VERSION =
  'both regions run one version of the call flow: the drill deploys another one in mid-call';

/** Codes that no handler of a simulation ends with, each with the reason. */
export const CODES_NOT_MET: NotMet<LogCode> = {
  'token-from-the-future': 'no clock of a simulation is behind, and no outsider has a token of the future',
  'secret-not-configured': 'a stack that has no secret yet serves no call',
  configuration: 'settings that cannot be read are refused when the assembly is read',
  'body-malformed': 'Vonage sends JSON',
  internal: 'it would be a mistake of the functions',
  'step-unknown': ONE_VERSION,
  'state-not-understood': ONE_VERSION,
  'call-flow-too-slow': FLOW_IS_WHOLE,
  'call-flow-invalid-ncco': FLOW_IS_WHOLE,
  'call-flow-threw': FLOW_IS_WHOLE,
  'application-failed': 'no call flow of a simulation passes callbacks on (forwardTo)',
  'answer-failed': 'no call asks /health',
};
