import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wayToApplications } from '../../../../cli/link/probe/way-to-applications.ts';
import { writeState } from '../../../../cli/local/local-system.ts';
import type { LocalSystem } from '../../../../cli/local/local-system.ts';
import { twoRegions } from '../two-regions.ts';

const ANSWER = 'http://127.0.0.1:4000/prod/answer';
const to = (host: string) => ({ address: `https://${host}/webhooks/answer`, called: '447700900000' });
/** Those of a local system whose primary answers at this URL. */
const outputs = (answer = ANSWER): typeof twoRegions =>
  Object.fromEntries(
    Object.entries(twoRegions).map(([stack, of]) => [
      stack,
      'Role' in of && of.Role === 'primary' ? { ...of, AnswerUrl: answer } : of,
    ]),
  ) as typeof twoRegions;

let folder: string;
const control = createServer((_request, response) => void response.end('{"broken":[],"parts":[]}'));
beforeAll(() => new Promise<void>((resolve) => void control.listen(0, '127.0.0.1', resolve)));
afterAll(() => void control.close());
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'way-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const runs = (outside: LocalSystem['outside']): Promise<void> =>
  writeState(folder, {
    pid: 7,
    startedAtMs: 1,
    control: { port: (control.address() as AddressInfo).port, token: 'token' },
    regions: { primary: { answer: ANSWER } },
    outside,
  } as LocalSystem);

describe('the way to an application', () => {
  it('is its name, of what is deployed', async () => {
    expect((await wayToApplications(twoRegions, folder))(to('voice.example.com'))).toEqual({});
  });

  it('leads to the host of the local system that the outputs are of', async () => {
    const authorityFile = join(folder, 'authority.pem');
    writeFileSync(authorityFile, 'PEM');
    await runs({ ports: { 'voice.example.com': 4711 }, authorityFile });
    const wayTo = await wayToApplications(outputs(), folder);
    expect(wayTo(to('voice.example.com'))).toEqual({
      connectTo: '127.0.0.1',
      port: 4711,
      authority: 'PEM',
    });
    expect(wayTo(to('other.example.com'))).toBeUndefined();
    const other = await wayToApplications(outputs('http://127.0.0.1:5000/prod/answer'), folder);
    expect(other(to('voice.example.com'))).toBeUndefined();
  });

  it('is none where no application runs, and its name where call flows reach the real network', async () => {
    expect((await wayToApplications(outputs(), folder))(to('voice.example.com'))).toBeUndefined();
    await runs({ ports: {} });
    expect((await wayToApplications(outputs(), folder))(to('voice.example.com'))).toBeUndefined();
    await runs('real');
    expect((await wayToApplications(outputs(), folder))(to('voice.example.com'))).toEqual({});
  });
});
