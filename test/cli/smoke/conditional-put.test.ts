import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommandError } from '../../../cli/kit/command-error.ts';
import { journalObjects } from '../../../cli/smoke/aws/journal-objects.ts';
import type { JournalObjects, Put } from '../../../cli/smoke/aws/journal-objects.ts';
import { NotCheckedError } from '../../../cli/smoke/finding.ts';
import { conditionalPut } from '../../../cli/smoke/rows/conditional-put.ts';
import type { Target } from '../../../cli/smoke/target.ts';

/** A bucket with versions that gives the given answers to PUTs, in order, and records deletions. */
async function checkedAgainst(...answers: readonly (Put | Error)[]) {
  const removed: (string | undefined)[] = [];
  const left = [...answers];
  const journal: JournalObjects = {
    putNew: async () => {
      const answer = left.shift() ?? { status: 500, version: undefined };
      if (answer instanceof Error) throw answer;
      return answer;
    },
    remove: async (_key, version) => void removed.push(version),
  };
  const { status, found } = await conditionalPut
    .check({ journal } as unknown as Target)
    .catch((error: Error) => ({ status: error.name, found: error.message }));
  return { status, found, removed };
}

describe('the row conditional-put', () => {
  it('deletes what it wrote, and nothing of the PUT that was refused: without a version that leaves a delete marker', async () => {
    const { status, found, removed } = await checkedAgainst(
      { status: 200, version: 'v1' },
      { status: 412, version: undefined },
    );
    expect(`${status}: ${found}`).toBe('ok: 200, then 412');
    expect(removed).toStrictEqual(['v1']);
  });

  it('deletes both where S3 has taken both', async () => {
    const { status, found, removed } = await checkedAgainst(
      { status: 200, version: 'v1' },
      { status: 200, version: 'v2' },
    );
    expect(`${status}: ${found}`).toBe('differs: 200, then 200');
    expect(removed).toStrictEqual(['v1', 'v2']);
  });

  it('deletes what the first PUT wrote where the second gets no answer', async () => {
    const { status, found, removed } = await checkedAgainst(
      { status: 200, version: 'v1' },
      new NotCheckedError('no answer'),
    );
    expect(`${status}: ${found}`).toBe('NotCheckedError: no answer');
    expect(removed).toStrictEqual(['v1']);
  });
});

describe('objects in the journal', () => {
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close()));

  /** A journal whose S3 answers so. */
  async function journalAt(onRequest: RequestListener) {
    const server = createServer(onRequest).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return journalObjects('eu-west-1', { bucket: 'journal', endpoint: `http://127.0.0.1:${String(port)}` });
  }

  it('says that an object may be there where the answer to its PUT was lost, and does not take it for refused', async () => {
    let puts = 0;
    const { putNew } = await journalAt(({ socket }, response) => {
      puts += 1;
      if (puts === 1) socket.destroy();
      else response.writeHead(412).end();
    });
    await expect(putNew('smoke/1', 'once')).rejects.toThrow(/journal may hold smoke\/1 now/);
    expect(puts).toBe(1);
  });

  it('ends the run where an object cannot be deleted, with what to do by hand', async () => {
    const { remove } = await journalAt((_request, response) => response.writeHead(403).end());
    const removal = remove('smoke/1', 'v1');
    await expect(removal).rejects.toThrow(CommandError);
    await expect(removal).rejects.toThrow(
      'aws s3api delete-object --bucket journal --key smoke/1 --version-id v1 --region eu-west-1',
    );
  });
});
