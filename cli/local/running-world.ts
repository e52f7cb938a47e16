import { deviationNamed } from '../../emulator/deviations.ts';
import { startWorld } from '../../emulator/start-world.ts';
import type { StartedWorld, WorldIdentity, WorldOptions } from '../../emulator/start-world.ts';
import type { World } from '../../emulator/world.ts';
import type { WorldNote } from '../../contracts/history.ts';

type Conditions = Omit<WorldOptions, 'assembly' | 'identity'>;

export interface RunningWorldOptions {
  readonly conditions: Conditions;
  readonly onNote: (note: WorldNote) => void;
  /** Name of a deviation. */
  readonly broken: string | undefined;
}

/** The emulated regions that run now; another assembly takes their place on the same ports, with the same secret. */
export class RunningWorld {
  readonly #options: RunningWorldOptions;
  #assembly: string;
  #world: StartedWorld;

  private constructor(options: RunningWorldOptions, assembly: string, world: StartedWorld) {
    this.#options = options;
    this.#assembly = assembly;
    this.#world = world;
  }

  /** @throws what the assembly lacks, by name */
  static async start(assembly: string, options: RunningWorldOptions): Promise<RunningWorld> {
    if (options.broken !== undefined) deviationNamed(options.broken);
    return new RunningWorld(options, assembly, await begin(assembly, options, undefined));
  }

  get world(): World {
    return this.#world;
  }

  /**
   * Stops, and starts the other assembly. Journals are empty afterwards.
   * @throws what the other assembly lacks; the one before runs again then
   */
  async replace(assembly: string): Promise<void> {
    const { identity } = this.#world;
    await this.#world.stop();
    try {
      this.#world = await begin(assembly, this.#options, identity);
      this.#assembly = assembly;
    } catch (error) {
      this.#world = await begin(this.#assembly, this.#options, identity);
      throw error;
    }
  }

  stop(): Promise<void> {
    return this.#world.stop();
  }
}

async function begin(
  assembly: string,
  { conditions, onNote, broken }: RunningWorldOptions,
  identity: WorldIdentity | undefined,
): Promise<StartedWorld> {
  const world = await startWorld({ ...conditions, assembly, identity });
  world.onNote(onNote);
  if (broken !== undefined) await world.deviate(broken);
  return world;
}
