import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstLine, emulatorCommand } from '../../emulator/emulator-command.ts';
import type { PrintedEmulator, RunningCommand } from '../../emulator/emulator-command.ts';
import type { OutputsFile } from '../../../contracts/outputs.ts';
import type { AwsStandIn } from '../../cli/aws-stand-in/start-aws.ts';
import { copyProject } from '../../support/copy-project.ts';
import { accountWith } from './deployed.ts';
import { DRILLS, commandLines } from './pages.ts';

/** An operator's project: what `cdk deploy --outputs-file` wrote is there. */
const folder = copyProject();
let emulator: RunningCommand;
let environment: PrintedEmulator['environment'];
let aws: AwsStandIn;
const OUTPUTS = join(folder, 'cdk-outputs.json');
beforeAll(async () => {
  emulator = emulatorCommand('--json', '--outputs', OUTPUTS);
  ({ environment } = await firstLine(emulator));
  aws = await accountWith(JSON.parse(readFileSync(OUTPUTS, 'utf8')) as OutputsFile);
  // Files that a page's words tell one to write, or an earlier command of the page.
  writeFileSync(join(folder, 'signature-secret.txt'), 'the-next-one-0123456789abcdefghijkl');
  writeFileSync(join(folder, 'link-timeouts.json'), JSON.stringify(AS_DEFAULT));
  // Linked, and with an event in today's journal.
  expect((await run('npm run link -- apply --yes')).code).toBe(0);
  await run('npm run link -- verify');
});
afterAll(async () => {
  emulator.child.kill('SIGKILL');
  await emulator.ended;
  await aws.close();
  rmSync(folder, { recursive: true });
});

const longest = (socket_timeout: number) => ({ connect_timeout: 1000, socket_timeout });
const AS_DEFAULT = {
  answer_url: longest(5000),
  event_url: longest(10_000),
  fallback_answer_url: longest(5000),
};

/** How a command may end where all is well, and what it says then. */
interface Ending {
  readonly command: RegExp;
  readonly codes: readonly number[];
  readonly says: RegExp;
}
const ENDINGS: readonly Ending[] = [
  { command: /^outputs/, codes: [0], says: /Wrote the outputs of/ },
  // 2: drift. A cold or busy machine is too slow now and then.
  { command: /^link -- verify/, codes: [0, 2], says: /^(No drift|\d+ drifts?), \d+/m },
  { command: /^link -- plan/, codes: [0, 2], says: /All else stays as it is|No change/ },
  { command: /^link -- apply/, codes: [0], says: /all \d+ values are as planned|No change/ },
  // 2: not all timeouts are recommended.
  { command: /^link -- tune/, codes: [0, 2], says: /longest measured/ },
  { command: /^rotate -- status/, codes: [0, 2], says: /current \(fingerprint [\da-f]{8}\)/ },
  // 2: it only printed what it would do.
  { command: /^rotate -- stage (?!.*--apply)/, codes: [0, 2], says: /to do: |already/ },
  { command: /^rotate -- stage .*--apply/, codes: [0], says: /read back|already/ },
  { command: /^calls/, codes: [0], says: /link-probe/ },
  { command: /^voicemails/, codes: [0], says: /No recording/ },
];

/** Runs a line of the runbook as it stands, npm's part of it apart. */
function run(line: string): Promise<{ readonly code: number; readonly output: string }> {
  const [, name = '', args = ''] = /^npm run ([\w-]+)(?: -- (.+))?$/.exec(line) ?? [];
  const env = { ...process.env, ...environment, ...(name === 'outputs' ? credentials() : {}) };
  return new Promise((resolve) => {
    execFile(
      'sh',
      ['-c', `"${process.execPath}" vvf.mjs ${name} ${args}`],
      { cwd: folder, env },
      (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), output: `${stdout}${stderr}` }),
    );
  });
}

/** For the one command that asks the account itself; what the others ask is in the outputs. */
const credentials = () => ({
  AWS_ENDPOINT_URL: aws.endpoint,
  AWS_ACCESS_KEY_ID: 'AKIDLOOPBACK',
  AWS_SECRET_ACCESS_KEY: 'none',
});

/** What one leaves behind, the next one finds. The drill has a system of its own: its turn is in drills.long.test.ts. */
const LINES = commandLines().filter((line) => !DRILLS.test(line));

describe('each command of the runbook runs, against an emulator', () => {
  it.each(LINES)(
    '%s',
    async (line) => {
      const ending = ENDINGS.find(({ command }) => command.test(line.replace('npm run ', '')));
      if (ending === undefined) throw new Error(`Expected an ending for "${line}" in ENDINGS, found none.`);
      const { code, output } = await run(line);
      expect(output).toMatch(ending.says);
      expect(ending.codes).toContain(code);
    },
    300_000,
  );

  it('and the outputs that were written anew are those that the others have read', () => {
    expect(Object.keys(JSON.parse(readFileSync(OUTPUTS, 'utf8')) as OutputsFile)).toHaveLength(3);
  });

  it('and all that is expected of one is used', () => {
    for (const { command } of ENDINGS)
      expect(LINES.some((line) => command.test(line.replace('npm run ', '')))).toBe(true);
  });
});
