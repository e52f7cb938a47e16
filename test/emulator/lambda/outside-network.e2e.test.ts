import { writeFile } from 'node:fs/promises';
import { type Server, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../../../contracts/temporary-folder.ts';
import { createAuthority, createCertificate } from '../../../emulator/network/certificates.ts';
import type { OutsideHosts } from '../../../emulator/outside/outside-hosts.ts';
import { deploy, removeFunctions } from './deploy-function.ts';

const HOST = 'voice.example.com';
const { folder, remove } = temporaryFolder('outside-network');
let server: Server;
let outside: OutsideHosts;

beforeAll(async () => {
  const authority = await createAuthority();
  const authorityFile = join(folder, 'authority.pem');
  await writeFile(authorityFile, authority.cert);
  server = createServer(await createCertificate([HOST], authority), ({ headers, socket }, response) =>
    response.end(`${headers.host} from ${socket.remoteAddress}`),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  outside = { ports: { [HOST]: (server.address() as AddressInfo).port }, authorityFile };
});
afterEach(removeFunctions);
afterAll(() => {
  server.close();
  remove();
});

/** What this body of a function returns, or the code of its error. */
async function run(body: string, file?: 'index.mjs', network: OutsideHosts | undefined = outside) {
  const imports =
    file === undefined
      ? "const dns = require('node:dns'); const dgram = require('node:dgram'); const https = require('node:https'); const net = require('node:net');"
      : "import dns, { lookup } from 'node:dns'; import https from 'node:https'; import net from 'node:net';";
  const handler = `async () => { try { return await (async () => { ${body} })(); } catch (error) { return error.code ?? error.cause?.code; } }`;
  const name = file === undefined ? 'exports.handler =' : 'export const handler =';
  const { invoke } = await deploy(`${imports} ${GET} ${name} ${handler}`, {}, file, undefined, network);
  return (await invoke()) as { readonly value?: unknown };
}

/** As functions/forward does: an agent with a lookup that looks at each address. */
const GET = `
  const seen = [];
  const own = (name, options, callback) => dns.lookup(name, { ...options, all: true }, (error, found) => {
    if (error) return callback(error);
    seen.push(...found.map(({ address }) => address));
    if (options.all) callback(null, found); else callback(null, found[0].address, found[0].family);
  });
  const get = (url, options) => new Promise((resolve, reject) => {
    https.get(url, options, (response) => response.setEncoding('utf8').on('data', resolve)).on('error', reject);
  });
`;

describe('a host outside AWS', () => {
  it('is found at a documentation address, and reached on loopback with its own name', async () => {
    const { value } = await run(
      `const text = await get('https://${HOST}/a', { agent: new https.Agent({ lookup: own }) }); return { text, seen };`,
    );
    expect(value).toEqual({ text: `${HOST} from 127.0.0.1`, seen: ['203.0.113.1'] });
  });

  it.each([
    ['without a lookup of its own', `return get('https://${HOST}', {});`],
    ['by fetch', `return (await fetch('https://${HOST}')).text();`],
  ])('is reached %s', async (_how, body) => {
    expect((await run(body)).value).toBe(`${HOST} from 127.0.0.1`);
  });

  it('is found by a named import and by the promises of node:dns', async () => {
    const body = `return [
      await new Promise((resolve) => lookup('${HOST}', (_error, address) => resolve(address))),
      await dns.promises.lookup('${HOST}'),
      await dns.promises.lookup('${HOST}', { all: true }),
    ];`;
    const found = { address: '203.0.113.1', family: 4 };
    expect((await run(body, 'index.mjs')).value).toEqual(['203.0.113.1', found, [found]]);
  });
});

describe('everything else outside', () => {
  it.each([
    ['another name', "return get('https://other.example.com', {});", 'ENOTFOUND'],
    ['another name, by fetch', "return (await fetch('https://other.example.com')).text();", 'ENOTFOUND'],
    ['an address', "return get('https://192.0.2.1', {});", 'ENETUNREACH'],
    ['an IPv6 address', "return get('https://[2001:db8::1]', {});", 'ENETUNREACH'],
    [
      'an address that a lookup of its own makes up',
      `return get('https://${HOST}', { lookup: (_name, _options, callback) => callback(null, [{ address: '192.0.2.1', family: 4 }]) });`,
      'ENETUNREACH',
    ],
    [
      'a port and an address',
      "return new Promise((resolve, reject) => net.connect(443, '192.0.2.1').on('error', reject));",
      'ENETUNREACH',
    ],
    ['a DNS server', "return dns.promises.resolve4('example.com');", 'ECONNREFUSED'],
    [
      'a DNS server, by a resolver of its own',
      "return new Promise((resolve, reject) => new dns.Resolver().resolveTxt('example.com', (error) => reject(error)));",
      'ECONNREFUSED',
    ],
    [
      'a DNS server, by a promise of a resolver of its own',
      "return new dns.promises.Resolver().reverse('192.0.2.1');",
      'ECONNREFUSED',
    ],
    [
      'an address, by a datagram',
      "return new Promise((resolve, reject) => dgram.createSocket('udp4').send('text', 53, '192.0.2.1', (error) => reject(error ?? {})));",
      'ENETUNREACH',
    ],
    [
      'an address that a datagram socket is connected to',
      "return new Promise((resolve, reject) => dgram.createSocket('udp4').on('error', reject).connect(53, '192.0.2.1'));",
      'ENETUNREACH',
    ],
  ])('is not there: %s', async (_what, body, code) => {
    expect((await run(body)).value).toBe(code);
  });

  it('leaves loopback as it is', async () => {
    const { port } = server.address() as AddressInfo;
    const body = `const found = await new Promise((resolve) => net.connect(${port}, '127.0.0.1', () => resolve('connected')));
      return [found, await new Promise((resolve) => net.connect(${port}, () => resolve('connected')))];`;
    expect((await run(body)).value).toEqual(['connected', 'connected']);
  });

  it('leaves datagrams on loopback as they are', async () => {
    const body = `const to = dgram.createSocket('udp4'); const from = dgram.createSocket('udp4');
      const heard = await new Promise((resolve) => {
        to.on('message', (bytes) => resolve(String(bytes)));
        to.bind(0, '127.0.0.1', () => from.send('text', to.address().port, '127.0.0.1'));
      });
      to.close(); from.close();
      return heard;`;
    expect((await run(body)).value).toBe('text');
  });
});

it('a function whose emulator stands for no outside has the network of this machine', async () => {
  const body = "return [process.argv.length, dns.lookup.name, process.env.NODE_EXTRA_CA_CERTS ?? 'none'];";
  const { invoke } = await deploy(
    `const dns = require('node:dns'); exports.handler = async () => { ${body} };`,
  );
  expect(((await invoke()) as { value?: unknown }).value).toEqual([2, 'lookup', 'none']);
});
