import { brokenAssumptionNamed } from '../../emulator/broken-assumptions.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import type { StartedEmulator, EmulatorIdentity, EmulatorOptions } from '../../emulator/start-emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { EmulatorNote } from '../../contracts/history.ts';

type Conditions = Omit<EmulatorOptions, 'assembly' | 'identity'>;

export interface RunningEmulatorOptions {
  readonly conditions: Conditions;
  readonly onNote: (note: EmulatorNote) => void;
  /** Name of a broken assumption. */
  readonly broken: string | undefined;
}

/** The emulated regions that run now; another assembly takes their place on the same ports, with the same secret. */
export class RunningEmulator {
  readonly #options: RunningEmulatorOptions;
  #assembly: string;
  #emulator: StartedEmulator;

  private constructor(options: RunningEmulatorOptions, assembly: string, emulator: StartedEmulator) {
    this.#options = options;
    this.#assembly = assembly;
    this.#emulator = emulator;
  }

  /** @throws what the assembly lacks, by name */
  static async start(assembly: string, options: RunningEmulatorOptions): Promise<RunningEmulator> {
    if (options.broken !== undefined) brokenAssumptionNamed(options.broken);
    return new RunningEmulator(options, assembly, await begin(assembly, options, undefined));
  }

  get emulator(): Emulator {
    return this.#emulator;
  }

  /**
   * Stops, and starts the other assembly. Journals are empty afterwards.
   * @throws what the other assembly lacks; the one before runs again then
   */
  async replace(assembly: string): Promise<void> {
    const { identity } = this.#emulator;
    await this.#emulator.stop();
    try {
      this.#emulator = await begin(assembly, this.#options, identity);
      this.#assembly = assembly;
    } catch (error) {
      this.#emulator = await begin(this.#assembly, this.#options, identity);
      throw error;
    }
  }

  stop(): Promise<void> {
    return this.#emulator.stop();
  }
}

async function begin(
  assembly: string,
  { conditions, onNote, broken }: RunningEmulatorOptions,
  identity: EmulatorIdentity | undefined,
): Promise<StartedEmulator> {
  const emulator = await startEmulator({ ...conditions, assembly, identity });
  emulator.onNote(onNote);
  if (broken !== undefined) await emulator.breakAssumption(broken);
  return emulator;
}
