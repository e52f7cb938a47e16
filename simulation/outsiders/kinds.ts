import { buildRequest, type CallbackRequest } from '../../drill/callbacks/build-request.ts';
import { goesOverHttp, readVectors } from '../../drill/callbacks/read-vectors.ts';
import type { CallbackVector, VectorContext } from '../../drill/callbacks/vector.ts';
import type { RegionRole } from '../../emulator/emulator.ts';
import { idsOf, writeCallState } from '../../functions/flow/call-state.ts';

/** A request of somebody else than Vonage, while the call runs. Plain JSON, so that it can be kept. */
export interface OutsiderRequest {
  /** Name of its kind. */
  readonly what: string;
  readonly region: RegionRole;
  /** Which of the region's URLs, counted over those that take such a request. */
  readonly target: number;
  /** Since the caller dialled, ms. */
  readonly atMs: number;
}

/** What outsiders have heard of the running call: at worst, all that Vonage has sent. */
export interface Overheard {
  /** An event of the call that is in a journal. */
  readonly event: Readonly<Record<string, unknown>>;
  /** The last one of them that a step has answered, and the state in its URL; undefined: there was none. */
  readonly led?: { readonly event: Overheard['event']; readonly state: string } | undefined;
  readonly context: VectorContext;
}

/** A request that only Vonage may send, or one that must change nothing, also when Vonage sends it. */
export interface OutsiderKind {
  readonly name: string;
  /** The code of its rejection; `accepted`: it is genuine, but not for this call or not again. */
  readonly expect: string;
  readonly method: string;
  readonly request: (overheard: Overheard) => CallbackRequest;
  /**
   * In the path of the event URL, for one that is sent there: a state that is not this event's, so that it is answered as one whose
   * state is lost.
   */
  readonly state?: (overheard: Overheard) => string;
}

const OTHER = 'CON-00000000-0000-4000-8000-00000000dead';

const isOfOneHeaderEach = ({ headers = [] }: CallbackVector): boolean =>
  new Set(headers.map(([name]) => name.toLowerCase())).size === headers.length;

/** No outsider has a token of the future; what a vector says of the other ones holds at any clock that is ahead. */
const isForged = ({ expect, claims }: CallbackVector): boolean =>
  !['accepted', 'body-malformed', 'token-from-the-future'].includes(expect) &&
  // @vonage/jwt compares it with the machine's clock, which no world has.
  claims?.set?.['nbf'] === undefined;

const ofVector = (vector: CallbackVector): OutsiderKind => ({
  name: vector.name,
  expect: vector.expect,
  method: vector.method ?? 'POST',
  // Of this call, and no event that was: were it accepted, it would be in the call's journal.
  request: ({ event, context }) =>
    buildRequest({ ...vector, body: vector.body ?? JSON.stringify({ ...event, forged: true }) }, context),
});

const genuine = (name: string, more: Partial<CallbackVector>): CallbackVector => ({
  name,
  expect: 'accepted',
  ...more,
});

const stateOf = (conversationUuid: string, { context }: Overheard): string =>
  writeCallState(
    {
      version: 1,
      steps: ['menu'],
      state: {},
      number: 1,
      startedAtS: Math.floor(context.nowMs / 1000),
      ids: idsOf({ conversationUuid, uuid: undefined }),
      question: undefined,
    },
    context.currentSecret,
  );

/** The one that is in the call's URLs; in a call that is in no menu, as it would be. */
const stateOfCall = (overheard: Overheard): string =>
  overheard.led?.state ?? stateOf(String(overheard.event['conversation_uuid']), overheard);

/** Signed as Vonage signs it. */
const onceMore = ({ event, led, context }: Overheard, changes: Overheard['event'] = {}): CallbackRequest =>
  buildRequest(
    genuine('once more', { body: JSON.stringify({ ...(led?.event ?? event), ...changes }) }),
    context,
  );

const NONCE_BYTES = 12;

/** With another version of the call flow, the first value of a state: without its key it can be changed, but not sealed again. */
function changed(state: string): string {
  const bytes = Buffer.from(state, 'base64url');
  const at = NONCE_BYTES + '['.length;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes.toString('base64url');
}

/** Of the drill's forged callbacks, each; and what nothing but a running call has. */
export const OUTSIDER_KINDS: readonly OutsiderKind[] = [
  ...readVectors()
    .filter((vector) => goesOverHttp(vector) && isForged(vector) && isOfOneHeaderEach(vector))
    .map(ofVector),
  {
    name: 'a token of this call with another body',
    expect: 'payload-hash-mismatch',
    method: 'POST',
    request: ({ event, context }) =>
      buildRequest(
        genuine('replayed', {
          body: JSON.stringify({ ...event, forged: true }),
          signedBody: JSON.stringify(event),
        }),
        context,
      ),
  },
  {
    name: 'an event of this call once more, with the state of another call',
    expect: 'accepted',
    method: 'POST',
    request: (overheard) => onceMore(overheard),
    state: (overheard) => stateOf(OTHER, overheard),
  },
  {
    name: 'an event of this call once more, with its state changed',
    expect: 'accepted',
    method: 'POST',
    request: (overheard) => onceMore(overheard),
    state: (overheard) => changed(stateOfCall(overheard)),
  },
  {
    name: 'an event of another conversation, with the state of this call',
    expect: 'accepted',
    method: 'POST',
    request: (overheard) => onceMore(overheard, { conversation_uuid: OTHER, uuid: OTHER }),
    state: stateOfCall,
  },
];

/** @throws where there is no such kind */
export function outsiderKindOf(name: string): OutsiderKind {
  const found = OUTSIDER_KINDS.find((kind) => kind.name === name);
  if (found === undefined)
    throw new Error(
      `Expected an outsider's request that is known (${OUTSIDER_KINDS.map((kind) => kind.name).join('; ')}); found ${JSON.stringify(name)}.`,
    );
  return found;
}
