import { CommandError } from '../kit/command-error.ts';
import { parseFlags } from '../kit/parse-flags.ts';
import { DEFAULT_OUTPUTS } from '../kit/read-outputs.ts';
import type { Row } from './row.ts';
import { ROWS } from './rows.ts';

export const SMOKE_HELP = `npm run smoke -- [options]

The check of a first deployment: each thing that this project assumes of AWS and that no run without a deployment can
tell, asked of the deployed URLs. A table of what was expected and found; of what differs, what to change in which file.

  --outputs FILE     outputs of the deployed stacks, or of a running world (default: ${DEFAULT_OUTPUTS})
  --region REGION    whose front and API are asked (default: the secondary's)
  --only ROW         ask this row only; repeatable
  --outside ADDRESS  an address of this machine that is outside of the ranges, where the deployment looks at addresses:
                     refusals are asked from there, and all else from the usual one
  --world            start a world for it, and stop it afterwards: no account, no network
  --assembly FOLDER  with --world: run this cloud assembly instead of synthesizing one
  --break ROW        with --world: let AWS do otherwise than this row assumes, to see that it is found
  --json             print one line of JSON instead
  --help             this text

Rows:
${rowNames(ROWS)}

AWS credentials are found as every AWS tool finds them. They read the signature secret (secretsmanager:GetSecretValue) and the
settings of the fallback function (lambda:GetFunctionConfiguration), write one object beside the events in the journal and
delete it (s3:PutObject, s3:DeleteObject, s3:DeleteObjectVersion). Without them, only what anybody can ask is checked.

Signed requests carry a mark of ours: they are in no journal and no metric. What a function that fails looks like is only
asked where the stacks are "drillable" (a setting): the region's fallback function hangs, crashes and is throttled for
seconds each, and callers hear the static NCCO meanwhile, should the other region be away; alarms may ring. That takes
lambda:UpdateFunctionConfiguration, GetFunctionConcurrency, PutFunctionConcurrency and DeleteFunctionConcurrency. It is
undone whatever happens, also on Ctrl-C.

Exit code: 0 nothing differs (what was not checked is named), 1 something differs, 2 nothing was checked, or it could not
run; 130 interrupted.
`;

function rowNames(rows: readonly Row[]): string {
  return rows.map(({ name }) => `  ${name}`).join('\n');
}

export interface WorldChoice {
  readonly assembly: string | undefined;
  readonly broken: string | undefined;
}

export interface SmokeOptions {
  readonly outputs: string;
  readonly region: string | undefined;
  readonly rows: readonly Row[];
  readonly outside: string | undefined;
  /** Undefined: what is deployed. */
  readonly world: WorldChoice | undefined;
  readonly json: boolean;
}

const FLAGS = {
  outputs: { type: 'string' },
  region: { type: 'string' },
  only: { type: 'string', multiple: true },
  outside: { type: 'string' },
  world: { type: 'boolean' },
  assembly: { type: 'string' },
  break: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Reads the command line; undefined when help is wanted. @throws CommandError */
export function parseSmokeOptions(args: readonly string[]): SmokeOptions | undefined {
  const values = parseFlags(args, FLAGS, SMOKE_HELP);
  if (values.help === true) return undefined;
  const { outputs, outside, assembly, region } = values;
  const broken = values.break;
  if (values.world === true) refuse('with', { '--outputs': outputs, '--outside': outside });
  else refuse('without', { '--assembly': assembly, '--break': broken });
  if (broken !== undefined) mustBeRow('--break', broken);
  for (const name of values.only ?? []) mustBeRow('--only', name);
  return {
    outputs: outputs ?? DEFAULT_OUTPUTS,
    region,
    rows: ROWS.filter(({ name }) => values.only?.includes(name) ?? true),
    outside,
    world: values.world === true ? { assembly, broken } : undefined,
    json: values.json ?? false,
  };
}

function refuse(how: 'with' | 'without', flags: Readonly<Record<string, string | undefined>>): void {
  const [flag] = Object.entries(flags).find(([, value]) => value !== undefined) ?? [];
  if (flag === undefined) return;
  throw new CommandError(`Expected no ${flag} ${how} --world, found one. See --help.`);
}

function mustBeRow(flag: string, name: string): void {
  if (ROWS.some((row) => row.name === name)) return;
  throw new CommandError(
    `${flag}: expected one of ${ROWS.map((row) => row.name).join(', ')}; found "${name}".`,
  );
}
