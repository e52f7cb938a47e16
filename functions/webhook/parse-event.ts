import type { CallEvent, Fields } from '../../contracts/call.ts';
import { nestedField } from './nested-field.ts';
import { parseCall } from './parse-call.ts';
import { textOf } from './parse-fields.ts';

/** An event, with or without a `status`, of any kind. */
export const parseEvent = (fields: Fields): CallEvent => ({
  ...parseCall(fields),
  status: textOf(fields['status']),
  headers: nestedField(fields, 'headers'),
});
