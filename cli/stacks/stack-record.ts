import { describeProblem } from '../kit/describe-problem.ts';
import type { Cloud } from './cloud.ts';
import { putParameter } from './put-parameter.ts';
import type { ReadBack } from './put-parameter.ts';

/** Outputs of a stack, kept where they can be read while its own region is down. */
export interface StackRecord {
  /** ISO 8601 in UTC. */
  readonly writtenAt: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A record that was read, and the region that has it. */
export interface FoundRecord extends StackRecord {
  readonly keptIn: string;
}

/** Name of the parameter, in both serving regions; one for each stack, since a parameter holds 4 KB at most. */
export const stackRecordName = (deployment: string, stack: string): string =>
  `/${deployment}/outputs/${stack}`;

/** Writes it, and reads it back. @throws Error where it is not there afterwards */
export const putStackRecord = (
  {
    region,
    deployment,
    stack,
  }: { readonly region: string; readonly deployment: string; readonly stack: string },
  record: StackRecord,
  cloud: Cloud,
  readBack: ReadBack,
): Promise<void> =>
  putParameter(region, stackRecordName(deployment, stack), JSON.stringify(record), cloud, readBack);

/**
 * The newest record of a stack that any of the regions has; undefined where none has one.
 * @param regions those that keep records, without one that is known to be down
 */
export async function findStackRecord(
  deployment: string,
  stack: string,
  regions: readonly string[],
  cloud: Cloud,
): Promise<FoundRecord | { readonly problems: readonly string[] }> {
  const problems: string[] = [];
  const found: FoundRecord[] = [];
  for (const region of regions) {
    try {
      const text = await cloud.parameter(region, stackRecordName(deployment, stack));
      if (text === undefined) problems.push(`${region} has none`);
      else found.push({ ...parseStackRecord(text), keptIn: region });
    } catch (error) {
      problems.push(`${region}: ${describeProblem(error)}`);
    }
  }
  const newest = found.toSorted((left, right) => (left.writtenAt < right.writtenAt ? 1 : -1))[0];
  return newest ?? { problems };
}

function parseStackRecord(text: string): StackRecord {
  const { writtenAt, outputs } = JSON.parse(text) as Partial<StackRecord>;
  const isWhole =
    typeof writtenAt === 'string' &&
    typeof outputs === 'object' &&
    Object.values(outputs ?? { none: undefined }).every((value) => typeof value === 'string');
  if (!isWhole) throw new Error('expected {"writtenAt", "outputs"}, found other JSON');
  return { writtenAt, outputs };
}
