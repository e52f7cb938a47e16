import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { errorsOf } from '../../ncco/check-ncco.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import { ownStaticNccos } from '../../contracts/settings/own-static-nccos.ts';
import type { OwnStaticNcco } from '../../contracts/settings/own-static-nccos.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { STATIC_NCCO_FOLDER } from '#own/files.ts';
import { checkStaticNccoFile } from './check-ncco-file.ts';
import { placeholderValues } from './placeholders.ts';
import type { RenderOptions } from './render-static-nccos.ts';
import { StaticNccoError } from './static-ncco-error.ts';
import type { StaticNccoProblem } from './static-ncco-error.ts';

/** What the distributions of an application serve, with the person of its numbers. */
export interface ApplicationNcco {
  /** In lower case. */
  readonly applicationId: string;
  readonly ncco: Ncco;
}

/**
 * The static NCCO of each application that has one of its own.
 * @throws StaticNccoError, also where the numbers of an application have persons whose static NCCOs differ
 */
export function renderOwnStaticNccos(
  settings: Settings,
  { audioUrl, folder = STATIC_NCCO_FOLDER }: RenderOptions,
): readonly ApplicationNcco[] {
  const rendered = ownStaticNccos(settings).map((own) => render(own, settings, audioUrl, folder));
  const problems = rendered.flatMap((each) => each.problems);
  if (problems.length > 0) throw new StaticNccoError(problems);
  return rendered.map(({ applicationId, value }) => ({ applicationId, ncco: value as Ncco }));
}

function render(
  { applicationId, staticNcco, numbers }: OwnStaticNcco,
  settings: Settings,
  audioUrl: string,
  folder: string,
): {
  readonly applicationId: string;
  readonly value: unknown;
  readonly problems: readonly StaticNccoProblem[];
} {
  const file = join(folder, `${staticNcco}.json`);
  const where = (number: string) => `numbers.${number}.staticNcco (static-ncco/${staticNcco}.json)`;
  const [first, ...others] = numbers.map(({ number, person }) => ({
    number,
    ...(existsSync(file)
      ? checkStaticNccoFile(file, placeholderValues({ ...settings, person }, audioUrl))
      : { value: undefined, problems: [NO_FILE] }),
  }));
  const found = [first, ...others].flatMap((each) =>
    each === undefined
      ? []
      : errorsOf(each.problems).map((problem) => ({ ...problem, where: where(each.number) })),
  );
  const another = others.find(({ value }) => JSON.stringify(value) !== JSON.stringify(first?.value));
  if (found.length > 0 || another === undefined)
    return { applicationId, value: first?.value, problems: found };
  const expected = `the person of numbers.${String(first?.number)}: a static NCCO that names the person is one for all numbers of the application ${applicationId}`;
  return {
    applicationId,
    value: first?.value,
    problems: [
      {
        where: where(another.number),
        path: '',
        expected,
        found: 'another person; or link it to another application',
      },
    ],
  };
}

const NO_FILE = {
  severity: 'error',
  path: '',
  expected: 'the name of a file in static-ncco/',
  found: 'no such file',
} as const;
