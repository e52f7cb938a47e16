import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { NccoProblem } from '../../ncco/problem.ts';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import { checkNccoFile, checkStaticNccoFile } from '../../infra/static-tier/check-ncco-file.ts';
import { placeholderValues } from '../../infra/static-tier/placeholders.ts';
import { STATIC_NCCO_FOLDER } from '#own/files.ts';
import { define, group } from '../kit/command.ts';
import { printable } from '../kit/printable.ts';

/** The static tier's domain is known only when it is deployed. */
const AUDIO_URL = 'https://static.example.com/audio/announcement.wav';

const check = define({
  name: 'ncco check',
  about: `Checks each FILE against Vonage's NCCO reference, and prints every problem with its JSON path, what was expected and what
was found. An NCCO with an error is not served: Vonage would refuse it, or it would end the call. A warning is a deprecated
or unproven option, or an event that no webhook of this project answers with an NCCO. Files of static-ncco/ are checked as
in a synthesis: their placeholders are filled from settings.ts, and they must not need a webhook.`,
  flags: {
    file: {
      type: 'path',
      value: 'FILE',
      isWord: true,
      isRequired: true,
      isRepeatable: true,
      help: 'a JSON file with one NCCO',
    },
  },
  exits: { 0: 'without errors (warnings allowed)', 1: 'with errors' },
  run: ({ file: files }, { stdout }) => Promise.resolve(checkAll(files, stdout)),
});

export const ncco = group({
  name: 'ncco',
  about: 'Works on NCCO files.',
  commands: {
    check: {
      summary: "checks files against Vonage's NCCO reference",
      load: () => Promise.resolve(check),
    },
  },
});

function checkAll(names: readonly string[], print: (line: string) => void): number {
  const problems = names.flatMap((name) => {
    const found = problemsOf(name);
    for (const problem of found) print(line(name, problem));
    return found;
  });
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  print(`${count(names.length, 'file')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}`);
  return errors === 0 ? 0 : 1;
}

function problemsOf(name: string): readonly NccoProblem[] {
  const file = resolve(name);
  if (/[*?[\]{}]/.test(name) && !existsSync(file)) return [UNEXPANDED];
  const isOurs = relative(STATIC_NCCO_FOLDER, dirname(file)) === '';
  const { problems } = isOurs
    ? checkStaticNccoFile(file, placeholderValues(ownSettings(), AUDIO_URL))
    : checkNccoFile(file);
  return problems;
}

const UNEXPANDED: NccoProblem = {
  severity: 'error',
  path: '',
  expected: 'the name of a file',
  found: 'a pattern. The shell expands it where it is not in quotes and matches a file',
};

const line = (name: string, { severity, path, expected, found }: NccoProblem): string =>
  `${[printable(name), path].join(' ').trim()}: ${severity}: expected ${expected}, found ${found}`;

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
