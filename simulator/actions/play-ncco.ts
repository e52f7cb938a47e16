import type { Flow } from '../call/ask-for-ncco.ts';
import type { Call } from '../call/call.ts';
import { NotSimulated, type ActionPlayer } from './action-player.ts';
import { connect } from './connect.ts';
import { conversation, transfer } from './conversation.ts';
import { input } from './input.ts';
import { notify } from './notify.ts';
import { record } from './record.ts';
import { stream } from './stream.ts';
import { talk } from './talk.ts';
import { wait } from './wait.ts';

const PLAYERS: Readonly<Record<string, ActionPlayer>> = {
  connect,
  conversation,
  input,
  notify,
  record,
  stream,
  talk,
  transfer,
  wait,
};

/** Plays the NCCO and whatever replaces it, until there is nothing left to play or the call has ended. */
export async function playNcco(call: Call, first: Flow): Promise<void> {
  let flow = first;
  for (let index = 0; index < flow.ncco.length && !call.ended; index += 1) {
    const action = flow.ncco[index];
    if (!action) break;
    const player = PLAYERS[action.action];
    if (!player) throw new NotSimulated(`the action ${action.action}`);
    const replacement = await player(call, action, flow.request);
    if (replacement) {
      flow = replacement;
      index = -1;
    }
  }
}
