import { once } from 'node:events';
import { Agent, get as httpGet } from 'node:http';
import { connect, createServer } from 'node:net';
import type { NetworkFault } from '../../../emulator/emulator.ts';
import { breakableListener, type BreakableListener } from '../../../emulator/network/breakable-listener.ts';
import { freePorts } from '../../../emulator/network/free-ports.ts';

const open: BreakableListener[] = [];
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close();
});

async function serve() {
  const [port = 0] = await freePorts(1);
  const listener = await breakableListener(port, (_request, response) => response.end('served'));
  open.push(listener);
  return {
    port,
    listener,
    get: () => fetch(`http://127.0.0.1:${port}/`).then((response) => response.text()),
  };
}

type Connect = 'connects' | 'refused' | 'hangs';
function tryConnect(port: number): Promise<Connect> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const done = (result: Connect) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => done('hangs'), 300);
    socket.once('connect', () => done('connects'));
    socket.once('error', () => done('refused'));
  });
}

describe('a listener that can be broken', () => {
  it('refuses connections, and serves again on the same port', async () => {
    const { port, listener, get } = await serve();
    await listener.break('refuses');
    expect(await tryConnect(port)).toBe('refused');
    await listener.restore();
    expect(await get()).toBe('served');
  });

  it('is a black hole for every connect, twenty at once, and serves again on the same port', async () => {
    const { port, listener, get } = await serve();
    await listener.break('black-hole');
    const connects = await Promise.all(Array.from({ length: 20 }, () => tryConnect(port)));
    expect(new Set(connects)).toEqual(new Set(['hangs']));
    await listener.restore();
    expect(await get()).toBe('served');
  });

  it('accepts connections and never answers', async () => {
    const { port, listener, get } = await serve();
    await listener.break('accepts-and-hangs');
    expect(await tryConnect(port)).toBe('connects');
    await expect(
      fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(300) }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
    await listener.restore();
    expect(await get()).toBe('served');
  });

  it.each(['refuses', 'black-hole', 'accepts-and-hangs'] as const)(
    'resets a connection that is open when it breaks (%s)',
    async (fault) => {
      const [port = 0] = await freePorts(1);
      const listener = await breakableListener(port, () => undefined);
      open.push(listener);
      const pending = fetch(`http://127.0.0.1:${port}/`).then(
        () => 'answered',
        (error: Error) => (error.cause as { code: string }).code,
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
      await listener.break(fault);
      expect(await pending).toBe('ECONNRESET');
    },
  );

  describe('with connections that were open and idle before the fault', () => {
    const agentOf = () => new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (port: number, agent: Agent, waitsMs = 300) =>
      new Promise<string>((resolve) => {
        const request = httpGet({ port, host: '127.0.0.1', agent }, (response) => {
          response.resume();
          response.once('end', () => resolve('served'));
        });
        request.setTimeout(waitsMs, () => {
          resolve('hangs');
          request.destroy();
        });
        request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      });
    const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
    /** The next request on a connection that was idle when the fault began, and one after its end. */
    const afterFault = async (fault: NetworkFault) => {
      const { port, listener } = await serve();
      const agent = agentOf();
      expect(await ask(port, agent)).toBe('served');
      await settled();
      await listener.break(fault);
      await settled();
      const first = await ask(port, agent);
      await listener.restore();
      const second = await ask(port, agent);
      agent.destroy();
      return [first, second];
    };

    it.each<[NetworkFault, string]>([
      ['refuses', 'ECONNREFUSED'],
      ['black-hole', 'hangs'],
      ['accepts-and-hangs', 'hangs'],
      ['resets-kept-connections', 'ECONNRESET'],
    ])('%s: they get %s, and serve again afterwards', async (fault, first) => {
      expect(await afterFault(fault)).toEqual([first, 'served']);
    });

    it.each(['black-hole', 'accepts-and-hangs'] as const)(
      '%s: a request that still waits when it ends meets a reset',
      async (fault) => {
        const { port, listener } = await serve();
        const agent = agentOf();
        expect(await ask(port, agent)).toBe('served');
        await settled();
        await listener.break(fault);
        const waiting = ask(port, agent, 10_000);
        await settled();
        await listener.restore();
        expect(await waiting).toBe('ECONNRESET');
        agent.destroy();
      },
    );

    it('resets-kept-connections: a new connection is served once', async () => {
      const { port, listener } = await serve();
      await listener.break('resets-kept-connections');
      const agent = agentOf();
      expect(await ask(port, agent)).toBe('served');
      await settled();
      expect(await ask(port, agent)).toBe('ECONNRESET');
      agent.destroy();
    });
  });

  it('drips a response byte by byte, and gives the rest at once when it is restored', async () => {
    const { port, listener, get } = await serve();
    await listener.break('drips');
    const body = get();
    const first = await new Promise<string>((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' }, () =>
        socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'),
      );
      let text = '';
      socket.on('data', (data) => (text += data.toString()));
      setTimeout(() => {
        socket.destroy();
        resolve(text);
      }, 1300);
    });
    expect(first).toBe('HT');
    await listener.restore();
    expect(await body).toBe('served');
    expect(await get()).toBe('served');
  });

  it('serves as before where its black hole cannot be opened, and can be broken afterwards', async () => {
    const [port = 0] = await freePorts(1);
    const nothing = () => Promise.resolve(() => Promise.resolve());
    const listener = await breakableListener(
      port,
      (_request, response) => response.end('served'),
      undefined,
      {
        refuses: nothing,
        'accepts-and-hangs': nothing,
        'black-hole': () => Promise.reject(new Error('connects do not hang here')),
      },
    );
    open.push(listener);
    await expect(listener.break('black-hole')).rejects.toThrow('connects do not hang here');
    expect(await (await fetch(`http://127.0.0.1:${String(port)}/`)).text()).toBe('served');
    await listener.break('refuses');
    expect(await tryConnect(port)).toBe('refused');
  });

  it('can be restored once its port is free again', async () => {
    const { port, listener, get } = await serve();
    await listener.break('refuses');
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    await expect(listener.restore()).rejects.toThrow('EADDRINUSE');
    await new Promise((resolve) => other.close(resolve));
    await listener.restore();
    expect(await get()).toBe('served');
  });

  it('refuses a second fault while broken', async () => {
    const { listener } = await serve();
    await listener.break('refuses');
    await expect(listener.break('black-hole')).rejects.toThrow('is broken already. Undo that fault first.');
  });

  it.each([
    ['what is not HTTP', 'not http at all\r\n\r\n', '400'],
    ['a header block beyond 64 kB', `GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, '431'],
  ])('refuses %s and serves the next request', async (_case, text, status) => {
    const { port, get } = await serve();
    const answer = await new Promise<string>((resolve) => {
      const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(text));
      socket.once('data', (data) => resolve(data.toString()));
      socket.on('error', () => undefined);
    });
    expect(answer).toContain(`HTTP/1.1 ${status}`);
    expect(await get()).toBe('served');
  });
});
