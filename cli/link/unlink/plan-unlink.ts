import type { OutputsFile } from '../../../contracts/outputs.ts';
import type { Json, JsonObject } from '../json/lossless-json.ts';
import { planValues, VOICE, valueAt, WEBHOOKS } from '../plan/plan-changes.ts';
import type { Plan } from '../plan/plan-changes.ts';
import { ownerOf } from '../verify/whose-url.ts';
import type { Kept } from '../write/kept.ts';

/**
 * Takes the deployment's URLs out of the application: each webhook becomes what it was before the deployment's came, as
 * far as that was kept, else it is taken away. Webhooks that lead elsewhere, and all else, stay.
 * @param kept oldest first
 * @throws CommandError
 */
export function planUnlink(application: JsonObject, outputs: OutputsFile, kept: readonly Kept[]): Plan {
  const isOurs = (webhook: Json | undefined): boolean => {
    const address = webhook === undefined ? undefined : valueAt(webhook, ['address']);
    return typeof address === 'string' && URL.canParse(address) && ownerOf(address, outputs) !== undefined;
  };
  const ours = WEBHOOKS.map((webhook) => [...VOICE, 'webhooks', webhook]).filter((path) =>
    isOurs(valueAt(application, path)),
  );
  if (ours.length === 0) return planValues(application, []);

  const beforeOurs = (path: readonly string[]): Kept | undefined =>
    kept.findLast(({ before }) => !isOurs(valueAt(before, path)));
  const webhooks = ours.map((path) => ({ path, value: heldBy(beforeOurs(path), path) }));
  // The flag follows the answers: whoever takes them over takes callbacks as they were.
  const signed = [...VOICE, 'signed_callbacks'];
  const earlier = heldBy(beforeOurs([...VOICE, 'webhooks', 'answer_url']), signed);
  const flags = earlier === undefined ? [] : [{ path: signed, value: earlier }];
  return planValues(application, [...webhooks, ...flags]);
}

const heldBy = (kept: Kept | undefined, path: readonly string[]): Json | undefined =>
  kept === undefined ? undefined : valueAt(kept.before, path);
