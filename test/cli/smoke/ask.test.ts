import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createAsk } from '../../../cli/smoke/ask.ts';
import { DiffersError, NotCheckedError } from '../../../cli/smoke/finding.ts';

const ask = createAsk(new AbortController().signal, undefined);

/** A server that closes each connection without a word. */
const speechless = async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, stop: () => new Promise((resolve) => server.close(resolve)) };
};

describe('a request of a row', () => {
  it('without a connection is not checked, and breaks no assumption', async () => {
    const { url, stop } = await speechless();
    await stop();
    const asked = ask({ method: 'GET', url });
    await expect(asked).rejects.toThrow(NotCheckedError);
    await expect(asked).rejects.toThrow('(ECONNREFUSED): is it up');
  });

  it('that is not answered differs from what is assumed', async () => {
    const { url, stop } = await speechless();
    await expect(ask({ method: 'GET', url })).rejects.toThrow(DiffersError);
    await stop();
  });
});
