import type { Fields } from '../../contracts/call.ts';
import { isFields } from '../nested-fields.ts';
import type { RawRequest } from '../raw-request.ts';

/** The body of a POST is not a JSON object. */
export class MalformedBodyError extends Error {
  override readonly name = 'MalformedBodyError';

  constructor(found: string) {
    super(`The body must be a JSON object; found ${found}.`);
  }
}

/**
 * The fields of a webhook: a POST's JSON body, a GET's query. Unknown fields are kept.
 * @throws MalformedBodyError
 */
export function parseFields(request: RawRequest): Fields {
  if (request.method === 'GET') return request.query;
  let value: unknown;
  try {
    value = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new MalformedBodyError(request.body.length === 0 ? 'an empty body' : 'text that is not JSON');
  }
  if (!isFields(value))
    throw new MalformedBodyError(
      Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`,
    );
  return value;
}
