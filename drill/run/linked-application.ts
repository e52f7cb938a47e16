import { setTimeout as sleep } from 'node:timers/promises';
import { openApplicationsApi } from '../../cli/link/api/applications-api.ts';
import type { JsonObject } from '../../cli/link/json/lossless-json.ts';
import { VOICE, planVoice, valueAt } from '../../cli/link/plan/plan-changes.ts';
import type { VoiceTimeouts } from '../../contracts/outputs.ts';
import { voiceCapability } from '../../contracts/voice-capability.ts';
import type { Choice } from '../../contracts/voice-capability.ts';
import { writeAndCheck } from '../../cli/link/write/write-and-check.ts';
import type { Io } from '../../cli/kit/io.ts';
import type { Application, ApplicationVoice } from '../../simulator/simulator.ts';
import { startVonage } from '../../cli/local/start-vonage.ts';
import type { Undo, World } from '../../emulator/world.ts';

/** The application is not as `link` plans it: why, and what it is instead. */
export class NotLinkedError extends Error {
  override readonly name = 'NotLinkedError';
}

/** The Vonage application of a drill: the strict stand-in of the Applications API holds it, and `link` alone writes it. */
export interface LinkedApplication {
  /** As it was read back last. */
  readonly application: () => Application;
  /**
   * What `npm run link -- apply` does with these flags; asks nothing of either region. Returns how it is undone.
   * @throws NotLinkedError in the API's own words where it refuses
   */
  readonly link: (choice: Choice) => Promise<Undo>;
  readonly stop: () => Promise<void>;
}

/**
 * Links a new application as deployed.
 * @param told timeouts instead of the deployed ones
 * @throws NotLinkedError where the API refuses what `link` plans; nothing is left running then
 */
export async function startLinkedApplication(
  world: Pick<World, 'outputs' | 'description' | 'callerNumber'>,
  told: VoiceTimeouts | undefined,
): Promise<LinkedApplication> {
  const { outputs, description } = world;
  const vonage = await startVonage(world);
  try {
    const { id } = description.application;
    const api = await openApplicationsApi(operatorIo({ ...vonage.environment }), {
      credentialsFile: undefined,
    });
    let voice: ApplicationVoice;
    const write = async (before: JsonObject, after: JsonObject): Promise<void> => {
      const written = await writeAndCheck({ api, applicationId: id, before, after, pause: sleep });
      if (written.state !== 'new')
        throw new NotLinkedError(
          `Expected the Vonage application as link plans it, found it ${written.state}: ${written.why?.message ?? 'the write was lost'}`,
        );
      voice = valueAt(written.after, VOICE) as unknown as ApplicationVoice;
    };
    const link = async (choice: Choice): Promise<Undo> => {
      const planned = voiceCapability(outputs, { ...choice, ...(told !== undefined && { timeouts: told }) });
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

/** The operator's machine; nobody types anything. */
const operatorIo = (env: Io['env']): Io => ({
  env,
  stdout: () => undefined,
  stderr: () => undefined,
  ask: undefined,
  nowMs: Date.now,
  fetch: globalThis.fetch,
  pause: (ms) => sleep(ms),
  signal: new AbortController().signal,
});
