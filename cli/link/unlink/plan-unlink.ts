import type { OutputsFile } from '../../../contracts/outputs.ts';
import type { Json, JsonObject } from '../json/lossless-json.ts';
import { planValues, VOICE, valueAt, WEBHOOKS } from '../plan/plan-changes.ts';
import type { Plan } from '../plan/plan-changes.ts';
import { ownerOf } from '../verify/whose-url.ts';
import type { Kept } from '../write/kept.ts';

/**
 * Removes the deployment's URLs from the application: each webhook gets back the value that it had before the deployment's,
 * if that value was kept; otherwise it is removed. Webhooks that lead elsewhere, and all else, stay.
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
  // The flag goes with the answer URL: the server behind the earlier URL expects callbacks signed, or not, as before.
  const signed = [...VOICE, 'signed_callbacks'];
  const earlier = heldBy(beforeOurs([...VOICE, 'webhooks', 'answer_url']), signed);
  const flags = earlier === undefined ? [] : [{ path: signed, value: earlier }];
  return planValues(application, [...webhooks, ...flags]);
}

const heldBy = (kept: Kept | undefined, path: readonly string[]): Json | undefined =>
  kept === undefined ? undefined : valueAt(kept.before, path);
