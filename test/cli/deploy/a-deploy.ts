import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { OutputsFile } from '../../../contracts/outputs.ts';
import { deploy as deployCommand } from '../../../cli/deploy/command.ts';
import { runDeploy } from '../../../cli/deploy/run-deploy.ts';
import { testIo } from '../link/support/test-io.ts';
import type { TestIo } from '../link/support/test-io.ts';
import { writeAssembly } from '../support/an-assembly.ts';
import type { WrittenAssembly } from '../support/an-assembly.ts';
import { recordingCloud } from '../support/recording-cloud.ts';
import type { RecordingCloud } from '../support/recording-cloud.ts';

export const SECRET = 'the-signature-secret-of-the-account-0123456789';

const NCCO = [{ action: 'talk', text: 'We are out of order.' }];

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface ADeploy {
  readonly assembly: WrittenAssembly;
  readonly outputsFile: string;
  readonly flowsFile: string;
  cloud: RecordingCloud;
  /** What the static tier answers. */
  staticNcco: { status: number; type: string; body: string };
  readonly io: TestIo;
  /** `npm run deploy` with these flags, from the same assembly each time. */
  deploy(...args: readonly string[]): Promise<Run>;
  /** The outputs file as it is. */
  outputs(): Promise<OutputsFile>;
}

/** An account in memory, new for each test, to deploy to. */
export function aDeploy(
  env: Readonly<Record<string, string>> = {},
  change?: Parameters<typeof writeAssembly>[0],
): ADeploy {
  let assembly: WrittenAssembly;
  let io: TestIo;
  beforeEach(async () => {
    assembly = await writeAssembly(change);
    await writeFile(join(assembly.folder, 'secret'), `${SECRET}\n`);
    deploy.cloud = recordingCloud();
    deploy.staticNcco = { status: 200, type: 'application/json', body: JSON.stringify(NCCO) };
    io = testIo({
      env,
      fetch: async (url) => {
        deploy.cloud.did.push(`fetch ${String(url)}`);
        const { status, type, body } = deploy.staticNcco;
        return new Response(body, { status, headers: { 'content-type': type } });
      },
    });
  });
  afterEach(() => assembly.remove());
  const deploy: ADeploy = {
    get assembly() {
      return assembly;
    },
    get outputsFile() {
      return join(assembly.folder, 'outputs.json');
    },
    get io() {
      return io;
    },
    get flowsFile() {
      return join(assembly.folder, 'deployed-flows.json');
    },
    cloud: recordingCloud(),
    staticNcco: { status: 200, type: '', body: '' },
    deploy: async (...args) => {
      const all = ['--assembly', assembly.folder, '--outputs', deploy.outputsFile, ...args];
      const code = await runDeploy(deployCommand.read(all).values, {
        io: io.io,
        stdin: Readable.from([]),
        openCloud: () => deploy.cloud,
        deployedFlows: deploy.flowsFile,
      });
      const { stdout, stderr } = io.take();
      return { code, out: stdout, err: stderr };
    },
    outputs: async () => JSON.parse(await readFile(deploy.outputsFile, 'utf8')) as OutputsFile,
  };
  return deploy;
}

/** `--secret-file` of the test's own secret. */
export const withSecret = ({ assembly }: ADeploy): readonly string[] => [
  '--secret-file',
  join(assembly.folder, 'secret'),
];
