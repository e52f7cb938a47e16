import { basename } from 'node:path';
import { readTemplate } from '../../contracts/cloud-assembly.ts';
import type { Template } from '../template-checks/template.ts';
import { FrozenIdsError, lostIds, readFrozenIds } from './frozen-ids.ts';
import { heldIds } from './held-ids.ts';

/**
 * Refuses an assembly in which a frozen id is gone, or is another resource. Where nothing is frozen, nothing is compared.
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
      `The stacks no longer have what ${basename(file)} says is deployed. Deployed so, CloudFormation makes empty ones, under new addresses, and deletes the old ones or leaves them behind:\n` +
        `  ${lost.join('\n  ')}\n` +
        'Put back the id of each construct and its place in the tree, or the setting that it comes from. If it is meant to go, move what it holds first, then: npm run freeze -- --forget',
    );
}
