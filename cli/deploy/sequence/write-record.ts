import { deploymentRecordName, parseDeploymentRecord } from '../../../contracts/deployment-record.ts';
import type { DeploymentRecord, RegionRecord } from '../../../contracts/deployment-record.ts';
import type { RegionalOutputs } from '../../../contracts/outputs.ts';
import type { Cloud } from '../../stacks/cloud.ts';
import { putParameter } from '../../stacks/put-parameter.ts';
import type { ReadBack } from '../../stacks/put-parameter.ts';

const entry = ({ Role: role, ApiUrl, FallbackUrl: fallbackUrl }: RegionalOutputs): RegionRecord => ({
  role,
  // The region's own: a domain leads to whichever lives.
  answerUrl: `${ApiUrl}/answer`,
  fallbackUrl,
});

/** The record through which each region knows the other one. */
export const deploymentRecord = (regions: readonly RegionalOutputs[], nowMs: number): DeploymentRecord => ({
  writtenAt: new Date(nowMs).toISOString(),
  regions: Object.fromEntries(regions.map((outputs) => [outputs.Region, entry(outputs)])),
});

/**
 * The regions in the record that the last run wrote; none if there is no record, or it cannot be read.
 * @param isOurs whether a region is one of this deployment still
 */
export async function recordedBefore(
  region: string,
  deployment: string,
  isOurs: (region: string) => boolean,
  cloud: Cloud,
): Promise<DeploymentRecord['regions']> {
  const text = await cloud.parameter(region, deploymentRecordName(deployment));
  try {
    if (text === undefined) return {};
    const { regions } = parseDeploymentRecord(text);
    return Object.fromEntries(Object.entries(regions).filter(([each]) => isOurs(each)));
  } catch {
    return {};
  }
}

/** Writes it into a region, and reads it back. @throws Error where it is not there afterwards */
export const writeRecord = (
  region: string,
  deployment: string,
  record: DeploymentRecord,
  cloud: Cloud,
  readBack: ReadBack,
): Promise<void> =>
  putParameter(region, deploymentRecordName(deployment), JSON.stringify(record), cloud, readBack);
