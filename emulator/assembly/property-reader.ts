import type { Where } from '../deployment.ts';
import { AssemblyError, NotEmulatedError } from './assembly-error.ts';

/** Which properties the emulator acts on, which change nothing in it, and which must be off. */
export interface KnownProperties {
  readonly emulated: readonly string[];
  /** Without effect on loopback (TLS, logs, tags, permissions). */
  readonly harmless: readonly string[];
  /** Accepted when false, empty or zero. */
  readonly onlyOff?: readonly string[];
}

/** Reads resolved properties, and refuses what is not known or not of the expected form. */
export class PropertyReader {
  readonly where: Where;
  readonly path: string;
  readonly values: Readonly<Record<string, unknown>>;

  constructor(where: Where, values: unknown, path = '') {
    this.where = where;
    this.path = path;
    if (typeof values !== 'object' || values === null || Array.isArray(values))
      throw this.#wrong(path === '' ? 'Properties' : path, 'an object', values);
    this.values = values as Record<string, unknown>;
  }

  /** Refuses, by name, every property that is not listed. */
  refuseUnknown(known: KnownProperties): this {
    for (const [name, value] of Object.entries(this.values)) {
      if (known.emulated.includes(name) || known.harmless.includes(name)) continue;
      if (known.onlyOff?.includes(name) === true && isOff(value)) continue;
      throw this.notEmulated(name);
    }
    return this;
  }

  notEmulated(
    name: string,
    advice = 'Take it out, or teach the emulator to behave like it.',
  ): NotEmulatedError {
    return new NotEmulatedError(this.where, this.pathOf(name), advice);
  }

  wrong(name: string, expected: string, todo = 'CloudFormation would refuse it.'): AssemblyError {
    return this.#wrong(this.pathOf(name), expected, this.values[name], todo);
  }

  pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  has(name: string): boolean {
    return this.values[name] !== undefined;
  }

  optionalText(name: string): string | undefined {
    const value = this.values[name];
    if (value === undefined || typeof value === 'string') return value;
    throw this.wrong(name, 'text');
  }

  text(name: string): string {
    const value = this.optionalText(name);
    if (value === undefined) throw this.wrong(name, 'text');
    return value;
  }

  /** Custom resources get their numbers and booleans as text. */
  optionalNumber(name: string): number | undefined {
    const value = this.values[name];
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) return number;
    throw this.wrong(name, 'a number');
  }

  flag(name: string, byDefault: boolean): boolean {
    const value = this.values[name];
    if (value === undefined) return byDefault;
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw this.wrong(name, 'true or false');
  }

  object(name: string): PropertyReader | undefined {
    return this.has(name) ? new PropertyReader(this.where, this.values[name], this.pathOf(name)) : undefined;
  }

  objects(name: string): readonly PropertyReader[] {
    return this.list(name).map((item, index) => {
      return new PropertyReader(this.where, item, `${this.pathOf(name)}[${String(index)}]`);
    });
  }

  list(name: string): readonly unknown[] {
    const value = this.values[name] ?? [];
    if (Array.isArray(value)) return value;
    throw this.wrong(name, 'a list');
  }

  texts(name: string): readonly string[] {
    return this.list(name).map((item) => {
      if (typeof item === 'string') return item;
      throw this.wrong(name, 'a list of texts');
    });
  }

  /** An object whose values are texts. */
  textMap(name: string): Readonly<Record<string, string>> {
    const entries = Object.entries(this.object(name)?.values ?? {});
    return Object.fromEntries(
      entries.map(([key, value]) => {
        if (typeof value === 'string') return [key, value];
        throw this.wrong(name, 'texts as values');
      }),
    );
  }

  #wrong(
    path: string,
    expected: string,
    found: unknown,
    todo = 'Synthesize again: npm run synth.',
  ): AssemblyError {
    return new AssemblyError({
      where: this.where,
      expected: `${expected} in ${path}`,
      found: found === undefined ? 'nothing' : JSON.stringify(found),
      todo,
    });
  }
}

function isOff(value: unknown): boolean {
  return value === false || value === '' || value === 0 || (Array.isArray(value) && value.length === 0);
}
