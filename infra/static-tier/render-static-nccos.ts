import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkNcco, errorsOf } from '../../ncco/check-ncco.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { checkStaticNccoFile } from './check-ncco-file.ts';
import type { CheckedFile } from './check-ncco-file.ts';
import { placeholderValues, withoutTokens } from './placeholders.ts';
import { STATIC_NCCO_FOLDER } from '#own/files.ts';
import { StaticNccoError } from './static-ncco-error.ts';
import type { StaticNccoProblem } from './static-ncco-error.ts';

export interface StaticNcco {
  /** Its file's name without `.json`. */
  readonly name: string;
  readonly ncco: Ncco;
}

export interface RenderOptions {
  /** URL of the recorded announcement; its host may be a CDK token. */
  readonly audioUrl: string;
  readonly folder?: string;
}

/**
 * Every NCCO of static-ncco/, filled and valid, in the order of their names.
 * @throws StaticNccoError
 */
export function renderStaticNccos(
  settings: Settings,
  { audioUrl, folder = STATIC_NCCO_FOLDER }: RenderOptions,
): StaticNcco[] {
  const values = placeholderValues(settings, audioUrl);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      file,
      name: file.slice(0, -'.json'.length),
      ...checkStaticNccoFile(join(folder, file), values),
    }));

  const problems = [
    ...wrongChoice(settings.staticNcco, files),
    ...wrongAudio(audioUrl, folder),
    ...files.flatMap(({ file, problems: found }) =>
      errorsOf(found).map((problem) => ({ where: file, ...problem })),
    ),
  ];
  if (problems.length > 0) throw new StaticNccoError(problems);
  return files.map(({ name, value }) => ({ name, ncco: value as Ncco }));
}

interface NccoFile extends CheckedFile {
  readonly file: string;
  readonly name: string;
}

function wrongChoice(chosen: string, files: readonly NccoFile[]): StaticNccoProblem[] {
  const names = files.map(({ name }) => name);
  if (names.includes(chosen)) return [];
  const expected =
    names.length === 0 ? 'a file in static-ncco/ (there is none)' : `one of ${names.join(', ')}`;
  return [{ where: 'the setting staticNcco', path: '', expected, found: JSON.stringify(chosen) }];
}

function wrongAudio(audioUrl: string, folder: string): StaticNccoProblem[] {
  const stream = [{ action: 'stream', streamUrl: [audioUrl] }];
  if (checkNcco(withoutTokens(stream)).length > 0) {
    const expected = 'an http:// or https:// URL (its host may be a CDK token)';
    return [{ where: 'audioUrl', path: '', expected, found: JSON.stringify(audioUrl) }];
  }
  const file = `audio/${audioUrl.split('/').at(-1)}`;
  if (existsSync(join(folder, file))) return [];
  return [{ where: file, path: '', expected: 'the recorded announcement', found: 'no such file' }];
}
