import { readRecord } from '../../contracts/journal/journal-entry.ts';
import type { JournalRecord } from '../../contracts/journal/journal-entry.ts';
import { PROBE_ID, readKey, TUNE_ID } from '../../contracts/journal/journal-key.ts';

/** One event of a call, as a consumer gets it. */
export interface CallEvent extends JournalRecord {
  /** The same for every copy of an event, in both regions: what a consumer remembers, to leave out what it has had. */
  readonly key: string;
}

/**
 * The event behind a message of the queue; undefined for an event of `link verify` or `link tune`, and for an object that is
 * no entry.
 * @param body what S3 says of the new object, through EventBridge
 * @param getText the text of an object (GetObject)
 * @throws what getText throws, and SyntaxError for a body that is no JSON: the queue delivers the message once more
 */
export async function readMessage(
  body: string,
  getText: (bucket: string, key: string) => Promise<string>,
): Promise<CallEvent | undefined> {
  const { detail } = JSON.parse(body) as {
    readonly detail: {
      readonly bucket: { readonly name: string };
      readonly object: { readonly key: string };
    };
  };
  const { key } = detail.object;
  const parts = readKey(key);
  if (parts === undefined || parts.conversation === PROBE_ID || parts.conversation === TUNE_ID)
    return undefined;
  const record = readRecord(await getText(detail.bucket.name, key));
  return record === undefined ? undefined : { key, ...record };
}
