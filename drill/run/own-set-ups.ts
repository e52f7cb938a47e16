import type { Scenario } from '../scenarios/scenario.ts';
import { ReplacedFlowError } from './refuse-replaced-flow.ts';
import type { Setup } from './setup.ts';
import type { StartedSetup } from './start-setup.ts';

/** A set-up that some scenarios need where the deployed one is not of that kind: settings without a bot, a guarded application, or several numbers. */
export type OwnSetUp = 'without-bot' | 'guarded' | 'several-numbers';

/** How each is started; none where the run is of an assembly that exists. */
export type StartOwn = Partial<Readonly<Record<OwnSetUp, () => Promise<StartedSetup>>>>;

/** The set-up that a scenario needs besides the deployed one. */
export function ownSetUpOf(
  { withoutBot, guarded, numbers }: Scenario,
  { emulator, application }: Pick<Setup, 'emulator' | 'application'>,
): OwnSetUp | undefined {
  if (numbers !== undefined) return 'several-numbers';
  if (withoutBot === true && emulator.websocketUris !== null) return 'without-bot';
  return guarded === true && application === undefined ? 'guarded' : undefined;
}

/** Those that run. */
export interface OwnSetUps {
  /** Starts it once. Undefined: the user's call flow has no valid NCCO in it. */
  readonly enter: (name: OwnSetUp) => Promise<Setup | undefined>;
  /** Stops those that are not among these. */
  readonly keepOnly: (names: readonly (OwnSetUp | undefined)[]) => Promise<void>;
}

export function ownSetUps(start: StartOwn): OwnSetUps {
  const started = new Map<OwnSetUp, Promise<StartedSetup | undefined>>();
  const startOf = async (name: OwnSetUp): Promise<StartedSetup | undefined> =>
    start[name]?.().catch((error: unknown) => {
      if (error instanceof ReplacedFlowError) return undefined;
      throw error;
    });
  return {
    enter: async (name) => {
      const known = started.get(name) ?? startOf(name);
      started.set(name, known);
      return (await known)?.setup;
    },
    keepOnly: async (names) => {
      for (const [name, running] of started) {
        if (names.includes(name)) continue;
        started.delete(name);
        // Where it could not be started, that was said.
        await (await running.catch(() => undefined))?.stop();
      }
    },
  };
}
