import type { Io } from '../../link/commands/command.ts';
import { describeProblem } from '../describe-problem.ts';
import type { Cloud, FoundStack } from '../stacks/cloud.ts';

/** CloudFront alone takes minutes. */
const EVERY_MS = 5_000;
const MOST_TIMES = 720;
/** An answer that does not come, now and then, does not mean that the region is away. */
const FAILURES_IN_A_ROW = 5;
const TOLD_EVERY = 6;

/**
 * Deletes the stack, and waits until it is gone.
 * @throws Error that says why it is not; or where the run is interrupted, while CloudFormation goes on
 */
export async function takeDown(
  { region, name, stack }: { readonly region: string; readonly name: string; readonly stack: FoundStack },
  cloud: Cloud,
  { pause, signal, stderr }: Io,
): Promise<void> {
  await cloud.deleteStack(region, name);
  let failures = 0;
  for (let times = 1; times <= MOST_TIMES; times++) {
    let status: string | undefined;
    try {
      // By its ARN: by name it is unknown as soon as it is gone.
      status = (await cloud.stack(region, stack.id))?.status ?? 'DELETE_COMPLETE';
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === FAILURES_IN_A_ROW) throw error;
    }
    if (status === 'DELETE_COMPLETE') return;
    if (status === 'DELETE_FAILED') throw new Error(await whatHoldsIt(region, stack.id, cloud));
    if (times % TOLD_EVERY === 0) stderr(`  ${await howFar(region, stack.id, cloud)}`);
    await pause(EVERY_MS, signal);
  }
  throw new Error('it is still being deleted after an hour');
}

async function howFar(region: string, id: string, cloud: Cloud): Promise<string> {
  try {
    const resources = await cloud.resources(region, id);
    const gone = resources.filter(
      ({ status }) => status === 'DELETE_COMPLETE' || status === 'DELETE_SKIPPED',
    );
    return `${String(gone.length)} of ${String(resources.length)} resources are gone`;
  } catch (error) {
    return `no answer yet (${describeProblem(error)})`;
  }
}

async function whatHoldsIt(region: string, id: string, cloud: Cloud): Promise<string> {
  const failed = (await cloud.resources(region, id)).filter(({ status }) => status === 'DELETE_FAILED');
  return `DELETE_FAILED: ${failed.map(({ logicalId, type, reason }) => `${type} ${logicalId} (${reason ?? 'no reason given'})`).join('; ')}`;
}
