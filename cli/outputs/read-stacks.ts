import { stackName } from '../../contracts/settings/physical-names.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { awsProblem, isRegionDown, noRegion } from '../kit/aws-problem.ts';
import type { AwsProblem } from '../kit/aws-problem.ts';
import { CommandError } from '../kit/command-error.ts';
import { ROLES } from '../stacks/assembly.ts';
import type { Role } from '../stacks/assembly.ts';
import type { Cloud } from '../stacks/cloud.ts';
import { findStackRecord } from '../stacks/stack-record.ts';
import type { FoundRecord } from '../stacks/stack-record.ts';
import { npmRun } from '../kit/npm-run.ts';

interface Where {
  readonly role: Role;
  readonly name: string;
  readonly region: string;
}

export interface ReadStack extends Where {
  readonly outputs: Readonly<Record<string, string>>;
  /** Where they come from if not from CloudFormation, and why not. */
  readonly record?: FoundRecord;
  readonly why?: string;
}

type Asked = Where &
  ({ readonly outputs: ReadStack['outputs'] } | { readonly problem: AwsProblem | 'no such stack' });

const NOTHING = 'Nothing was written.';

/**
 * Outputs of the three stacks: each from its own region or, where that is down, from the record in a serving one that is not.
 * @throws CommandError where a stack is not there, may not be read, or is neither answered for nor recorded
 */
export async function readStacks(settings: Settings, cloud: Cloud): Promise<readonly ReadStack[]> {
  const asked = await Promise.all(ROLES.map((role) => ask(settings, role, cloud)));
  const problems = asked.flatMap((each) =>
    'problem' in each && each.problem !== 'no such stack' ? [{ region: each.region, ...each.problem }] : [],
  );
  if (problems.length === asked.length)
    throw new CommandError(`${noRegion('at least one region to answer', problems)}\n${NOTHING}`);
  for (const each of asked) refuseUnlessDown(each);
  const down = new Set(problems.map(({ region }) => region));
  const keepers = [settings.regions.primary, settings.regions.secondary].filter(
    (region) => !down.has(region),
  );
  return Promise.all(
    asked.map(async (each): Promise<ReadStack> => {
      if ('outputs' in each) return each;
      const found = await findStackRecord(settings.name, each.name, keepers, cloud);
      const why = each.problem === 'no such stack' ? each.problem : each.problem.found;
      if ('problems' in found) throw unrecorded(each, why, found.problems);
      return { ...each, outputs: found.outputs, record: found, why };
    }),
  );
}

async function ask(settings: Settings, role: Role, cloud: Cloud): Promise<Asked> {
  const where = { role, name: stackName(settings, role), region: settings.regions[role] };
  try {
    const stack = await cloud.stack(where.region, where.name);
    return stack === undefined
      ? { ...where, problem: 'no such stack' }
      : { ...where, outputs: stack.outputs };
  } catch (error) {
    return { ...where, problem: awsProblem(error, { region: where.region, endpoint: cloud.endpoint }) };
  }
}

/** @throws CommandError where the region answers, and a record would hide what is wrong */
function refuseUnlessDown(asked: Asked): void {
  if (!('problem' in asked)) return;
  const expected = `Expected the stack ${asked.name} in ${asked.region}, found`;
  if (asked.problem === 'no such stack')
    throw new CommandError(
      `${expected} none. ${NOTHING} Deploy it (${npmRun('deploy')}), or correct name and regions in settings.ts.`,
    );
  if (!isRegionDown(asked.problem))
    throw new CommandError(`${expected} ${asked.problem.found}. ${NOTHING} ${asked.problem.fix}`);
}

const unrecorded = ({ name, region }: Where, why: string, problems: readonly string[]): CommandError =>
  new CommandError(
    [
      `Expected the outputs of ${name} from ${region}, or a record of them in a serving region that answers; found ${why}, and no record (${problems.join('; ') || 'no serving region answers'}).`,
      `${NOTHING} Use the file that the last deployment wrote (cdk-outputs.json of that machine, or the pipeline's artifact). Records are written by npm run deploy.`,
    ].join('\n'),
  );
