import type { OutputsFile } from '../../contracts/outputs.ts';
import { INTERRUPTED } from '../kit/interruption.ts';
import type { Io } from '../kit/io.ts';
import { define } from '../kit/command.ts';
import { JSON_FLAG } from '../kit/flags.ts';
import { OUTPUTS_FLAG, readOutputsFile } from '../kit/read-outputs.ts';
import { checkRows } from './check-rows.ts';
import { InterruptedError } from './interrupted.ts';
import { openTarget } from './open-target.ts';
import { exitCodeOf, printResults, progressLine, resultsJson } from './print-results.ts';
import type { Row } from './row.ts';
import { ROWS } from './rows.ts';
import { OUTSIDE_ADDRESS, withEmulator } from './with-emulator.ts';

const ROW_NAMES = ROWS.map(({ name }) => name);

export const smoke = define({
  name: 'smoke',
  about: `Checks a first deployment: sends requests to the deployed URLs to test each assumption about AWS that only a deployment
can prove. Prints a table of what was expected and found and, for each broken assumption, what to change in which file.`,
  flags: {
    outputs: { ...OUTPUTS_FLAG, notWith: ['local'] },
    region: {
      type: 'text',
      value: 'REGION',
      help: 'the region whose CloudFront distribution and API are checked',
      otherwise: "the secondary's",
    },
    only: { type: 'text', value: 'ROW', isRepeatable: true, choices: ROW_NAMES, help: 'check this row only' },
    outside: {
      type: 'text',
      value: 'ADDRESS',
      notWith: ['local'],
      help: 'an address of this machine outside the IP allow list, for a deployment with one: requests that must be refused are sent from it',
    },
    local: {
      type: 'boolean',
      help: 'check a local system that is started for it and stopped afterwards: no account, no network',
    },
    assembly: {
      type: 'path',
      value: 'FOLDER',
      with: ['local'],
      help: 'use this cloud assembly instead of synthesizing one',
    },
    break: {
      type: 'text',
      value: 'ROW',
      with: ['local'],
      choices: ROW_NAMES,
      help: 'break the assumption of this row in the emulator, to see that the check finds it',
    },
    json: JSON_FLAG,
  },
  notes: `AWS credentials are found as every AWS tool finds them. The command reads the signature secret
(secretsmanager:GetSecretValue) and the settings of the fallback function (lambda:GetFunctionConfiguration), and writes one
object into the journal bucket and deletes it (s3:PutObject, s3:DeleteObject, s3:DeleteObjectVersion). Without credentials
it checks only what an unauthenticated caller can see.

Signed requests carry a header by which the functions keep them out of journals and metrics. The rows about failing
functions are checked only where the stacks are "drillable" (a setting): the region's fallback function hangs, crashes and
is throttled for some seconds each. If the other region fails meanwhile, callers hear the static NCCO; alarms may ring.
This needs lambda:UpdateFunctionConfiguration, GetFunctionConcurrency, PutFunctionConcurrency and
DeleteFunctionConcurrency. Each fault is undone in every case, also on Ctrl-C.`,
  exits: {
    0: 'nothing differs (what was not checked is named)',
    1: 'something differs, or it could not run',
    2: 'nothing was checked',
  },
  async run({ outputs, outside, local, assembly, break: broken, ...asked }, io) {
    const { signal } = io;
    const check = { ...asked, rows: rowsOf(asked.only), io };
    try {
      if (!local) {
        const deployed = await readOutputsFile(outputs);
        io.keepUnprinted(`${outputs}.log`);
        return await checkOutputs(deployed, outside, check);
      }
      io.stderr('starting the local system');
      return await withEmulator({ assembly, broken }, signal, (started) =>
        checkOutputs(started, OUTSIDE_ADDRESS, check),
      );
    } catch (error) {
      if (!(error instanceof InterruptedError)) throw error;
      io.stderr(error.message);
      return INTERRUPTED;
    }
  },
});

/** In the order in which they must be checked. */
export const rowsOf = (only: readonly string[]): readonly Row[] =>
  ROWS.filter(({ name }) => only.length === 0 || only.includes(name));

interface Check {
  readonly rows: readonly Row[];
  readonly region: string | undefined;
  readonly json: boolean;
  readonly io: Io;
}

async function checkOutputs(
  outputs: OutputsFile,
  outsideAddress: string | undefined,
  { rows, region: regionName, json, io }: Check,
): Promise<number> {
  const { signal, stderr: tell } = io;
  const target = openTarget({ outputs, regionName, outsideAddress, signal, tell });
  const results = await checkRows(rows, target, (checked) => tell(progressLine(checked)));
  const region = target.region.Region;
  io.stdout(json ? resultsJson(region, results) : `\n${printResults(region, results)}`);
  return exitCodeOf(results);
}
