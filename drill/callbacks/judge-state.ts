import { parseSignatureSecret } from '../../contracts/signature-secret.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import type { StateVector } from './state-vector.ts';
import { secretValue, storedSecret } from './secrets.ts';
import type { VectorContext } from './vector.ts';

/** What functions/flow does with a call's state, or a copy of it that lacks a check. */
export interface StateReader {
  readonly idsOf: (call: { readonly conversationUuid: string; readonly uuid: string }) => unknown;
  readonly writeCallState: (state: never, secret: string) => string;
  readonly readCallState: (
    token: string,
    of: never,
    nowMs: number,
  ) => { readonly ok: true; readonly state: unknown } | { readonly ok: false; readonly code: string };
  readonly nextOfFlow: (flow: never, state: never, limits: never, atMs: number) => NextOfFlow;
}

interface NextOfFlow {
  readonly kind: 'step' | 'person' | 'lost';
  readonly code?: string;
  readonly why?: string;
}

const CONVERSATION = 'CON-5f1c0d8e-0000-4000-8000-000000000000';
const LEG = '5f1c0d8e-0000-4000-8000-000000000001';
const LIMITS = { mostSteps: 50, mostMinutes: 30 };
const FLOW = { version: 1, steps: { menu: () => [] }, knownAs: { menu: ['old-menu'] } };

/** `step`, or the code with which a state is refused or ended. */
export function judgeState(
  { sealed = {}, token: change, event = {}, secrets }: StateVector,
  { nowMs, currentSecret }: VectorContext,
  { idsOf, writeCallState, readCallState, nextOfFlow }: StateReader,
  parse: (text: string) => LiveSecrets = parseSignatureSecret,
): string {
  const { secret = 'current', steps = ['menu'], version = 1, number = 1, startedSecondsAgo = 0 } = sealed;
  const { conversation = CONVERSATION, leg = LEG } = sealed;
  const state = {
    version,
    steps,
    state: { tries: 0 },
    number,
    startedAtS: nowMs / 1000 - startedSecondsAgo,
    ids: idsOf({ conversationUuid: conversation, uuid: leg }),
    question: undefined,
  };
  const token = changed(writeCallState(state as never, secretValue(secret, currentSecret)), change);
  const ids = idsOf({ conversationUuid: event.conversation ?? CONVERSATION, uuid: event.leg ?? LEG });
  const live = parse(storedSecret(currentSecret, secrets));
  const read = readCallState(token, { secrets: live, ids, ...LIMITS } as never, nowMs);
  if (!read.ok) return read.code;
  const next = nextOfFlow(FLOW as never, read.state as never, LIMITS as never, nowMs);
  return next.code ?? next.why ?? next.kind;
}

function changed(token: string, change: StateVector['token']): string {
  if (change === undefined) return token;
  if ('text' in change) return change.text;
  const bytes = Buffer.from(token, 'base64url');
  if ('cut' in change) return bytes.subarray(0, -change.cut).toString('base64url');
  const at = change.turned < 0 ? bytes.length + change.turned : change.turned;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes.toString('base64url');
}
