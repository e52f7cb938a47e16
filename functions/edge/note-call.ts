import type { Call } from '../core/call.ts';
import { maskNumber } from '../core/mask-number.ts';
import type { FunctionSettings } from '../core/settings.ts';

/** What a log line says about a call. */
export const noteCall = (
  { uuid, conversationUuid, from }: Call,
  { showNumbers }: Pick<FunctionSettings, 'showNumbers'>,
): Readonly<Record<string, unknown>> => ({
  call: uuid,
  conversation: conversationUuid,
  ...(from === undefined ? {} : { from: showNumbers ? from : maskNumber(from) }),
});
