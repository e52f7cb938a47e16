import { describeResource, describeStaticObject } from '../deployment.ts';
import type { TakeNote } from '../note.ts';
import type { StoredObject } from './stored-object.ts';

/** Vonage counts an NCCO of another type as invalid (SUP 115016024247). */
export function noteContentType({ deployed, body }: StoredObject, note: TakeNote): void {
  if (deployed === undefined || deployed.contentType.startsWith('application/json')) return;
  if (!deployed.key.endsWith('.json') && !isJson(body)) return;
  note({
    level: 'suspect',
    resource: describeResource(deployed.where),
    setting: 'SystemMetadata.content-type',
    text: `${describeStaticObject(deployed)} is served as ${deployed.contentType}: an NCCO must be application/json`,
  });
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString());
    return true;
  } catch {
    return false;
  }
}
