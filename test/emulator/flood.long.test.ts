import { rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { everyRoute } from '../../drill/faults/flood/every-route.ts';
import { startFlood } from '../../drill/faults/flood/start-flood.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { EmulatorNote } from '../../contracts/history.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { payloadHash, signCallback } from '../../simulator/http/sign-callback.ts';
import { synthesizedAssembly } from './synthesized-assembly.ts';

const GENUINE_PER_SECOND = 50;
/** The lower ones are for a machine that the higher one alone keeps busy: then its callers wait for a core, not for a function. */
const FORGED_PER_SECOND = [300, 150, 75] as const;
/** A machine with less of its cores free, on average, was without any for a part of the time, and measures itself. */
const FREE_SHARE = 0.5;
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

async function floodFor(seconds: number, perSecond: number, emulator: Emulator) {
  const { id, apiKey } = emulator.description.application;
  return startFlood({
    perSecond,
    requests: perSecond * seconds,
    targets: await everyRoute(emulator.description),
    signer: { applicationId: id, apiKey, signatureSecret: 'a-secret-that-is-not-the-right-one-at-all' },
  });
}

const p99 = (answers: readonly Answer[]): number =>
  answers.map(({ tookMs }) => tookMs).toSorted((a, b) => a - b)[Math.floor(answers.length * 0.99)] ?? 0;
const failed = (answers: readonly Answer[]) => answers.filter(({ status }) => status !== 200);

/** Of all cores together, since the call. */
function watchFreeShare(): () => number {
  const read = () =>
    cpus().map(({ times }) => ({ free: times.idle, all: Object.values(times).reduce((a, b) => a + b, 0) }));
  const before = read();
  return () => {
    const sum = (of: 'free' | 'all') =>
      read().reduce((total, core, at) => total + core[of] - (before[at]?.[of] ?? 0), 0);
    return sum('free') / sum('all');
  };
}

/** Genuine callbacks beside a flood, at the highest rate that passes or leaves the machine a part of its cores. */
async function besideAFlood(
  run: (forgedPerSecond: number) => Promise<readonly Answer[]>,
  isAsPromised: (answers: readonly Answer[]) => boolean,
): Promise<readonly Answer[]> {
  let flooded: readonly Answer[] = [];
  for (const perSecond of FORGED_PER_SECOND) {
    const freeShare = watchFreeShare();
    flooded = await run(perSecond);
    const free = freeShare();
    console.log(
      `${perSecond} forged a second: p99 ${p99(flooded).toFixed(1)} ms, not served ${failed(flooded).length} of ${flooded.length}, ${(free * 100).toFixed(0)} % of the cores free`,
    );
    if (isAsPromised(flooded) || free >= FREE_SHARE) break;
  }
  return flooded;
}

describe(`${GENUINE_PER_SECOND} genuine and ${FORGED_PER_SECOND[0]} forged requests a second for ${SECONDS} s`, () => {
  let emulator: Emulator | undefined;
  const notes: EmulatorNote[] = [];
  const suspects = () => notes.filter(({ level }) => level === 'suspect');
  async function startCold(): Promise<Emulator> {
    await emulator?.stop();
    notes.length = 0;
    emulator = await startEmulator({ assembly });
    emulator.onNote((note) => notes.push(note));
    return emulator;
  }
  afterEach(() => emulator?.stop());

  it('warm: every genuine one is served, and the slowest hundredth takes no more than four times as long', async () => {
    const warm = await startCold();
    await genuineFor(3, warm);
    const quiet = await genuineFor(10, warm);
    const limitMs = Math.max(100, 4 * p99(quiet));
    console.log(`quiet: p99 ${p99(quiet).toFixed(1)} ms, so the limit is ${limitMs.toFixed(0)} ms`);
    const flooded = await besideAFlood(
      async (perSecond) => {
        notes.length = 0;
        const flood = await floodFor(SECONDS + 1, perSecond, warm);
        const answers = await genuineFor(SECONDS, warm);
        flood.stop();
        await flood.ended();
        return answers;
      },
      (answers) => failed(answers).length === 0 && p99(answers) <= limitMs && suspects().length === 0,
    );
    expect(failed(flooded)).toEqual([]);
    expect(p99(flooded)).toBeLessThanOrEqual(limitMs);
    expect(suspects()).toEqual([]);
  }, 300_000);

  it('cold: at least 95 of 100 genuine ones are served, all get an answer, and no template is blamed', async () => {
    const mayFail = 0.05 * SECONDS * GENUINE_PER_SECOND;
    const isAnswered = ({ status }: Answer) => status !== 0;
    const flooded = await besideAFlood(
      async (perSecond) => {
        const cold = await startCold();
        const flood = await floodFor(SECONDS, perSecond, cold);
        const answers = await genuineFor(SECONDS, cold);
        flood.stop();
        await flood.ended();
        return answers;
      },
      (answers) => answers.every(isAnswered) && failed(answers).length <= mayFail && suspects().length === 0,
    );
    expect(flooded.filter(({ status }) => status === 0)).toEqual([]);
    expect(failed(flooded).length).toBeLessThanOrEqual(mayFail);
    expect(suspects()).toEqual([]);
  }, 300_000);
});
