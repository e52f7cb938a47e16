import type { Call } from '../../contracts/call.ts';
import { STATE_LIFE_AFTER_S } from '../../contracts/call-flow-limits.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import { seal, unseal } from './seal.ts';

/** Which call a state belongs to. Some events give the conversation without `CON-`; `notify` and `connect` events lack the leg. */
export interface CallIds {
  /** Without `CON-`, lower case; empty for none. */
  readonly conversation: string;
  /** The caller's leg; empty for none. A leg that moves to another conversation keeps it (nexmo-developer PR #3521). */
  readonly leg: string;
}

/** What a call carries from one step to the next, in the event URL of the action that leads on. */
export interface CallState {
  /** The flow's name in functions/call-flows.ts; undefined for `callFlow` and `candidate`. */
  readonly flowName?: string | undefined;
  readonly version: number;
  /** The step that answers, and what other versions call it. */
  readonly steps: readonly [string, ...(readonly string[])];
  readonly state: unknown;
  /** Position of that step in the call: 1 for the first after the start. */
  readonly number: number;
  /** When the call began, seconds since 1970. */
  readonly startedAtS: number;
  readonly ids: CallIds;
  /** The question, for when the step fails: once more. Undefined: it was repeated already, or this is no question. */
  readonly question: Ncco | undefined;
}

/** Why a state is not read. */
export const STATE_CODES = ['state-unreadable', 'state-of-another-call', 'state-expired'] as const;

export type StateCode = (typeof STATE_CODES)[number];

export type ReadState =
  { readonly ok: true; readonly state: CallState } | { readonly ok: false; readonly code: StateCode };

export const idsOf = ({ conversationUuid, uuid }: Pick<Call, 'conversationUuid' | 'uuid'>): CallIds => ({
  conversation: inOneCase(withoutPrefix(conversationUuid ?? '')),
  leg: inOneCase(uuid ?? ''),
});

/** @returns base64url; the same state gives the same token */
export function writeCallState(
  { flowName, version, steps, state, number, startedAtS, ids, question }: CallState,
  secret: string,
): string {
  const fields = [version, steps, state, number, startedAtS, ids.conversation, ids.leg, question ?? 0];
  // Without a name as releases without named flows write it, so that either reads the other's.
  return seal(JSON.stringify(flowName === undefined ? fields : [...fields, flowName]), secret);
}

/**
 * Reads a state that one of the secrets has sealed, of this call and in its time.
 * @param nowMs when the event happened, ms since 1970
 */
export function readCallState(
  token: string,
  {
    secrets,
    ids,
    mostMinutes,
  }: { readonly secrets: LiveSecrets; readonly ids: CallIds; readonly mostMinutes: number },
  nowMs: number,
): ReadState {
  const text = openedBy(secrets, token);
  if (!isOpened(text)) return { ok: false, code: 'state-unreadable' };
  const state = parsed(text);
  // Sealed by us, in another form.
  if (state === undefined) return { ok: false, code: 'state-unreadable' };
  if (!isOfCall(state.ids, ids)) return { ok: false, code: 'state-of-another-call' };
  if (!isInTime(state, mostMinutes, nowMs)) return { ok: false, code: 'state-expired' };
  // A caller who was moved to another conversation goes on there.
  const conversation = ids.conversation === '' ? state.ids.conversation : ids.conversation;
  return { ok: true, state: { ...state, ids: { ...state.ids, conversation } } };
}

// Separate named functions, because drill/callbacks/checks disables one at a time.
const openedBy = (secrets: LiveSecrets, token: string): string | undefined =>
  secrets.reduce<string | undefined>((text, { value }) => text ?? unseal(token, value), undefined);
const isOpened = (text: string | undefined): text is string => text !== undefined;
const isOfCall = (state: CallIds, event: CallIds): boolean =>
  state.conversation === event.conversation || isSameLeg(state.leg, event.leg);
const isSameLeg = (state: string, event: string): boolean => state !== '' && state === event;
const withoutPrefix = (conversation: string): string => conversation.replace(/^CON-/i, '');
const inOneCase = (id: string): string => id.toLowerCase();
const isInTime = ({ startedAtS }: CallState, mostMinutes: number, nowMs: number): boolean =>
  nowMs / 1000 <= startedAtS + mostMinutes * 60 + STATE_LIFE_AFTER_S;

/** Undefined for what another release of this project may have sealed. */
function parsed(text: string): CallState | undefined {
  const fields = JSON.parse(text) as unknown[];
  const isKnown = Array.isArray(fields) && (fields.length === FIELDS || fields.length === FIELDS + 1);
  if (!isKnown || !Array.isArray(fields[1])) return undefined;
  const [version, steps, state, number, startedAtS, conversation, leg, question, flowName] = fields as [
    number,
    CallState['steps'],
    unknown,
    number,
    number,
    string,
    string,
    Ncco | 0,
    string | undefined,
  ];
  const ids = { conversation, leg };
  return {
    flowName,
    version,
    steps,
    state,
    number,
    startedAtS,
    ids,
    question: question === 0 ? undefined : question,
  };
}

/** Of a sealed state, without the flow's name. */
const FIELDS = 8;
