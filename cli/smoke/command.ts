import type { OutputsFile } from '../../contracts/outputs.ts';
import { INTERRUPTED, interruption } from '../kit/interruption.ts';
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
  about: `The check of a first deployment: each thing that this project assumes of AWS and that no run without a deployment can
tell, asked of the deployed URLs. A table of what was expected and found; of what differs, what to change in which file.`,
  flags: {
    outputs: { ...OUTPUTS_FLAG, notWith: ['local'] },
    region: {
      type: 'text',
      value: 'REGION',
      help: 'whose CloudFront distribution and API are asked',
      otherwise: "the secondary's",
    },
    only: { type: 'text', value: 'ROW', isRepeatable: true, choices: ROW_NAMES, help: 'ask this row only' },
    outside: {
      type: 'text',
      value: 'ADDRESS',
      notWith: ['local'],
      help: 'an address of this machine that is outside of the ranges, where the deployment looks at addresses: refusals are asked from there, and all else from the usual one',
    },
    local: {
      type: 'boolean',
      help: 'start a local system for it, and stop it afterwards: no account, no network',
    },
    assembly: {
      type: 'path',
      value: 'FOLDER',
      with: ['local'],
      help: 'run this cloud assembly instead of synthesizing one',
    },
    break: {
      type: 'text',
      value: 'ROW',
      with: ['local'],
      choices: ROW_NAMES,
      help: 'let AWS do otherwise than this row assumes, to see that it is found',
    },
    json: JSON_FLAG,
  },
  notes: `AWS credentials are found as every AWS tool finds them. They read the signature secret (secretsmanager:GetSecretValue) and the
settings of the fallback function (lambda:GetFunctionConfiguration), write one object beside the events in the journal and
delete it (s3:PutObject, s3:DeleteObject, s3:DeleteObjectVersion). Without them, only what anybody can ask is checked.

Signed requests carry a mark of ours: they are in no journal and no metric. What a function that fails looks like is only
asked where the stacks are "drillable" (a setting): the region's fallback function hangs, crashes and is throttled for
seconds each, and callers hear the static NCCO meanwhile, should the other region be away; alarms may ring. That takes
lambda:UpdateFunctionConfiguration, GetFunctionConcurrency, PutFunctionConcurrency and DeleteFunctionConcurrency. It is
undone whatever happens, also on Ctrl-C.`,
  exits: {
    0: 'nothing differs (what was not checked is named)',
    1: 'something differs, or it could not run',
    2: 'nothing was checked',
  },
  async run({ outputs, outside, local, assembly, break: broken, ...asked }, { stderr }) {
    const signal = interruption(INTERRUPTED);
    const check = { ...asked, rows: rowsOf(asked.only), signal };
    try {
      if (!local) return await checkOutputs(await readOutputsFile(outputs), outside, check);
      stderr('starting the local system');
      return await withEmulator({ assembly, broken }, signal, (started) =>
        checkOutputs(started, OUTSIDE_ADDRESS, check),
      );
    } catch (error) {
      if (!(error instanceof InterruptedError)) throw error;
      stderr(error.message);
      return INTERRUPTED;
    }
  },
});

/** In the order in which they must be asked. */
export const rowsOf = (only: readonly string[]): readonly Row[] =>
  ROWS.filter(({ name }) => only.length === 0 || only.includes(name));

interface Check {
  readonly rows: readonly Row[];
  readonly region: string | undefined;
  readonly json: boolean;
  readonly signal: AbortSignal;
}

async function checkOutputs(
  outputs: OutputsFile,
  outsideAddress: string | undefined,
  { rows, region: regionName, json, signal }: Check,
): Promise<number> {
  const tell = (line: string): void => console.error(line);
  const target = openTarget({ outputs, regionName, outsideAddress, signal, tell });
  const results = await checkRows(rows, target, (checked) => tell(progressLine(checked)));
  const region = target.region.Region;
  console.log(json ? resultsJson(region, results) : `\n${printResults(region, results)}`);
  return exitCodeOf(results);
}
