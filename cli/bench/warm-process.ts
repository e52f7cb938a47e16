/** Loads a bundle, and measures its handler beside the least that any application must do, in turns, in one process. */
import { createRequire } from 'node:module';
import { verifySignature } from '@vonage/jwt';
import type { WarmTask, WarmWork } from './warm-work.ts';

/** Time of the processor, with what collects garbage beside: a busy machine changes it little. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

type Handler = (event: unknown, context: object) => Promise<{ readonly statusCode: number }>;

/** Requests a turn: long enough for a clock, short enough for both to meet the same machine. */
const IN_A_ROW = 20;

// Ctrl-C reaches the whole terminal; the command decides what it means.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
// What is rejected ends this process, with its stack.
process.on('message', (task: WarmTask) => void measure(task).then((work) => process.send?.(work)));

async function measure({ bundle, event, signatureSecret, turns }: WarmTask): Promise<WarmWork> {
  const { handler } = createRequire(bundle)(bundle) as { readonly handler: Handler };
  const { headers, body } = event;
  const token = headers['authorization']?.replace('Bearer ', '') ?? '';
  let handlerMs = 0;
  let leastMs = 0;
  for (let turn = 0; turn < turns; turn++) {
    const startedMs = cpuMs();
    for (let i = 0; i < IN_A_ROW; i++) {
      const { statusCode } = await handler(event, {});
      if (statusCode !== 200) throw new Error(`Expected 200, found ${statusCode}.`);
    }
    const betweenMs = cpuMs();
    for (let i = 0; i < IN_A_ROW; i++) {
      if (!verifySignature(token, signatureSecret)) throw new Error('Expected a signature that fits.');
      JSON.stringify(JSON.parse(body ?? ''));
    }
    handlerMs += betweenMs - startedMs;
    leastMs += cpuMs() - betweenMs;
  }
  const requests = turns * IN_A_ROW;
  return { handlerMs: handlerMs / requests, leastMs: leastMs / requests };
}
