import { dirname, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { NccoProblem } from '../../ncco/problem.ts';
import { settings } from '#own/settings.ts';
import { checkNccoFile, checkStaticNccoFile } from '../../infra/static-tier/check-ncco-file.ts';
import { placeholderValues } from '../../infra/static-tier/placeholders.ts';
import { STATIC_NCCO_FOLDER } from '#own/files.ts';

const USAGE = `npm run ncco -- check FILE…

Checks each FILE against the platform's NCCO reference, and prints every problem with its JSON path, what
was expected and what was found. An error keeps the NCCO from being served: the platform refuses it, or it ends the call. A
warning is a deprecated or unproven option, or an event that no webhook of this project answers with an NCCO. Files of
static-ncco/ are judged as at synth: their placeholders are filled from settings.ts, and they must stand
without a webhook.

Exit code: 0 without errors (warnings allowed), 1 with.`;

/** The static tier's domain is known only when it is deployed. */
const AUDIO_URL = 'https://static.example.com/audio/announcement.wav';

function run(args: readonly string[]): number {
  const asked = parse(args);
  if (asked === 'help') {
    console.log(USAGE);
    return 0;
  }
  if (asked === undefined) {
    console.error(USAGE);
    return 1;
  }
  return check(asked);
}

/** The files to check; `undefined` where the arguments make no sense. */
function parse(args: readonly string[]): readonly string[] | 'help' | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    if (values.help === true) return 'help';
    const [command, ...files] = positionals;
    return command === 'check' && files.length > 0 ? files : undefined;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}

function check(names: readonly string[]): number {
  const problems = names.flatMap((name) => {
    const found = problemsOf(name);
    for (const problem of found) console.log(line(name, problem));
    return found;
  });
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  console.log(
    `${count(names.length, 'file')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}`,
  );
  return errors === 0 ? 0 : 1;
}

function problemsOf(name: string): readonly NccoProblem[] {
  // npm moves to the project's folder and says where it was started.
  const file = resolve(process.env['INIT_CWD'] ?? process.cwd(), name);
  const isOurs = relative(STATIC_NCCO_FOLDER, dirname(file)) === '';
  const { problems } = isOurs
    ? checkStaticNccoFile(file, placeholderValues(settings, AUDIO_URL))
    : checkNccoFile(file);
  return problems;
}

const line = (name: string, { severity, path, expected, found }: NccoProblem): string =>
  `${[name, path].join(' ').trim()}: ${severity}: expected ${expected}, found ${found}`;

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

process.exitCode = run(process.argv.slice(2));
