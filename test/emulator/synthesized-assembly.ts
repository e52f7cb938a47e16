import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { settings } from '../fixtures/own/settings.ts';
import { assemblyOf } from '../support/assembly-of.ts';

/** A cloud assembly of the fixtures in a new folder, with some settings changed. */
export const synthesizedAssembly = (changes: Partial<Settings> = {}): Promise<string> =>
  assemblyOf({ ...settings, ...changes });
