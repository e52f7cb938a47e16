import { describeProblem } from '../kit/describe-problem.ts';
import { inParallel } from '../kit/progress.ts';
import type { AssemblyStack, DeployedResource, Presence } from './assembly.ts';
import type { Cloud, StackResource } from './cloud.ts';

/** What is there of a stack that CloudFormation calls complete. */
export interface ReadBack {
  readonly found: number;
  /** Said to be created, and not there: `AWS::Logs::LogGroup AnswerLogs`. */
  readonly missing: readonly string[];
  /** Could not be looked up: by type, how many, and why. */
  readonly notLookedUp: readonly string[];
}

/** API Gateway's own API takes ten requests a second in a region, all in all. */
const AT_ONCE = 3;

/**
 * Looks every resource of the template up at its own service. An endpoint that says CREATE_COMPLETE may have left some out;
 * in an account a hand may have deleted one.
 * @throws where the stack itself cannot be read
 */
export async function readBack({ name, region, template }: AssemblyStack, cloud: Cloud): Promise<ReadBack> {
  const listed = new Map<string, StackResource>(
    (await cloud.resources(region, name)).map((resource) => [resource.logicalId, resource]),
  );
  const physicalIdOf = (logicalId: string): string | undefined => listed.get(logicalId)?.physicalId;
  const lookUp = async (logicalId: string, type: string, properties: DeployedResource['properties']) => {
    const physicalId = physicalIdOf(logicalId);
    if (physicalId === undefined) return { state: 'missing' } as const;
    const resource = { region, logicalId, type, properties, physicalId, physicalIdOf };
    return cloud
      .presence(resource)
      .catch((error: unknown): Presence => ({ state: 'not-looked-up', why: describeProblem(error) }));
  };
  const looked = await inParallel(
    Object.entries(template.Resources),
    AT_ONCE,
    async ([logicalId, { Type, Properties = {} }]) => ({
      logicalId,
      type: Type,
      presence: await lookUp(logicalId, Type, Properties),
    }),
  );
  return {
    found: looked.filter(({ presence }) => presence.state === 'there').length,
    missing: looked.flatMap(({ logicalId, type, presence }) =>
      presence.state === 'missing' ? [`${type} ${logicalId}`] : [],
    ),
    notLookedUp: countByReason(
      looked.flatMap(({ type, presence }) =>
        presence.state === 'not-looked-up' ? [`${type} (${presence.why})`] : [],
      ),
    ),
  };
}

const countByReason = (reasons: readonly string[]): readonly string[] =>
  [...new Set(reasons)].map((reason) => {
    const times = reasons.filter((each) => each === reason).length;
    return times === 1 ? reason : `${String(times)} × ${reason}`;
  });
