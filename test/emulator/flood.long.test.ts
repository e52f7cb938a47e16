import { rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { everyRoute } from '../../drill/faults/flood/every-route.ts';
import { startFlood } from '../../drill/faults/flood/start-flood.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { EmulatorNote } from '../../contracts/history.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { payloadHash, signCallback } from '../../simulator/http/sign-callback.ts';
import { synthesizedAssembly } from './synthesized-assembly.ts';

const GENUINE_PER_SECOND = 50;
const FORGED_PER_SECOND = 300;
const SECONDS = 20;
/** Longer than every integration timeout, so that the gateway answers first. */
const CLIENT_TIMEOUT_MS = 10_000;

let assembly: string;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
}, 60_000);
afterAll(() => rmSync(assembly, { recursive: true }));

interface Answer {
  /** 0: none. */
  readonly status: number;
  readonly tookMs: number;
}

/** Sends one genuine callback. */
function ask(
  url: string,
  { apiKey, id, signatureSecret }: Emulator['description']['application'],
  agent: Agent,
) {
  const uuid = crypto.randomUUID();
  const body = JSON.stringify({
    from: '447700900009',
    to: '447700900000',
    uuid,
    conversation_uuid: `CON-${uuid}`,
    status: 'ringing',
    timestamp: new Date().toISOString(),
  });
  const token = signCallback(
    { apiKey, signatureSecret, applicationId: id },
    { issuedAtSeconds: Math.floor(Date.now() / 1000), jti: uuid, payloadHash: payloadHash(url, body) },
  );
  const startedMs = performance.now();
  return new Promise<Answer>((resolve) => {
    const done = (status: number) => resolve({ status, tookMs: performance.now() - startedMs });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const asking = request(
      url,
      { method: 'POST', agent, headers, timeout: CLIENT_TIMEOUT_MS },
      (response) => {
        response.resume();
        response.once('end', () => done(response.statusCode ?? 0));
      },
    );
    asking.once('timeout', () => asking.destroy());
    asking.once('error', () => done(0));
    asking.end(body);
  });
}

/** Genuine callbacks to all webhooks of both regions, evenly over the time. */
async function genuineFor(seconds: number, { description }: Emulator): Promise<readonly Answer[]> {
  const { application, primary, secondary } = description;
  const urls = [primary.answer, primary.event, secondary.answer, secondary.event];
  const agent = new Agent({ keepAlive: true });
  const startedMs = performance.now();
  const answers: Promise<Answer>[] = [];
  for (let index = 0; index < seconds * GENUINE_PER_SECOND; index += 1) {
    await sleep(Math.max(0, startedMs + (index * 1000) / GENUINE_PER_SECOND - performance.now()));
    answers.push(ask(urls[index % urls.length] ?? '', application, agent));
  }
  const all = await Promise.all(answers);
  agent.destroy();
  return all;
}

async function floodFor(seconds: number, emulator: Emulator) {
  const { id, apiKey } = emulator.description.application;
  return startFlood({
    perSecond: FORGED_PER_SECOND,
    requests: FORGED_PER_SECOND * seconds,
    targets: await everyRoute(emulator.description),
    signer: { applicationId: id, apiKey, signatureSecret: 'a-secret-that-is-not-the-right-one-at-all' },
  });
}

const p99 = (answers: readonly Answer[]): number =>
  answers.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b)[Math.floor(answers.length * 0.99)] ?? 0;
const failed = (answers: readonly Answer[]) => answers.filter(({ status }) => status !== 200);

describe(`${GENUINE_PER_SECOND} genuine and ${FORGED_PER_SECOND} forged requests a second for ${SECONDS} s`, () => {
  let emulator: Emulator;
  const notes: EmulatorNote[] = [];
  beforeEach(async () => {
    notes.length = 0;
    emulator = await startEmulator({ assembly });
    emulator.onNote((note) => notes.push(note));
  }, 60_000);
  afterEach(() => emulator.stop());

  it('warm: every genuine one is served, and the slowest hundredth takes no more than four times as long', async () => {
    await genuineFor(3, emulator);
    const quiet = await genuineFor(10, emulator);
    const flood = await floodFor(SECONDS + 1, emulator);
    const flooded = await genuineFor(SECONDS, emulator);
    flood.stop();
    await flood.ended();
    const limitMs = Math.max(100, 4 * p99(quiet));
    console.log(
      `p99: quiet ${p99(quiet).toFixed(1)} ms, flooded ${p99(flooded).toFixed(1)} ms, limit ${limitMs.toFixed(0)} ms`,
    );
    expect(failed(flooded)).toEqual([]);
    expect(p99(flooded)).toBeLessThanOrEqual(limitMs);
    expect(notes.filter(({ level }) => level === 'suspect')).toEqual([]);
  }, 120_000);

  it('cold: at least 95 of 100 genuine ones are served, all get an answer, and no template is blamed', async () => {
    const flood = await floodFor(SECONDS, emulator);
    const flooded = await genuineFor(SECONDS, emulator);
    flood.stop();
    await flood.ended();
    console.log(`not served: ${failed(flooded).length} of ${flooded.length}`);
    expect(flooded.filter(({ status }) => status === 0)).toEqual([]);
    expect(failed(flooded).length).toBeLessThanOrEqual(0.05 * flooded.length);
    expect(notes.filter(({ level }) => level === 'suspect')).toEqual([]);
  }, 120_000);
});
