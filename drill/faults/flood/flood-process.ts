// Sends forged callbacks in a process of its own, so that the drill's event loop does not pay for them.
import { Agent, request } from 'node:http';
import { payloadHash, signCallback } from '../../../simulator/http/sign-callback.ts';
import type { FloodOrder, FloodReport, FloodTarget } from './flood.ts';

const TIMEOUT_MS = 10_000;
const FIELDS = {
  from: '447700900999',
  to: '447700900000',
  conversation_uuid: 'CON-forged',
  status: 'ringing',
};

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
let isOver = false;
// Ctrl-C reaches this process too: it stops sending, and still reports.
process.on('SIGINT', () => (isOver = true));
process.on('disconnect', () => process.exit(0));
process.once('message', (order: FloodOrder) => {
  process.once('message', () => (isOver = true));
  void flood(order).then(sendReport);
});

async function flood({ perSecond, requests, targets, signer }: FloodOrder): Promise<FloodReport> {
  const tallies = targets.map(({ name }) => ({
    target: name,
    sent: 0,
    asExpected: 0,
    others: {} as Record<string, number>,
  }));
  const startedMs = performance.now();
  let lastMs = startedMs;
  const answers: Promise<void>[] = [];
  for (let index = 0; index < requests && !isOver; index++) {
    const dueMs = startedMs + (index * 1000) / perSecond;
    // After a delay, requests follow one by one, not in a burst.
    await new Promise((resolve) => setTimeout(resolve, Math.max(1, dueMs - performance.now())));
    const target = targets[index % targets.length];
    const tally = tallies[index % targets.length];
    if (target === undefined || tally === undefined) break;
    lastMs = performance.now();
    tally.sent += 1;
    answers.push(
      ask(target, forge(target, signer, index)).then((found) => {
        if (found === 'as-expected') tally.asExpected += 1;
        else tally.others[found] = (tally.others[found] ?? 0) + 1;
      }),
    );
    if (index === 0) void answers[0]?.then(() => process.send?.('flooding'));
  }
  await Promise.all(answers);
  agent.destroy();
  return { tookMs: lastMs - startedMs, tallies };
}

interface Forged {
  readonly url: string;
  readonly authorization: string;
  readonly body: string | undefined;
}

/** A callback without a call; its claims are right and its signature is wrong. */
function forge({ method, url }: FloodTarget, signer: FloodOrder['signer'], index: number): Forged {
  const fields = { ...FIELDS, uuid: `forged-${index}` };
  const sent =
    method === 'GET'
      ? { url: `${url}?${new URLSearchParams(fields).toString()}`, body: undefined }
      : { url, body: JSON.stringify(fields) };
  const token = signCallback(signer, {
    issuedAtSeconds: Math.floor(Date.now() / 1000),
    jti: `forged-${index}`,
    payloadHash: payloadHash(sent.url, sent.body),
  });
  return { ...sent, authorization: `Bearer ${token}` };
}

function ask({ method, expects }: FloodTarget, { url, authorization, body }: Forged): Promise<string> {
  return new Promise((resolve) => {
    const asking = request(
      url,
      {
        method,
        agent,
        timeout: TIMEOUT_MS,
        headers: { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.once('error', (error) => resolve(codeOf(error)));
        response.once('end', () => {
          const isExpected =
            response.statusCode === expects.status && (expects.body === undefined || expects.body === text);
          resolve(isExpected ? 'as-expected' : `status ${response.statusCode}`);
        });
      },
    );
    asking.once('timeout', () => asking.destroy(new Error('no answer')));
    asking.once('error', (error) => resolve(codeOf(error)));
    asking.end(body);
  });
}

const codeOf = (error: NodeJS.ErrnoException): string => error.code ?? error.message;

function sendReport(report: FloodReport): void {
  process.send?.(report, () => process.disconnect());
}
