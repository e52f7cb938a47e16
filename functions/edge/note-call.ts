import type { Call } from '../core/call.ts';
import { maskNumber } from '../core/mask-number.ts';

/** What a log line says about a call. */
export const noteCall = ({ conversationUuid, from }: Call): Readonly<Record<string, unknown>> => ({
  conversation: conversationUuid,
  ...(from === undefined ? {} : { from: maskNumber(from) }),
});
