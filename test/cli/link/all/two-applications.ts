import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../../cli/kit/command.ts';
import { guard } from '../../../../cli/link/guard/command.ts';
import { link } from '../../../../cli/link/command.ts';
import { startApplicationsApi } from '../../../../simulator/applications-api/start-applications-api.ts';
import type { StartedApplicationsApi } from '../../../../simulator/applications-api/start-applications-api.ts';
import { settings } from '../../../fixtures/own/settings.ts';
import { API_KEY, API_SECRET } from '../support/linked.ts';
import type { Ran } from '../support/linked.ts';
import { testIo } from '../support/test-io.ts';
import type { TestIo } from '../support/test-io.ts';
import { twoRegions } from '../two-regions.ts';

export const DESK = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
export const SALES = 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab';
/** As the settings say, to another application, by SIP, and not owned. */
export const RIGHT = '447700900000';
export const WRONG = '447700900001';
export const BY_SIP = '447700900002';
export const MISSING = '447700900003';
const OTHER = 'cccccccc-bbbb-4ccc-8ddd-0123456789ab';

const number = { country: 'GB', features: ['VOICE'] };

export interface TwoApplications {
  readonly api: StartedApplicationsApi;
  readonly folder: string;
  readonly outputs: string;
  readonly env: Readonly<Record<string, string>>;
  readonly plan: (...more: string[]) => Promise<Ran>;
  /** Without the flags of `more`: confirmed in advance. */
  readonly apply: (...more: string[]) => Promise<Ran>;
  /** `apply` in a terminal of its own. */
  readonly applyIn: (own: TestIo, ...more: string[]) => Promise<Ran>;
  readonly guardNumber: (...args: string[]) => Promise<Ran>;
  /** `PUT` of each application, by id, and `POST` of numbers so far. */
  readonly writes: () => readonly string[];
  readonly stop: () => Promise<void>;
}

/** The settings name two applications and four numbers; for the rest of the test file. */
export function nameTwoApplications(): void {
  Object.assign(settings, {
    vonage: { ...settings.vonage, applicationIds: [DESK, SALES] },
    numbers: { [RIGHT]: {}, [WRONG]: { applicationId: SALES.toUpperCase() }, [BY_SIP]: {}, [MISSING]: {} },
  });
}

export async function startTwoApplications(
  numbers: Readonly<Record<string, string>> = {},
): Promise<TwoApplications> {
  const folder = await mkdtemp(join(tmpdir(), 'voice-failover-all-'));
  const outputs = join(folder, 'outputs.json');
  await writeFile(outputs, JSON.stringify(twoRegions));
  const api = await startApplicationsApi({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    applications: {
      [DESK]: { name: 'Desk', capabilities: { voice: {} } },
      [SALES]: { name: 'Sales', capabilities: {} },
      [OTHER]: { name: 'Other', capabilities: {} },
    },
    numbers: {
      [RIGHT]: DESK,
      [WRONG]: { ...number, app_id: OTHER },
      [BY_SIP]: { ...number, voiceCallbackType: 'sip', voiceCallbackValue: 'sip:a@example.com' },
      ...numbers,
    },
  });
  const env = { VONAGE_API_KEY: API_KEY, VONAGE_API_SECRET: API_SECRET, VONAGE_API_HOST: api.url };
  const shared = ['--outputs', outputs];
  const kept = ['--kept', join(folder, 'kept')];
  const run = async (command: typeof link, args: readonly string[], own = testIo({ env })): Promise<Ran> => {
    const code = await runCommand(command, args, own.io);
    return { code, ...own.take() };
  };
  return {
    api,
    folder,
    outputs,
    env,
    plan: (...more) => run(link, ['plan', '--all', ...shared, ...more]),
    apply: (...more) => run(link, ['apply', '--all', '--yes', ...shared, ...kept, ...more]),
    applyIn: (own, ...more) => run(link, ['apply', '--all', ...shared, ...kept, ...more], own),
    guardNumber: (...args) => run(guard, ['number', ...args, ...kept]),
    writes: () => api.requests().filter((request) => !request.startsWith('GET')),
    async stop() {
      await api.stop();
      await rm(folder, { recursive: true });
    },
  };
}
