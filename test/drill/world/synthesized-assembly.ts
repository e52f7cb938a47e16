import type { Settings } from '../../../infra/settings/settings-schema.ts';
import { settings } from '../../../infra/settings/settings.ts';
import { assemblyOf } from '../../support/assembly-of.ts';

/** The project's own cloud assembly in a new folder, with some settings changed. */
export const synthesizedAssembly = (changes: Partial<Settings> = {}): Promise<string> =>
  assemblyOf({ ...settings, ...changes });
