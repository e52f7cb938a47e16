import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import type { ApiFault } from '../../../../simulator/applications-api/api-fault.ts';
import { openApplicationsApi } from '../../../../cli/link/api/applications-api.ts';
import { parseJson } from '../../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { API_SECRET, startLinked, startText, text } from '../support/linked.ts';
import type { Linked } from '../support/linked.ts';
import { ID, RICH_JSON } from '../support/rich-application.ts';
import { testIo } from '../support/test-io.ts';

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

const OTHER = 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab';
const faults = (fault: ApiFault, times: number) => Array<ApiFault>(times).fill(fault);
const open = (options: Parameters<typeof testIo>[0] = {}) => {
  const terminal = testIo({ env: linked.env, ...options });
  return { ...terminal, api: openApplicationsApi(terminal.io, { credentialsFile: undefined }) };
};

describe('reading an application', () => {
  it('keeps each number as it came', async () => {
    const { api } = open();
    const { _links, ...application } = await (await api).readApplication(ID);
    expect(text(application)).toBe(startText());
    expect(_links).toBeDefined();
  });

  it.each<[ApiFault, number]>([
    ['429', 1000],
    ['500', 1000],
    ['reset', 1000],
    ['half', 1000],
    ['html', 1000],
  ])('tries again after %s, and waits as long as the API asks', async (fault, pauseMs) => {
    linked.api.failNext('GET', fault, fault);
    const { api, pausesMs } = open();
    expect((await (await api).readApplication(ID))['name']).toBe('Front desk é');
    expect(pausesMs).toEqual([pauseMs, pauseMs]);
  });

  it('does not wait for longer than half a minute', async () => {
    const { api, pausesMs } = open({
      fetch: async () => new Response('{}', { status: 429, headers: { 'retry-after': '31' } }),
    });
    await expect((await api).readApplication(ID)).rejects.toThrow('found 429, {}. Too many requests: wait');
    expect(pausesMs).toEqual([]);
  });

  it('understands a Retry-After that is a date', async () => {
    const { api, pausesMs } = open({
      fetch: async () =>
        new Response('{}', { status: 429, headers: { 'retry-after': 'Thu, 01 Jan 2026 12:00:07 GMT' } }),
      nowMs: () => Date.parse('2026-01-01T12:00:00.000Z'),
    });
    await expect((await api).readApplication(ID)).rejects.toThrow('found 429');
    expect(pausesMs).toEqual([7000, 7000]);
  });

  it.each<[ApiFault, RegExp]>([
    ['429', /with 200, found 429, Too Many Requests.*wait a minute/],
    ['500', /with 200, found 500, Internal Error.*try again later/],
    [
      'reset',
      /found no answer \((ECONNRESET|UND_ERR_SOCKET)\)\. Is this machine on the network, and VONAGE_API_HOST right\?/,
    ],
  ])('gives up after the third %s', async (fault, message) => {
    linked.api.failNext('GET', ...faults(fault, 3));
    const { api } = open();
    await expect((await api).readApplication(ID)).rejects.toThrow(message);
    expect(linked.api.requests()).toHaveLength(3);
  });

  it('names a page that is no JSON, without the credentials in it', async () => {
    linked.api.failNext('GET', ...faults('html', 3));
    const { api } = open();
    const error = await (await api).readApplication(ID).catch((reason: unknown) => reason as Error);
    expect((error as Error).message).toMatch(
      /with JSON, found text\/html: <html>Basic …<\/html>\. Is there a proxy/,
    );
    expect(linked.api.requests()).toHaveLength(3);
  });

  it.each([
    ['of another application', `"id":"${OTHER}"`, `the id "${OTHER}"`],
    ['of none', '"ID":"x"', 'the id null'],
  ])('refuses an answer %s', async (_case, member, found) => {
    const { api } = open({ fetch: async () => new Response(`{${member},"name":"x"}`) });
    await expect((await api).readApplication(ID)).rejects.toThrow(
      `with the application ${ID}, found ${found}.`,
    );
  });

  it('takes the id in capitals for the same', async () => {
    const { api } = open({ fetch: async () => new Response(`{"id":"${ID.toUpperCase()}","name":"x"}`) });
    expect((await (await api).readApplication(ID))['name']).toBe('x');
  });

  it.each([
    ['JSON that is no application', '{"name":7}'],
    ['bytes that are no UTF-8', Buffer.from('{"name":"\xff"}', 'latin1')],
    ['half a body', '{"name":"Fro'],
    ['nothing', ''],
  ])('refuses %s', async (_case, body) => {
    const { api } = open({ fetch: async () => new Response(body) });
    await expect((await api).readApplication(ID)).rejects.toThrow('with JSON, found');
  });

  it('follows no redirect', async () => {
    const elsewhere = jest.fn();
    const server = createServer((request, response) => {
      if (request.url === '/elsewhere') elsewhere();
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const host = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
      const { api } = open({ env: { ...linked.env, VONAGE_API_HOST: host } });
      await expect((await api).readApplication(ID)).rejects.toThrow(
        'found 302. Check that VONAGE_API_HOST names the API',
      );
      expect(elsewhere).not.toHaveBeenCalled();
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('gives up in time, and says so', async () => {
    linked.api.failNext('GET', ...faults('never-answers', 3));
    const late = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(late);
    try {
      const { api } = open();
      await expect((await api).readApplication(ID)).rejects.toThrow('found no answer (timed out)');
      expect(timeout).toHaveBeenCalledWith(10_000);
    } finally {
      timeout.mockRestore();
    }
  });

  it('ends at once when it is interrupted', async () => {
    linked.api.failNext('GET', 'never-answers');
    let passed: AbortSignal | null | undefined;
    const fetch: typeof globalThis.fetch = (url, init) => {
      passed = init?.signal;
      return globalThis.fetch(url, init);
    };
    const { api, io, interrupt } = open({ fetch });
    const reading = (await api).readApplication(ID, io.signal);
    interrupt();
    expect(passed?.aborted).toBe(true);
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('ends at once when it is interrupted while it waits to try again', async () => {
    linked.api.failNext('GET', '429');
    let waitedFor: AbortSignal | undefined;
    const { api, io, interrupt } = open({
      pause: (_ms, signal) => {
        waitedFor = signal;
        interrupt();
        return Promise.reject(signal?.reason as Error);
      },
    });
    await expect((await api).readApplication(ID, io.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(waitedFor).toBe(io.signal);
  });

  it('quotes no secret that an answer holds', async () => {
    const { api } = open({ fetch: async () => new Response(`<p>${API_SECRET}</p>`, { status: 502 }) });
    const error = await (await api).readApplication(ID).catch((reason: unknown) => reason as Error);
    expect((error as Error).message).toContain('found 502, <p>…</p>. This is an error of the API');
  });

  it('names the key that is not accepted', async () => {
    const { api } = open({ env: { ...linked.env, VONAGE_API_SECRET: 'revoked' } });
    await expect((await api).readApplication(ID)).rejects.toThrow(
      /to accept the API key abcd1234 and its secret, found 401, .*revoked, or another account's/,
    );
  });

  it('names the application that is not there', async () => {
    const { api } = open();
    await expect((await api).readApplication(OTHER)).rejects.toThrow(
      `Expected /v2/applications/${OTHER} at ${new URL(linked.api.url).host} in the account of the API key abcd1234, found 404`,
    );
  });
});

describe('writing an application', () => {
  const write = async (json: string) =>
    (await open().api).writeApplication(ID, parseJson(json) as JsonObject);
  const withWebhook = (key: string, value: unknown) =>
    RICH_JSON.replace('"connect_timeout": 1000', `"${key}": ${JSON.stringify(value)}`);

  it('is refused with connection_timeout, the key that some pages print', async () => {
    await expect(write(withWebhook('connection_timeout', 500))).rejects.toThrow(
      /found 400, Bad Request; connection_timeout is not a known json property .*"connect_timeout".*Nothing was written/,
    );
    expect(text(linked.application())).toBe(startText());
  });

  it('is refused with a timeout that is out of range, naming it', async () => {
    await expect(write(withWebhook('connect_timeout', 299))).rejects.toThrow(
      'answer_url.connect_timeout: "answer_url.connect_timeout" must be an integer between 300 and 1000',
    );
  });

  it('says nothing where the answer is of another application', async () => {
    const { api } = open({ fetch: async () => new Response(`{"id":"${OTHER}","name":"x"}`) });
    expect(await (await api).writeApplication(ID, parseJson(RICH_JSON) as JsonObject)).toBeUndefined();
  });

  it('is tried once', async () => {
    linked.api.failNext('PUT', '500');
    await expect(write(RICH_JSON)).rejects.toThrow('found 500');
    expect(linked.puts()).toBe(1);
  });

  it('sends each number as it came', async () => {
    await write(RICH_JSON);
    expect(text(linked.application())).toContain('"monthly":0.10,"calls":12345678901234567890,"ratio":1.0');
  });
});
