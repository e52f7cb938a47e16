import type { NccoAction } from '../../ncco/ncco.ts';
import type { Call } from '../call/call.ts';

/** The length of a talk or stream. With `bargeIn` the next action (input) listens at once. */
export async function playAudio(call: Call, action: NccoAction, seconds: number): Promise<void> {
  if (action['bargeIn'] === true) return;
  const loop = Number(action['loop'] ?? 1);
  if (loop > 0) {
    await call.media(seconds * loop);
    return;
  }
  // For ever: until the caller has had enough.
  const gone = call.clock.joined();
  await call.whenEnded;
  gone();
}
