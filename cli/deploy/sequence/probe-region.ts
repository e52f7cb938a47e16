import type { CheckReport, CheckTarget } from '../../../contracts/check-report.ts';
import type { RegionalOutputs } from '../../../contracts/outputs.ts';
import type { Cloud } from '../../stacks/cloud.ts';

/**
 * Lets the region's synthetic check ask for an answer, as Vonage would. The function is invoked by IAM, so that an
 * address list does not matter.
 * @param isConfigured whether the region holds a secret: without one, the typed refusal is what is right
 * @returns what it found, for people
 * @throws Error that says what is wrong
 */
export async function probeRegion(
  { Region: region, SyntheticCheckFunction: functionName }: RegionalOutputs,
  target: CheckTarget,
  isConfigured: boolean,
  cloud: Cloud,
): Promise<string> {
  const answer = await cloud.invoke(region, functionName, { targets: [target] });
  const report = (answer as Partial<CheckReport> | null)?.targets?.[target];
  if (report === undefined)
    throw new Error(`${functionName}: expected a report of "${target}", found ${JSON.stringify(answer)}`);
  const { result, needsAttention, detail, tookMs } = report;
  if (isConfigured && !needsAttention && result !== 'unknown-target')
    return `${detail} (${String(Math.round(tookMs))} ms)`;
  if (!isConfigured && result === 'not-configured')
    return 'its check cannot sign, as expected without a secret';
  throw new Error(`${result}: ${detail}`);
}
