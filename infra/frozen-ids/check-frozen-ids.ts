import { basename } from 'node:path';
import { readTemplate } from '../../contracts/cloud-assembly.ts';
import type { Template } from '../template-checks/template.ts';
import { FrozenIdsError, lostIds, readFrozenIds } from './frozen-ids.ts';
import { heldIds } from './held-ids.ts';

/**
 * Refuses an assembly in which a frozen id is missing, or has another type. Accepts any assembly if the file is missing.
 * @param file of `npm run freeze`
 * @param folder of the cloud assembly
 * @param stacks their names
 * @throws FrozenIdsError with every id at once
 */
export function checkFrozenIds(file: string, folder: string, stacks: readonly string[]): void {
  const frozen = readFrozenIds(file);
  if (frozen === undefined) return;
  const found = Object.fromEntries(
    stacks.map((name) => [name, heldIds(readTemplate<Template>(folder, name))]),
  );
  const lost = lostIds(frozen, found);
  if (lost.length > 0)
    throw new FrozenIdsError(
      `The stacks lack resources that ${basename(file)} lists as deployed. If you deploy them, CloudFormation creates empty resources with new addresses, and deletes the old ones or leaves them behind:\n` +
        `  ${lost.join('\n  ')}\n` +
        'To fix this: restore the id of each construct and its place in the tree, or the setting that it comes from. To remove a resource on purpose, move its content first, then run npm run freeze -- --forget',
    );
}
