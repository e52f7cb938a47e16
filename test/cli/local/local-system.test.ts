import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findLocalSystem, runningSystems, stateFile, writeState } from '../../../cli/local/local-system.ts';
import type { LocalSystem } from '../../../cli/local/local-system.ts';
import { capture } from '../support/capture.ts';

const quiet = (): void => undefined;

let folder: string;
const servers: Server[] = [];
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'local-state-')), 'local');
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(join(folder, '..'), { recursive: true });
});

/** A control listener that answers who knows its token. */
async function aSystem(pid: number, startedAtMs: number): Promise<LocalSystem> {
  const token = `token-${pid}`;
  const server = createServer(({ headers }, response) => {
    response
      .writeHead(headers.authorization === `Bearer ${token}` ? 200 : 403)
      .end('{"broken":[],"parts":[]}');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const control = { port: (server.address() as AddressInfo).port, token };
  return { pid, startedAtMs, control } as LocalSystem;
}

describe('the state of running local systems', () => {
  it('is readable by its owner alone, also where a file was there before', async () => {
    mkdirSync(folder);
    writeFileSync(stateFile(folder, 7), 'old', { mode: 0o644 });
    await writeState(folder, await aSystem(7, 1));
    expect(statSync(stateFile(folder, 7)).mode & 0o777).toBe(0o600);
  });

  it('leads to the one that was started last, and says so', async () => {
    await writeState(folder, await aSystem(7, 2));
    await writeState(folder, await aSystem(8, 1));
    const { result, err } = await capture(({ stderr }) => findLocalSystem(folder, stderr));
    expect(result.pid).toBe(7);
    expect(err).toContain('2 local systems run; this command uses the one that was started last (process 7)');
  });

  it('of one that has ended is removed, and the one that runs is found', async () => {
    const ended = await aSystem(9, 3);
    servers.pop()?.close();
    await writeState(folder, ended);
    await writeState(folder, await aSystem(7, 1));
    expect((await findLocalSystem(folder, quiet)).pid).toBe(7);
    expect(readdirSync(folder)).toEqual(['7.json']);
  });

  it('of another process that has taken its port is no running system', async () => {
    const system = await aSystem(7, 1);
    await writeState(folder, { ...system, control: { ...system.control, token: 'another' } });
    expect(await runningSystems(folder)).toEqual([]);
  });

  it('where none runs is a clear error', async () => {
    await expect(findLocalSystem(folder, quiet)).rejects.toThrow(
      'Expected a running local system, found none. Start one in another terminal with: npm run local',
    );
    const ended = await aSystem(9, 3);
    servers.pop()?.close();
    await writeState(folder, ended);
    await expect(findLocalSystem(folder, quiet)).rejects.toThrow(
      'found only the file of one that has stopped (process 9), which is now deleted',
    );
  });

  it('that cannot be read is a clear error', async () => {
    mkdirSync(folder);
    writeFileSync(stateFile(folder, 7), '{');
    await expect(findLocalSystem(folder, quiet)).rejects.toThrow(
      /7\.json, found other text\. Delete the file/,
    );
  });
});
