import { jest } from '@jest/globals';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SLICE } from '../support/slice.ts';
import type { HostileReport, HostileRun } from './send-hostile.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const REQUESTS = SLICE.count(100_000);
/** A hundred requests take a tenth of a second; a machine that is busy takes longer, and never this long. */
const HANGS_AFTER_MS = 60_000;

/** A new one each run. `--seed` sends others; with `HOSTILE_PATH` too, it begins with the one that failed. */
const seed = jest.getSeed();
const path = process.env['HOSTILE_PATH'];
const run: HostileRun = { seed, requests: REQUESTS, path };
const ONCE_MORE = `npm run test:long -- --seed ${seed} test/hostile`;

type Message = { readonly sent: number } | { readonly report: HostileReport };

/** @throws when a request hangs or ends the process */
function sendAll(): Promise<HostileReport> {
  const child = fork(MAIN, [], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    let sent = 0;
    let timer: NodeJS.Timeout | undefined;
    const settle = (settled: () => void): void => {
      clearTimeout(timer);
      settled();
    };
    const lost = (what: string) => (): void => {
      child.kill('SIGKILL');
      settle(() => reject(new Error(`${what} by request ${sent} to ${sent + 99}. Once more: ${ONCE_MORE}`)));
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(lost('the event loop was taken'), HANGS_AFTER_MS);
    };
    child.on('message', (message: Message) => {
      if ('report' in message) return settle(() => resolve(message.report));
      sent = message.sent;
      wait();
    });
    child.once('exit', lost('the process was ended'));
    wait();
    child.send(run);
  });
}

it(`answers ${REQUESTS} hostile requests as it must (seed ${seed})`, async () => {
  const { requests, answers, failure } = await sendAll();
  if (failure !== undefined) {
    throw new Error(
      `${failure.error}\n${JSON.stringify(failure.request)}\n` +
        `Once more: HOSTILE_PATH=${failure.path} ${ONCE_MORE}`,
    );
  }
  if (path !== undefined) return;
  expect(requests).toBe(REQUESTS);
  // Each way through each route was gone often.
  const rare = WAYS.filter((way) => (answers[way] ?? 0) < REQUESTS / 1000);
  expect(rare).toEqual([]);
  expect(Object.keys(answers).toSorted()).toEqual(WAYS.toSorted());
}, 600_000);

/** Route, who asks, what is answered. */
const WAYS = [
  'answer known 200',
  'answer known 400',
  'answer unauthenticated 401',
  'answer unauthenticated 503',
  'event known 200 empty',
  'event known 400',
  'event known 503',
  'event unauthenticated 401',
  'event unauthenticated 503',
  'fallback known 200',
  'fallback known 200 empty',
  'fallback unauthenticated 403',
  'health known 200',
  'health unauthenticated 200',
  'websocket-disconnected known 200',
  'websocket-disconnected known 200 empty',
  'websocket-disconnected known 400',
  'websocket-disconnected unauthenticated 401',
  'websocket-disconnected unauthenticated 503',
];
