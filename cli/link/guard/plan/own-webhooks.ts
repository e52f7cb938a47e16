import type { OutputsFile } from '../../../../contracts/outputs.ts';
import type { JsonObject } from '../../json/lossless-json.ts';
import { VOICE, valueAt } from '../../plan/plan-changes.ts';
import { linkedWebhooks } from '../../verify/linked-webhooks.ts';
import type { LinkedWebhook } from '../../verify/linked-webhooks.ts';
import { ownerOf } from '../../verify/whose-url.ts';
import type { Kept } from '../../write/kept.ts';

/** The webhooks of the application's own server: where callbacks will be forwarded to. */
export interface OwnWebhooks {
  readonly answer: LinkedWebhook | undefined;
  readonly event: LinkedWebhook | undefined;
  readonly fallback: LinkedWebhook | undefined;
  /** Vonage's default is true for applications made since 2021, and false for older ones. */
  readonly isSigned: boolean | undefined;
  /** The application names these stacks already; its own webhooks are those that were kept before. */
  readonly isGuarded: boolean;
}

/** @param kept of the application, oldest first */
export function ownWebhooks(
  application: JsonObject,
  outputs: OutputsFile,
  kept: readonly Kept[],
): OwnWebhooks {
  const isOurs = (value: JsonObject): boolean =>
    linkedWebhooks(value).some(
      ({ webhook, address }) => webhook === 'answer_url' && ownerOf(address, outputs) !== undefined,
    );
  const isGuarded = isOurs(application);
  const own = isGuarded ? kept.findLast(({ before }) => !isOurs(before))?.before : application;
  const webhooks = own === undefined ? [] : linkedWebhooks(own);
  const of = (name: LinkedWebhook['webhook']) => webhooks.find(({ webhook }) => webhook === name);
  const signed = own === undefined ? undefined : valueAt(own, [...VOICE, 'signed_callbacks']);
  return {
    answer: of('answer_url'),
    event: of('event_url'),
    fallback: of('fallback_answer_url'),
    isSigned: typeof signed === 'boolean' ? signed : undefined,
    isGuarded,
  };
}
