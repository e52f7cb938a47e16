import type { Io } from '../kit/io.ts';
import { lookUntil } from '../kit/look-until.ts';
import { describeProblem } from '../kit/describe-problem.ts';
import type { Cloud } from '../stacks/cloud.ts';

/** CloudFront alone takes minutes. */
const LOOKS = { times: 720, everyMs: 5_000 } as const;
/** A few missing answers do not mean that the region is unavailable. */
const FAILURES_IN_A_ROW = 5;
const REPORT_EVERY = 6;
/** AWS may still report the old state this often; after that it counts as the new state. */
const OLD_TIMES = 6;

/** A stack whose deletion has begun. */
interface Deleting {
  readonly region: string;
  /** Its ARN: by name it is unknown as soon as it is gone. */
  readonly id: string;
  /** Its state when the deletion began, in CloudFormation's words. */
  readonly before: string;
}

/**
 * Waits until the deletion has ended, well or not.
 * @throws Error where it does not end, or nothing answers
 */
export async function untilDeleted(
  { region, id, before }: Deleting,
  cloud: Cloud,
  { pause, signal, stderr }: Io,
): Promise<'DELETE_COMPLETE' | 'DELETE_FAILED'> {
  let times = 0;
  let failures = 0;
  let hasBegun = before !== 'DELETE_FAILED';
  const look = async (): Promise<string | undefined> => {
    times += 1;
    let status: string | undefined;
    try {
      status = (await cloud.stack(region, id))?.status ?? 'DELETE_COMPLETE';
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures === FAILURES_IN_A_ROW) throw error;
    }
    hasBegun ||= times > OLD_TIMES || (status !== undefined && status !== before);
    return status;
  };
  const isOver = (status: string | undefined): status is 'DELETE_COMPLETE' | 'DELETE_FAILED' =>
    status === 'DELETE_COMPLETE' || (status === 'DELETE_FAILED' && hasBegun);
  const status = await lookUntil(look, isOver, {
    ...LOOKS,
    pause: async (ms) => {
      if (times % REPORT_EVERY === 0) stderr(`  ${await howFar(region, id, cloud)}`);
      await pause(ms, signal);
    },
  });
  if (isOver(status)) return status;
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
