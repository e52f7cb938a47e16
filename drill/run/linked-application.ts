import { setTimeout as sleep } from 'node:timers/promises';
import { openApplicationsApi } from '../../cli/link/api/applications-api.ts';
import type { JsonObject } from '../../cli/link/json/lossless-json.ts';
import { VOICE, planVoice, valueAt } from '../../cli/link/plan/plan-changes.ts';
import type { VoiceTimeouts } from '../../contracts/outputs.ts';
import { voiceCapability } from '../../contracts/voice-capability.ts';
import type { Choice } from '../../contracts/voice-capability.ts';
import { READ_BACK_TIMEOUT } from '../../cli/kit/read-back-flag.ts';
import { applicationSubject } from '../../cli/link/write/subject.ts';
import { writeAndCheck } from '../../cli/link/write/write-and-check.ts';
import type { Io } from '../../cli/kit/io.ts';
import type { Application, ApplicationVoice } from '../../simulator/simulator.ts';
import { startVonage } from '../../cli/local/start-vonage.ts';
import type { Undo, Emulator } from '../../emulator/emulator.ts';

/** The Applications API did not accept or keep what `link` plans. */
export class NotLinkedError extends Error {
  override readonly name = 'NotLinkedError';
}

/** The Vonage application of a drill: the simulated Applications API holds it, and only `link` writes it. */
export interface LinkedApplication {
  /** As last read back. */
  readonly application: () => Application;
  /**
   * Does what `npm run link -- apply` does with these flags, without its probes of the regions. Returns the undo.
   * @throws NotLinkedError with the API's message if it refuses
   */
  readonly link: (choice: Choice) => Promise<Undo>;
  readonly stop: () => Promise<void>;
}

/**
 * Links a new application as deployed.
 * @param timeouts configured instead of the deployed ones
 * @throws NotLinkedError if the API refuses what `link` plans; nothing is left running then
 */
export async function startLinkedApplication(
  emulator: Pick<Emulator, 'outputs' | 'description' | 'callerNumber'>,
  timeouts: VoiceTimeouts | undefined,
): Promise<LinkedApplication> {
  const { outputs, description } = emulator;
  const vonage = await startVonage(emulator);
  try {
    const { id } = description.application;
    const io = operatorIo({ ...vonage.environment });
    const api = await openApplicationsApi(io, { credentialsFile: undefined });
    let voice: ApplicationVoice;
    const write = async (before: JsonObject, after: JsonObject): Promise<void> => {
      const subject = applicationSubject(api, id);
      const planned = { subject, before, after, io, readBackTimeout: READ_BACK_TIMEOUT };
      const written = await writeAndCheck(planned);
      if (written.state !== 'new')
        throw new NotLinkedError(
          `Expected the Vonage application as "npm run link" plans it; found its state ${written.state}: ${written.why?.message ?? 'the write was lost'}`,
        );
      voice = valueAt(written.after, VOICE) as unknown as ApplicationVoice;
    };
    const link = async (choice: Choice): Promise<Undo> => {
      const planned = voiceCapability(outputs, { ...choice, ...(timeouts !== undefined && { timeouts }) });
      const { before, after } = planVoice(await api.readApplication(id), planned);
      await write(before, after);
      let undone: Promise<void> | undefined;
      return () => (undone ??= write(after, before));
    };
    await link({});
    return {
      application: () => ({ id, capabilities: { voice } }),
      link,
      stop: () => vonage.stop(),
    };
  } catch (error) {
    await vonage.stop();
    throw error;
  }
}

/** The operator's environment, without a prompt. */
const operatorIo = (env: Io['env']): Io => ({
  env,
  stdout: () => undefined,
  stderr: () => undefined,
  terminal: { write: () => undefined },
  keepUnprinted: () => undefined,
  ask: undefined,
  nowMs: Date.now,
  fetch: globalThis.fetch,
  pause: (ms) => sleep(ms),
  signal: new AbortController().signal,
});
