import type { Call } from '../../contracts/call.ts';
import { maskNumber } from '../../contracts/mask-number.ts';
import type { FunctionSettings } from '../../contracts/settings.ts';

/** What a log line says about a call. */
export const noteCall = (
  { uuid, conversationUuid, from }: Call,
  { showNumbers }: Pick<FunctionSettings, 'showNumbers'>,
): Readonly<Record<string, unknown>> => ({
  call: uuid,
  conversation: conversationUuid,
  ...(from === undefined ? {} : { from: showNumbers ? from : maskNumber(from) }),
});
