import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CommandError } from '../kit/command-error.ts';

/** Checks of cfn-lint that are not asked for, each with its reason. */
export const IGNORED_CHECKS: Readonly<Record<string, string>> = {
  W3005:
    'The CDK lets a function wait for its role by name besides referring to it: said twice, and no harm.',
};

const COMMAND = 'cfn-lint';
/** What a shell, or a version manager in its place, says of a command that it does not find. */
const NOT_FOUND = 127;

/** @returns its version, as it says it; undefined where it is not installed */
export async function cfnLintVersion(signal: AbortSignal): Promise<string | undefined> {
  const { code, text } = await runCfnLint(['--version'], signal);
  if (code === 'missing' || code === NOT_FOUND) return undefined;
  if (code === 0) return text.trim();
  throw new CommandError(
    `Expected the version of ${COMMAND}, found exit code ${code}: ${text.trim()}\nRepair it, or take it off the PATH.`,
  );
}

/**
 * Runs it over templates.
 * @param regions AWS regions that the templates are deployed to
 * @returns what it found, in its own words; empty: nothing
 */
export async function findingsOfCfnLint(
  { templates, regions }: { readonly templates: readonly string[]; readonly regions: readonly string[] },
  signal: AbortSignal,
): Promise<string> {
  const { code, text } = await runCfnLint(
    [
      ...['--regions', ...regions],
      ...['--ignore-checks', ...Object.keys(IGNORED_CHECKS)],
      ...['--template', ...templates],
    ],
    signal,
  );
  if (code === 0) return '';
  return text.trim() || `${COMMAND} ended with exit code ${code} and said nothing`;
}

/** Everything that it prints, and its exit code. */
async function runCfnLint(
  args: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly code: number | 'missing'; readonly text: string }> {
  const child = spawn(COMMAND, args, { stdio: ['ignore', 'pipe', 'pipe'], signal });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code: code ?? 1, text };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { code: 'missing', text };
    throw error;
  }
}
