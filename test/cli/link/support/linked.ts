import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApplicationsApi } from '../../../../simulator/applications-api/start-applications-api.ts';
import type { StartedApplicationsApi } from '../../../../simulator/applications-api/start-applications-api.ts';
import { runCommand } from '../../../../cli/kit/command.ts';
import { parseJson, printJson } from '../../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import type { OutputsFile } from '../../../../contracts/outputs.ts';
import { link as linkCommand } from '../../../../cli/link/command.ts';
import { twoRegions } from '../two-regions.ts';
import { ID, RICH_JSON } from './rich-application.ts';
import { testIo } from './test-io.ts';

export const API_KEY = 'abcd1234';
export const API_SECRET = 'S3cret/not+shown=';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Linked {
  readonly api: StartedApplicationsApi;
  readonly folder: string;
  readonly outputs: string;
  readonly kept: string;
  readonly env: Readonly<Record<string, string>>;
  /** The application as the API holds it, numbers as they came. */
  readonly application: () => JsonObject;
  /** Runs a command in this process; no output holds the secret. */
  readonly run: (args: readonly string[], options?: Parameters<typeof testIo>[0]) => Promise<Ran>;
  readonly plan: (...more: string[]) => Promise<Ran>;
  readonly apply: (...more: string[]) => Promise<Ran>;
  readonly undo: (...more: string[]) => Promise<Ran>;
  /** Another hand, in the Dashboard. */
  readonly touch: (change: (application: JsonObject) => JsonObject) => void;
  /** How often the application was written. */
  readonly puts: () => number;
  readonly stop: () => Promise<void>;
}

export const text = (value: unknown): string => printJson(value as JsonObject);
/** The application as it is at first, as text. */
export const startText = (): string => text({ id: ID, ...(parseJson(RICH_JSON) as JsonObject) });
export const voiceOf = (application: JsonObject) =>
  (application['capabilities'] as JsonObject)['voice'] as JsonObject;
/** The application without its voice capability. */
export function silent({ capabilities, ...others }: JsonObject): JsonObject {
  const entries = Object.entries(capabilities as JsonObject).filter(([name]) => name !== 'voice');
  return { ...others, capabilities: Object.fromEntries(entries) };
}
export const renamed = (application: JsonObject): JsonObject => ({ ...application, name: 'Renamed' });

/** A stand-in with one application, outputs of two regions, and a folder for what is kept. */
export async function startLinked(
  applicationJson = RICH_JSON,
  outputsFile: OutputsFile = twoRegions,
): Promise<Linked> {
  const folder = await mkdtemp(join(tmpdir(), 'voice-failover-link-'));
  const outputs = join(folder, 'cdk-outputs.json');
  const kept = join(folder, 'kept');
  await writeFile(outputs, JSON.stringify(outputsFile));
  const api = await startApplicationsApi({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    applications: { [ID]: parseJson(applicationJson) as JsonObject },
  });
  const env = { VONAGE_API_KEY: API_KEY, VONAGE_API_SECRET: API_SECRET, VONAGE_API_HOST: api.url };
  const application = (): JsonObject => api.application(ID) as JsonObject;
  const run: Linked['run'] = async (args, options) => {
    const { io, take } = testIo({ env, ...options });
    const code = await runCommand(linkCommand, args, io);
    const printed = take();
    if (`${printed.stdout}${printed.stderr}`.includes(API_SECRET)) throw new Error('The secret was printed.');
    return { code, ...printed };
  };
  return {
    api,
    folder,
    outputs,
    kept,
    env,
    application,
    run,
    plan: (...more) => run(['plan', '--outputs', outputs, ...more]),
    apply: (...more) => run(['apply', '--outputs', outputs, '--kept', kept, '--yes', ...more]),
    undo: (...more) => run(['undo', '--kept', kept, '--yes', ...more]),
    touch(change) {
      const writable = Object.entries(application()).filter(([key]) => key !== 'id');
      api.replace(ID, change(Object.fromEntries(writable)));
    },
    puts: () => api.requests().filter((request) => request.startsWith('PUT')).length,
    async stop() {
      await api.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
