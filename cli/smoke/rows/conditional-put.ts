import { randomUUID } from 'node:crypto';
import type { Put } from '../aws/journal-objects.ts';
import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';

/** Beside the events: "npm run calls" reads another prefix. */
const PREFIX = 'smoke/';
const WRITTEN = 200;

export const conditionalPut: PlainRow = {
  name: 'conditional-put',
  assumed: 'S3 refuses a PUT with If-None-Match: * where the object is there',
  reliedOnIn: 'functions/aws/s3-journal.ts: an event that comes twice is journaled once',
  expected: '200, then 412',
  change: 'functions/aws/s3-journal.ts: look before writing; docs/decisions/011-journal.md',
  check: async ({ journal }) => {
    const key = `${PREFIX}${randomUUID()}`;
    const written: Put[] = [];
    const put = async (text: string): Promise<Put> => {
      const done = await journal.putNew(key, text);
      // Of a PUT that was refused there is no version, and a deletion without one would leave a delete marker.
      if (done.status === WRITTEN) written.push(done);
      return done;
    };
    let first: Put, second: Put;
    try {
      first = await put('once');
      second = await put('twice');
    } finally {
      for (const { version } of written) await journal.remove(key, version);
    }
    const found = `${String(first.status)}, then ${String(second.status)}`;
    return found === '200, then 412' ? ok(found) : differs(found);
  },
};
