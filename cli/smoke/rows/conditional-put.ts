import { randomUUID } from 'node:crypto';
import type { Put } from '../aws/journal-objects.ts';
import { differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';

/** Not the prefix of events: "npm run calls" does not read this one. */
const PREFIX = 'smoke/';
const WRITTEN = 200;

export const conditionalPut: PlainRow = {
  name: 'conditional-put',
  assumed: 'S3 refuses a PUT with If-None-Match: * if the object exists',
  reliedOnIn: 'functions/aws/s3-journal.ts: an event that arrives twice is journaled once',
  expected: '200, then 412',
  change: 'functions/aws/s3-journal.ts: look before writing; docs/decisions/011-journal.md',
  check: async ({ journal }) => {
    const key = `${PREFIX}${randomUUID()}`;
    const written: Put[] = [];
    const put = async (text: string): Promise<Put> => {
      const done = await journal.putNew(key, text);
      // A refused PUT has no version; a deletion without a version would leave a delete marker.
      if (done.status === WRITTEN) written.push(done);
      return done;
    };
    let first: Put, second: Put;
    try {
      first = await put('once');
      second = await put('twice');
    } finally {
      const removals = await Promise.allSettled(written.map(({ version }) => journal.remove(key, version)));
      const failed = removals.find((each) => each.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    }
    const found = `${String(first.status)}, then ${String(second.status)}`;
    return found === '200, then 412' ? ok(found) : differs(found);
  },
};
