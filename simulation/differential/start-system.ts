import type { HistoryRecord } from '../../contracts/history.ts';
import type { OutputsFile } from '../../contracts/outputs.ts';
import { type VoiceCapability, voiceCapability } from '../../contracts/voice-capability.ts';
import { isSameSocket } from '../../drill/checkers/meant.ts';
import { type LostTime, lostTime, partsOf } from '../../drill/run/lost-time.ts';
import { median } from '../../drill/run/statistics.ts';
import { watchMachine } from '../../drill/run/watch-machine.ts';
import type { RegionRole } from '../../emulator/emulator.ts';
import { type EmulatorOptions, startEmulator } from '../../emulator/start-emulator.ts';
import { startBot } from '../../simulator/bot/start-bot.ts';
import { createSimulator } from '../../simulator/create-simulator.ts';
import type { Profile } from '../../simulator/profile.ts';
import { profileNamed } from '../../simulator/profiles.ts';
import type { Application, ApplicationVoice } from '../../simulator/simulator.ts';
import { CALL } from '../run-schedule.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { Streams } from '../streams.ts';
import { ROLES } from '../world/broken.ts';
import type { Span } from '../world/region.ts';
import { LATENCY_MS } from '../world/wire.ts';
import { brownOutSeedOf, environmentsOf } from '../world/world.ts';
import { ASKED_ROUTES } from './asked-routes.ts';
import { type PlayedCall, playOn } from './play.ts';
import { breakReally } from './real-faults.ts';

/** A call on real sockets. */
export interface RealCall {
  readonly records: PlayedCall;
  /** How much of a part of the call processes waited for a CPU core; times since the caller dialled, ms. */
  readonly lostMs: (fromMs: number, toMs: number) => number;
}

/** The emulated system with sockets, TLS, processes and bots. */
export interface System {
  /** What a cold start takes here. */
  readonly measureColdStarts: () => Promise<Span>;
  /** Plays the call of a schedule; afterwards nothing is broken. One at a time. */
  readonly play: (schedule: Schedule, streams: Streams) => Promise<RealCall>;
  /** The same one, with something else in the Vonage application than `link` writes. */
  readonly holding: (
    application: (linked: VoiceCapability, outputs: OutputsFile) => ApplicationVoice,
  ) => System;
  readonly stop: () => Promise<void>;
}

/** Each function's environments are new this often. */
const COLD_STARTS = 3;
/** A handler's part of a first request, ms: the rest of it is the cold start. */
const HANDLER_MS = 30;

/**
 * @param change starts something else in the place of what the assembly describes
 * @throws where the emulator does; nothing is left running then
 */
export async function startSystem(
  assembly: string,
  profile: Profile,
  change?: EmulatorOptions['change'],
): Promise<System> {
  const emulator = await startEmulator({
    assembly,
    ...(change && { change }),
    tls: true,
    // As a virtual world's: to the API and back.
    latencyMs: LATENCY_MS * 3,
  });
  const bots = {
    primary: await startBot({ name: "the primary's bot" }),
    secondary: await startBot({ name: "the secondary's bot" }),
  };
  const { websocketUris, description, outputs } = emulator;
  const { id, apiKey, signatureSecret } = description.application;
  const linked = voiceCapability(outputs);
  const botAt = (uri: string): string | undefined =>
    ROLES.filter((role) => websocketUris !== null && isSameSocket(websocketUris[role], uri)).map(
      (role) => bots[role].uri,
    )[0];
  const warm = (role: RegionRole): Promise<unknown> =>
    Promise.all(ASKED_ROUTES.map((route) => emulator.warm(role, route, environmentsOf(route))));
  const renew = async (role: RegionRole): Promise<void> => {
    await Promise.all(ASKED_ROUTES.map((route) => emulator.recycle(role, route)));
  };

  const play = async (voice: ApplicationVoice, schedule: Schedule, streams: Streams): Promise<RealCall> => {
    const application: Application = { id, capabilities: { voice } };
    await emulator.invalidate();
    await Promise.all(ROLES.map(warm));
    const breakable = breakReally({ emulator, bots, brownOutSeed: brownOutSeedOf(streams) });
    const history: HistoryRecord[] = [];
    const simulator = createSimulator({
      application: () => application,
      apiKey,
      signatureSecret: () => signatureSecret,
      profile: schedule.profile === undefined ? profile : profileNamed(schedule.profile),
      pace: () => breakable.broken.pace,
      randomOf: streams,
      directory: {
        webhook: (url) => emulator.localize(url),
        authority: emulator.authority,
        websocket: botAt,
        person: () => breakable.broken.person,
        personLines: () => emulator.outbound.personLines,
      },
      write: (record) => void history.push(record),
    });
    const machine = watchMachine(emulator);
    try {
      const records = await playOn(breakable, schedule, { simulator, history, to: emulator.callerNumber });
      await machine.stop();
      const beganMs = history.find(({ type }) => type === 'call-started')?.atMs ?? 0;
      const lost: LostTime = lostTime(
        [...history, ...machine.waitedRecords(history)],
        machine.waits,
        partsOf(description),
      );
      return { records, lostMs: (fromMs, toMs) => lost(CALL, beganMs + fromMs, beganMs + toMs) };
    } finally {
      await machine.stop();
      await simulator.stop();
      for (const role of breakable.touched) await renew(role);
    }
  };

  const systemOf = (voice: ApplicationVoice): System => ({
    measureColdStarts: async () => {
      const tookMs: number[] = [];
      for (let time = 0; time < COLD_STARTS; time += 1)
        for (const role of ROLES)
          for (const route of ASKED_ROUTES) {
            await emulator.recycle(role, route);
            const beganMs = performance.now();
            await emulator.warm(role, route, 1);
            tookMs.push(performance.now() - beganMs - HANDLER_MS);
          }
      return { least: Math.max(0, median(tookMs)), more: 0 };
    },
    play: (schedule, streams) => play(voice, schedule, streams),
    holding: (application) => systemOf(application(linked, outputs)),
    stop: async () => {
      await Promise.all([emulator.stop(), bots.primary.stop(), bots.secondary.stop()]);
    },
  });
  return systemOf(linked);
}
