import type { Call, Fields } from '../../contracts/call.ts';
import { textOf } from './parse-fields.ts';

/** What every webhook says about its call (answer webhook and events alike). */
export const parseCall = (fields: Fields): Call => ({
  from: textOf(fields['from']) ?? textOf(fields['from_user']),
  to: textOf(fields['to']),
  // `human` and `machine` events say `call_uuid`.
  uuid: textOf(fields['uuid']) ?? textOf(fields['call_uuid']),
  conversationUuid: textOf(fields['conversation_uuid']),
  fields,
});
