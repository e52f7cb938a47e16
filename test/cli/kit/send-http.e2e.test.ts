import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server as TcpServer } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { HttpRequest } from '../../../cli/kit/send-http.ts';
import { sendHttp } from '../../../cli/kit/send-http.ts';
import { startBlackHole } from '../../simulator/support/black-hole.ts';
import { aCertificate } from './a-certificate.ts';

const opened: (Server | TcpServer)[] = [];
const trusted = getCACertificates('default');
afterEach(async () => {
  setDefaultCACertificates(trusted);
  await Promise.all(
    opened.splice(0).map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
          if ('closeAllConnections' in server) server.closeAllConnections();
        }),
    ),
  );
});

async function listen(server: Server | TcpServer): Promise<number> {
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const serve = async (listener: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await listen(createServer(listener))}/answer`;

const get = (url: string): HttpRequest => ({ method: 'GET', url: new URL(url), headers: {} });
const IN_TIME = { connectMs: 60_000, responseMs: 60_000 };

describe('sendHttp', () => {
  it('sends what it is given on a connection of its own, and returns the whole answer with its times', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      request.setEncoding('utf8');
      let body = '';
      request.on('data', (text: string) => (body += text));
      request.on('end', () => {
        const { method, url: path, headers } = request;
        seen.push({ method, path, body, length: headers['content-length'], connection: headers.connection });
        response.writeHead(200, { 'Content-Type': 'application/json' }).end('[1]');
      });
    });
    const answer = await sendHttp({ method: 'POST', url: new URL(url), headers: {}, body: 'ä' }, IN_TIME);
    expect(answer).toMatchObject({
      kind: 'answered',
      status: 200,
      body: '[1]',
      certificateEndsMs: undefined,
    });
    expect(answer).toMatchObject({ headers: { 'content-type': 'application/json' } });
    expect(answer).toMatchObject({ connectMs: expect.any(Number), responseMs: expect.any(Number) });
    expect(seen).toEqual([{ method: 'POST', path: '/answer', body: 'ä', length: '2', connection: 'close' }]);
  });

  it('counts the time of the answer from the connection to the last byte', async () => {
    const url = await serve((_, response) => {
      response.write('[');
      setTimeout(() => response.end(']'), 60);
    });
    const answer = await sendHttp(get(url), IN_TIME);
    expect(answer).toMatchObject({ body: '[]' });
    expect(answer.kind === 'answered' && answer.responseMs).toBeGreaterThanOrEqual(55);
  });

  it('connects to another host where one is named, and still asks for the URL’s', async () => {
    const hosts: unknown[] = [];
    const url = new URL(
      await serve(({ headers }, response) => {
        hosts.push(headers.host);
        response.end();
      }),
    );
    url.hostname = 'voice.example.com';
    const request = { method: 'GET', url, connectTo: '127.0.0.1', headers: {} } as const;
    expect(await sendHttp(request, IN_TIME)).toMatchObject({ kind: 'answered', status: 200 });
    expect(hosts).toEqual([`voice.example.com:${url.port}`]);
  });

  it('judges the certificate there by the name that is asked for', async () => {
    const { key, cert } = aCertificate('voice.example.com', Date.now() + 3_600_000);
    const names: unknown[] = [];
    const server = createTlsServer({ key, cert }, ({ socket }, response) => {
      names.push((socket as unknown as { readonly servername: unknown }).servername);
      response.end();
    });
    const port = await listen(server);
    setDefaultCACertificates([cert]);
    const ask = (host: string) =>
      sendHttp(
        { method: 'GET', url: new URL(`https://${host}:${port}/`), connectTo: '127.0.0.1', headers: {} },
        IN_TIME,
      );
    expect(await ask('voice.example.com')).toMatchObject({ kind: 'answered', status: 200 });
    expect(await ask('other.example.com')).toMatchObject({ kind: 'failed', phase: 'tls' });
    expect(names).toEqual(['voice.example.com']);
  });

  it('does not follow a redirect', async () => {
    const url = await serve((_, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    );
    expect(await sendHttp(get(url), IN_TIME)).toMatchObject({ kind: 'answered', status: 302 });
  });

  it('names what refuses the connection', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    opened.splice(0);
    const answer = await sendHttp(get(`http://127.0.0.1:${port}/`), IN_TIME);
    expect(answer).toMatchObject({ kind: 'failed', phase: 'connect', code: 'ECONNREFUSED' });
  });

  it('names a host that has no address', async () => {
    // No label has 64 characters: no name server is asked.
    const answer = await sendHttp(get(`http://${'a'.repeat(64)}.invalid/`), IN_TIME);
    expect(answer).toMatchObject({ kind: 'failed', phase: 'name' });
  });

  it('ends in time where no connection comes about', async () => {
    const hole = await startBlackHole();
    try {
      const answer = await sendHttp(get(hole.base), { connectMs: 50, responseMs: 60_000 });
      expect(answer).toMatchObject({ kind: 'failed', phase: 'connect', code: 'timeout' });
    } finally {
      await hole.stop();
    }
  });

  it('ends in time where no answer comes, or half of one', async () => {
    const short = { connectMs: 60_000, responseMs: 50 };
    const never = await serve((request) => request.resume());
    const half = await serve((_, response) => response.write('['));
    const failed = { kind: 'failed', phase: 'response', code: 'timeout' };
    expect(await sendHttp(get(never), short)).toMatchObject(failed);
    expect(await sendHttp(get(half), short)).toMatchObject(failed);
  });

  it('names a connection that is closed before a whole answer', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('[', () => response.destroy());
    });
    expect(await sendHttp(get(url), IN_TIME)).toMatchObject({ kind: 'failed', phase: 'response' });
  });

  it('names a connection that is closed because the server speaks another protocol', async () => {
    const other = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\nConnection: upgrade\r\n\r\n';
    const port = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.write(other));
      }),
    );
    const answer = await sendHttp(get(`http://127.0.0.1:${port}/`), IN_TIME);
    expect(answer).toMatchObject({ kind: 'failed', phase: 'response', code: 'closed' });
  });

  it('leaves no connection behind where it gives up', async () => {
    let closed: Promise<unknown> | undefined;
    const url = await serve((request) => {
      closed = once(request.socket, 'close');
      request.resume();
    });
    await sendHttp(get(url), { connectMs: 60_000, responseMs: 50 });
    await closed;
    expect(closed).toBeDefined();
  });

  it('reads no more than a megabyte', async () => {
    const url = await serve((_, response) => response.end(Buffer.alloc(3_000_000)));
    expect(await sendHttp(get(url), IN_TIME)).toMatchObject({ kind: 'failed', code: 'too-large' });
  });

  it('is over when it is interrupted, before and in the middle', async () => {
    const before = await sendHttp(get('http://127.0.0.1:1/'), IN_TIME, AbortSignal.abort());
    expect(before).toMatchObject({ kind: 'failed', code: 'interrupted' });
    const controller = new AbortController();
    const url = await serve(() => controller.abort());
    expect(await sendHttp(get(url), IN_TIME, controller.signal)).toMatchObject({ code: 'interrupted' });
  });

  describe('over TLS', () => {
    const endsMs = Math.floor(Date.now() / 1000 + 86_400) * 1000;
    const secure = async (name: string, ends = endsMs) => {
      const certificate = aCertificate(name, ends);
      const port = await listen(createTlsServer(certificate, (_, response) => response.end('[]')));
      return { url: `https://localhost:${port}/`, cert: certificate.cert };
    };

    it('tells when the certificate ends', async () => {
      const { url, cert } = await secure('localhost');
      setDefaultCACertificates([cert]);
      expect(await sendHttp(get(url), IN_TIME)).toMatchObject({ status: 200, certificateEndsMs: endsMs });
    });

    it('rejects a certificate without a trusted issuer', async () => {
      const { url } = await secure('localhost');
      const answer = await sendHttp(get(url), IN_TIME);
      expect(answer).toMatchObject({ kind: 'failed', phase: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    });

    it("takes no certificate of another name's", async () => {
      const { url, cert } = await secure('other.example');
      setDefaultCACertificates([cert]);
      const answer = await sendHttp(get(url), IN_TIME);
      expect(answer).toMatchObject({ kind: 'failed', phase: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    });

    it('takes no certificate that has ended', async () => {
      const { url, cert } = await secure('localhost', Date.now() - 60_000);
      setDefaultCACertificates([cert]);
      expect(await sendHttp(get(url), IN_TIME)).toMatchObject({ phase: 'tls', code: 'CERT_HAS_EXPIRED' });
    });

    it('names a server that speaks no TLS', async () => {
      const port = await listen(
        createTcpServer((socket) =>
          socket
            .on('error', () => undefined)
            .resume()
            .end('no', () => socket.destroy()),
        ),
      );
      const answer = await sendHttp(get(`https://127.0.0.1:${port}/`), IN_TIME);
      expect(answer).toMatchObject({ kind: 'failed', phase: 'tls' });
    });
  });
});
