import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ApplicationHost } from '../../../../emulator/outside/start-application-host.ts';
import { startApplicationHost } from '../../../../emulator/outside/start-application-host.ts';
import { spawn } from 'node:child_process';
import type { BrokenParts } from '../../../../cli/local/broken-parts.ts';
import { LOCAL_STATE_FOLDER, writeState } from '../../../../cli/local/local-system.ts';
import type { LocalSystem } from '../../../../cli/local/local-system.ts';
import { startControl } from '../../../../cli/local/start-control.ts';
import type { PrintedEmulator } from '../../../emulator/emulator-command.ts';
import { localProject } from '../../local/local-project.ts';
import type { Ran } from '../support/linked.ts';

const APPLICATION = fileURLToPath(
  new URL('../../../../examples/guarded-application/app.mjs', import.meta.url),
);
export const FIRST = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
export const SECOND = 'cccccccc-bbbb-4ccc-8ddd-0123456789ab';
/** Of the second application, by the settings: with a static NCCO of its own. */
export const SECONDS_NUMBER = '447700900002';

/** A project whose call flow guards an application, its local system, and that application behind it. */
export interface GuardedProject {
  readonly outputs: string;
  readonly kept: string;
  readonly emulator: PrintedEmulator;
  readonly application: ApplicationHost;
  /** A command as it is typed, as a process of its own. */
  readonly vvf: (...args: readonly string[]) => Promise<Ran>;
  /** Asks the simulated account. */
  readonly account: (method: string, path: string, body?: string) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

export async function startGuardedProject(): Promise<GuardedProject> {
  const project = localProject();
  const change = (file: string, ...pairs: readonly (readonly [string, string])[]): void => {
    const text = pairs.reduce(
      (read, [from, to]) => read.replace(from, to),
      readFileSync(join(project, file), 'utf8'),
    );
    writeFileSync(join(project, file), text);
  };
  const flow = readFileSync(join(project, 'examples/call-flows/guarded.ts'), 'utf8');
  writeFileSync(
    join(project, 'functions/call-flow.ts'),
    flow.replaceAll("'../../functions/", "'./").replaceAll("'../../", "'../"),
  );
  change(
    'settings.ts',
    [`applicationIds: ['${FIRST}']`, `applicationIds: ['${FIRST}', '${SECOND}']`],
    ["timeouts: 'shipped'", "timeouts: 'guarded'"],
    [
      'export const settings: Settings = {',
      `export const settings: Settings = {
  numbers: { '${SECONDS_NUMBER}': { staticNcco: 'connect-phone', applicationId: '${SECOND}' } },`,
    ],
  );
  const [outputs, kept] = [join(project, 'outputs.json'), join(project, 'kept')];
  const local = spawn(process.execPath, [join(project, 'vvf.mjs'), 'local', '--json', '--outputs', outputs], {
    cwd: project,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => local.once('close', () => resolve()));
  const line = new Promise<string>((resolve) => {
    let text = '';
    local.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) resolve(text);
    });
  });
  const emulator = await Promise.race([
    line.then((text) => JSON.parse(text) as PrintedEmulator),
    ended.then(() => Promise.reject(new Error('npm run local has ended'))),
  ]);
  const application = await startApplicationHost(
    ['https://voice.example.com'],
    `"${process.execPath}" "${APPLICATION}"`,
  );
  await application.start(emulator.application);
  // As npm run local -- --app notes it; here the test holds the application, to break it and to see its requests.
  const control = await startControl({ status: { broken: [], parts: [] } } as unknown as BrokenParts);
  await writeState(join(project, LOCAL_STATE_FOLDER), {
    pid: local.pid,
    control: { port: control.port, token: control.token },
    regions: { primary: emulator.primary, secondary: emulator.secondary },
    outside: application.host.hosts,
  } as unknown as LocalSystem);
  const env = { ...process.env, ...emulator.environment, NODE_OPTIONS: '' };
  const { VONAGE_API_HOST: host, VONAGE_API_KEY: key, VONAGE_API_SECRET: secret } = emulator.environment;
  return {
    outputs,
    kept,
    emulator,
    application,
    vvf: (...args) =>
      new Promise((resolve) => {
        const child = execFile(
          process.execPath,
          ['vvf.mjs', ...args],
          { cwd: project, env },
          (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
        );
      }),
    async account(method, path, body) {
      const response = await fetch(`${host}${path}`, {
        method,
        headers: {
          authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(text);
      return JSON.parse(text) as unknown;
    },
    async stop() {
      local.kill('SIGINT');
      await Promise.all([ended, application.stop(), control.stop()]);
      rmSync(project, { recursive: true });
    },
  };
}
