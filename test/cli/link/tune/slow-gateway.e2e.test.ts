import { rmSync } from 'node:fs';
import { ofType } from '../../../../contracts/call-history/records.ts';
import type { HistoryRecord } from '../../../../contracts/history.ts';
import { support2024 } from '../../../../simulator/rules/support-2024.ts';
import { createFlowBuilds } from '../../../../drill/call-flows/flow-builds.ts';
import { placeCalls } from '../../../../drill/run/place-calls.ts';
import { planCalls } from '../../../../drill/run/schedule.ts';
import { startSetup } from '../../../../drill/run/start-setup.ts';
import type { StartedSetup } from '../../../../drill/run/start-setup.ts';
import { regionalOutputs } from '../../../../contracts/outputs.ts';
import type { VoiceTimeouts } from '../../../../contracts/outputs.ts';
import { sendHttp } from '../../../../cli/kit/send-http.ts';
import { deadlinesOf } from '../../../../cli/link/tune/deadlines.ts';
import { firstLook } from '../../../../cli/link/tune/measure.ts';
import { recommend, timeoutsIn } from '../../../../cli/link/tune/recommend.ts';
import { routesOf } from '../../../../cli/link/tune/route.ts';
import { voiceCapability } from '../../../../contracts/voice-capability.ts';
import { synthesizedAssembly } from '../../../emulator/synthesized-assembly.ts';

const LATENCY_MS = 1300;
const signal = new AbortController().signal;

let assembly: string;
let started: StartedSetup;
const builds = createFlowBuilds();
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  started = await startSetup({
    assembly,
    seed: 1,
    profile: support2024,
    conditions: { latencyMs: LATENCY_MS, vonageTimeouts: undefined },
    builds,
  });
}, 120_000);
afterAll(async () => {
  await started?.stop();
  await builds.remove();
  rmSync(assembly, { recursive: true });
});

/** Measures the emulator as tune does before its 2000 requests. */
async function measured(): Promise<VoiceTimeouts | undefined> {
  const { outputs, description } = started.setup.emulator;
  const { primary, secondary } = regionalOutputs(outputs);
  const { id: applicationId, apiKey, signatureSecret } = description.application;
  const routes = routesOf(voiceCapability(outputs), primary.WebsocketDisconnectedUrl, {
    applicationId,
    apiKey,
    signatureSecret,
  });
  const results = await firstLook(routes, {
    send: sendHttp,
    staticNcco: undefined,
    nowMs: Date.now,
    pause: () => Promise.resolve(),
    signal,
    onProgress: () => undefined,
  });
  for (const { warm } of results) {
    expect(warm.failures).toEqual({});
    for (const tookMs of warm.times.responsesMs) expect(tookMs).toBeGreaterThanOrEqual(LATENCY_MS - 1);
  }
  const times = results.map(({ route: { name, webhook }, warm }) => ({ name, webhook, ...warm.times }));
  return timeoutsIn(recommend(times, deadlinesOf(primary, secondary, 'distribution')));
}

/** How the requests of three calls end, with these timeouts configured in the application. */
async function outcomes(timeouts: VoiceTimeouts): Promise<readonly string[]> {
  const { setup } = started;
  const undo = await setup.outside.link({ timeouts });
  const history: HistoryRecord[] = [];
  const platform = setup.createSimulator((record) => history.push(record));
  try {
    const calls = planCalls('slow-gateway', {
      calls: 3,
      phases: 1,
      concurrency: 3,
      seed: 1,
      to: ['447700900000'],
    });
    await placeCalls(platform, calls, 3, { signal, onCallEnded: () => undefined });
  } finally {
    await platform.stop();
    await undo();
  }
  return ofType(history, 'outcome').map(
    ({ kind, outcome }) => `${kind}: ${outcome.kind === 'response' ? String(outcome.status) : outcome.error}`,
  );
}

describe('with something slow before the gateways', () => {
  it('recommends timeouts that this does not trip, and that callers are served with', async () => {
    const timeouts = await measured();
    if (timeouts === undefined) throw new Error('nothing was recommended');
    for (const { socket_timeout } of Object.values(timeouts) as VoiceTimeouts['answer_url'][])
      expect(socket_timeout).toBeGreaterThan(LATENCY_MS);
    const seen = await outcomes(timeouts);
    expect(seen.filter((outcome) => outcome === 'answer: 200')).toHaveLength(3);
    expect(seen.filter((outcome) => outcome.endsWith('socket-timeout'))).toEqual([]);
  });

  it('would trip a shorter one', async () => {
    const short = { connect_timeout: 1000, socket_timeout: LATENCY_MS - 50 };
    const seen = await outcomes({ answer_url: short, event_url: short, fallback_answer_url: short });
    expect(seen).toContain('answer: socket-timeout');
    expect(seen).not.toContain('answer: 200');
  });
});
