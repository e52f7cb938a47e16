import type { BrokenPart, LocalStatus } from './local-system.ts';
import type { Undo } from '../../emulator/emulator.ts';
import { PARTS } from './parts.ts';
import type { Breakable, Part } from './parts.ts';

export interface Change {
  /** undefined: every part; only to restore. */
  readonly part: string | undefined;
  /** undefined: the part's default. */
  readonly how: string | undefined;
  readonly restore: boolean;
}

interface Broken extends BrokenPart {
  readonly undo: Undo;
}

/** Which parts are broken; changes are made one after the other. */
export class BrokenParts {
  readonly #broken = new Map<string, Broken>();
  readonly #system: () => Breakable;
  readonly #onChange: (text: string) => void;
  #last: Promise<unknown> = Promise.resolve();

  constructor(system: () => Breakable, onChange: (text: string) => void) {
    this.#system = system;
    this.#onChange = onChange;
  }

  get broken(): readonly BrokenPart[] {
    return [...this.#broken.values()].map(({ part, how, sinceMs }) => ({ part, how, sinceMs }));
  }

  get status(): LocalStatus {
    const { application } = this.#system();
    const parts = PARTS.filter(({ isOutside }) => isOutside !== true || application !== undefined);
    return { broken: this.broken, parts: parts.map(({ name, hows }) => ({ part: name, hows })) };
  }

  /** @throws with what was expected, what was found, and how to fix it */
  change(change: Change): Promise<void> {
    return this.#inTurn(() => (change.restore ? this.#restore(change.part) : this.#break(change)));
  }

  /** Lets another emulator take the place of the one before, and breaks the same parts of the one that runs afterwards. */
  keepThrough(replace: () => Promise<void>): Promise<void> {
    return this.#inTurn(() => replace().finally(() => this.#reapply()));
  }

  async #reapply(): Promise<void> {
    for (const { part, how, sinceMs } of this.broken) {
      if (partNamed(part).isOutside === true) continue;
      // How it was undone in the emulator before undoes nothing in this one.
      this.#broken.delete(part);
      try {
        const undo = await partNamed(part).break(this.#system(), how);
        this.#broken.set(part, { part, how, sinceMs, undo });
      } catch (error) {
        this.#onChange(
          `${part} is no longer broken: it could not be broken again (${(error as Error).message})`,
        );
      }
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #break({ part: name, how: wanted }: Change): Promise<void> {
    if (name === undefined) throw new Error(`Expected a part to break, found none. ${partsInWords()}`);
    const part = partNamed(name);
    const how = wanted ?? part.hows[0] ?? '';
    if (!part.hows.includes(how))
      throw new Error(`--how: expected ${part.hows.join(', ')} for ${name}, found "${how}".`);
    this.#refuseOverlap(part);
    await this.#undo(name);
    const undo = await part.break(this.#system(), how);
    this.#broken.set(name, { part: name, how, sinceMs: Date.now(), undo });
    this.#onChange(`${name} is broken (${how}). To restore it: npm run break -- ${name} --restore`);
  }

  async #restore(name: string | undefined): Promise<void> {
    if (name !== undefined) partNamed(name);
    const names = name === undefined ? [...this.#broken.keys()] : [name];
    for (const each of names) if (await this.#undo(each)) this.#onChange(`${each} is restored.`);
  }

  async #undo(name: string): Promise<boolean> {
    const broken = this.#broken.get(name);
    if (broken === undefined) return false;
    await broken.undo();
    this.#broken.delete(name);
    return true;
  }

  #refuseOverlap({ name, contains }: Part): void {
    const other = this.broken.find(
      ({ part }) => contains.includes(part) || partNamed(part).contains.includes(name),
    );
    if (other === undefined) return;
    throw new Error(
      `Expected ${other.part} to work before ${name} is broken, because one contains the other; found it broken. Restore it first: npm run break -- ${other.part} --restore`,
    );
  }
}

function partNamed(name: string): Part {
  const found = PARTS.find((part) => part.name === name);
  if (found) return found;
  throw new Error(`Expected a part of the local system, found "${name}". ${partsInWords()}`);
}

const partsInWords = (): string => `Parts: ${PARTS.map(({ name }) => name).join(', ')}.`;
