// Sends hostile requests in a process of its own, which can be ended when one of them never lets go of the event loop.
import { sendHostile } from './send-hostile.ts';
import type { HostileRun } from './send-hostile.ts';

/** Often enough that the request that hangs is found by hand. */
const TELL_EVERY = 100;

let sent = 0;
process.on('disconnect', () => process.exit(1));
process.once('message', (run: HostileRun) => {
  void sendHostile(run, () => {
    if (sent % TELL_EVERY === 0) process.send?.({ sent });
    sent += 1;
  }).then((report) => process.send?.({ report }, () => process.disconnect()));
});
