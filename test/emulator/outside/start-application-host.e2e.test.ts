import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { temporaryFolder } from '../../../contracts/temporary-folder.ts';
import {
  type ApplicationHost,
  startApplicationHost,
} from '../../../emulator/outside/start-application-host.ts';

const { folder, remove } = temporaryFolder('application-host');
const started: ApplicationHost[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) await each.stop();
});
afterAll(remove);

/** Answers with what it has of its environment; `/ends` ends it. */
const SERVER = `
  const { PORT, PUBLIC_URL, VONAGE_APPLICATION_ID, VONAGE_API_KEY, VONAGE_SIGNATURE_SECRET, VONAGE_API_SIGNATURE_SECRET } = process.env;
  console.log('listens');
  require('node:http').createServer(({ url }, response) => {
    if (url === '/ends') process.exit(3);
    response.end([PUBLIC_URL, VONAGE_APPLICATION_ID, VONAGE_API_KEY, VONAGE_SIGNATURE_SECRET, VONAGE_API_SIGNATURE_SECRET].join());
  }).listen(Number(PORT), '127.0.0.1');
`;
const file = join(folder, 'app.cjs');
writeFileSync(file, SERVER);
const EMULATOR = { id: 'an-id', apiKey: 'a-key', signatureSecret: 'a-secret' };
const URLS = [
  'https://voice.example.com',
  'https://events.example.com/',
  'https://voice.example.com/b',
] as const;

async function start(on: Parameters<typeof startApplicationHost>[2] = {}): Promise<ApplicationHost> {
  const host = await startApplicationHost(URLS, `"${process.execPath}" "${file}"`, on);
  started.push(host);
  await host.start(EMULATOR);
  return host;
}

const ask = ({ host: { hosts } }: ApplicationHost, name: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { ports, authorityFile = '' } = hosts;
    const ca = readFileSync(authorityFile, 'utf8');
    get({ host: '127.0.0.1', port: ports[name], servername: name, ca, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => resolve(text));
    }).once('error', reject);
  });

it('stands at each host that call flows name, with the values of the emulator', async () => {
  const host = await start();
  expect(Object.keys(host.host.hosts.ports)).toEqual(['voice.example.com', 'events.example.com']);
  for (const name of Object.keys(host.host.hosts.ports))
    expect(await ask(host, name)).toBe('https://voice.example.com,an-id,a-key,a-secret,a-secret');
  expect(await (await fetch(host.address)).text()).toContain('an-id');
});

it('gives on what the application writes, and says that it has ended by itself', async () => {
  const ended = Promise.withResolvers<readonly string[]>();
  let written = '';
  const host = await start({
    onOutput: (text) => (written += text),
    onEnded: (...how) => ended.resolve(how),
  });
  await fetch(`${host.address}/ends`).catch(() => undefined);
  expect(await ended.promise).toEqual(['exit code 3', 'listens\n']);
  expect(written).toBe('listens\n');
});

it('says nothing of an end that was asked for', async () => {
  const ended: string[] = [];
  const host = await start({ onEnded: (how) => ended.push(how) });
  await host.stop();
  expect(ended).toEqual([]);
});
