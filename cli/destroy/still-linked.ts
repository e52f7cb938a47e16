import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { openApplicationsApi } from '../link/api/applications-api.ts';
import type { Io } from '../kit/io.ts';
import { CommandError } from '../kit/command-error.ts';
import type { FoundStack } from '../stacks/cloud.ts';
import { npmRun } from '../kit/npm-run.ts';

/** A URL of a Vonage application that leads to the stacks, or may lead to one that cannot be seen. */
export interface Linked {
  readonly application: string;
  /** `capabilities.voice.webhooks.answer_url.address` */
  readonly path: string;
  readonly url: string;
}

const WEBHOOKS = 'capabilities.voice.webhooks.';
const WAY_OUT = 'Nothing was deleted. --force deletes the stacks all the same.';

/**
 * What of the applications' URLs leads to the stacks.
 * @param isComplete no stack of a serving region is out of sight; otherwise any webhook may lead there
 * @throws CommandError where it cannot be seen
 */
export async function findLinked(
  { vonage }: Settings,
  { stacks, isComplete }: { readonly stacks: readonly FoundStack[]; readonly isComplete: boolean },
  io: Io,
  credentialsFile: string | undefined,
): Promise<readonly Linked[]> {
  const origins = new Set(
    stacks
      .flatMap(({ outputs }) => Object.values(outputs))
      .filter((value) => URL.canParse(value))
      .map((value) => new URL(value).origin),
  );
  try {
    const api = await openApplicationsApi(io, { credentialsFile });
    const linked: Linked[] = [];
    for (const id of vonage.applicationIds) {
      const application = await api.readApplication(id, io.signal);
      for (const [path, url] of urlsIn(application)) {
        const mayLead = !isComplete && path.startsWith(WEBHOOKS);
        if (mayLead || origins.has(new URL(url).origin)) linked.push({ application: id, path, url });
      }
    }
    return linked;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(
      `Expected to see whether a Vonage application still names the stacks, found: ${error.message}\n${WAY_OUT}`,
    );
  }
}

/** @throws CommandError where any is */
export function refuseLinked(linked: readonly Linked[]): void {
  if (linked.length === 0) return;
  throw new CommandError(
    [
      'Expected no Vonage application to name the stacks any more (nor to any other URL while a serving region is unavailable), found:',
      ...linked.map(({ application, path, url }) => `  ${application}: ${path} ${url}`),
      `Calls would not be answered. First run: ${npmRun('link unlink')} (with --application ID for any application but the first).`,
      WAY_OUT,
    ].join('\n'),
  );
}

/** Every text in it that is an http(s) URL, with its path. */
function* urlsIn(
  value: unknown,
  path: readonly string[] = [],
): Generator<readonly [path: string, url: string]> {
  if (typeof value === 'string' && /^https?:/i.test(value) && URL.canParse(value))
    yield [path.join('.'), value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* urlsIn(inner, [...path, key]);
}
