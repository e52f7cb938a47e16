import type { Io } from '../kit/io.ts';
import type { Cloud, FoundStack, StackResource } from '../stacks/cloud.ts';
import { isReleasedLater } from './released-later.ts';
import { untilDeleted } from './until-deleted.ts';

/** Pause between attempts to delete a resource that AWS has not released yet; releases of 4 to 20 minutes were seen. */
const RELEASE_MS = 60_000;
const MOST_RELEASES = 20;

/**
 * Deletes the stack, and waits until it is gone.
 * @throws Error that says why it is not; or where the run is interrupted, while CloudFormation goes on
 */
export async function takeDown(
  { region, name, stack }: { readonly region: string; readonly name: string; readonly stack: FoundStack },
  cloud: Cloud,
  io: Io,
): Promise<void> {
  let before = stack.status;
  for (let releases = 0; ; releases++) {
    await cloud.deleteStack(region, name);
    const status = await untilDeleted({ region, id: stack.id, before }, cloud, io);
    if (status === 'DELETE_COMPLETE') return;
    const held = (await cloud.resources(region, stack.id)).filter((each) => each.status === 'DELETE_FAILED');
    const isReleased = held.length > 0 && held.every(isReleasedLater);
    if (!isReleased || releases === MOST_RELEASES) throw new Error(`DELETE_FAILED: ${whatHoldsIt(held)}`);
    io.stderr(
      `  AWS has not released it yet: ${whatHoldsIt(held)}; trying again in ${String(RELEASE_MS / 1000)} s (${String(releases + 1)} of ${String(MOST_RELEASES)})`,
    );
    await io.pause(RELEASE_MS, io.signal);
    before = status;
  }
}

const whatHoldsIt = (held: readonly StackResource[]): string =>
  held
    .map(({ logicalId, type, reason }) => `${type} ${logicalId} (${reason ?? 'no reason given'})`)
    .join('; ');
