import { startApplicationsApi } from '../../../../simulator/applications-api/start-applications-api.ts';
import { openApplicationsApi } from '../../../../cli/link/api/applications-api.ts';
import { API_KEY, API_SECRET, startLinked } from '../support/linked.ts';
import type { Linked } from '../support/linked.ts';
import { ID } from '../support/rich-application.ts';
import { testIo } from '../support/test-io.ts';

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

const open = (options: Parameters<typeof testIo>[0] = {}) => ({
  api: openApplicationsApi(testIo({ env: linked.env, ...options }).io, { credentialsFile: undefined }),
});

describe('linked numbers', () => {
  it('are none where the API answers {}', async () => {
    expect(await (await open().api).listNumbers(ID)).toEqual([]);
  });

  it('are those of the application', async () => {
    let asked = '';
    const fetch: typeof globalThis.fetch = async (url) => {
      asked = String(url);
      return Response.json({
        count: 1,
        numbers: [{ country: 'GB', msisdn: '447700900000', features: ['VOICE'] }],
      });
    };
    expect(await (await open({ fetch }).api).listNumbers(ID)).toMatchObject([
      { country: 'GB', msisdn: '447700900000', features: ['VOICE'] },
    ]);
    expect(asked).toBe(`${linked.api.url}/account/numbers?application_id=${ID}&size=100&index=1`);
  });
});

describe('linked numbers of many pages', () => {
  const number = (index: number) => ({
    country: 'GB',
    msisdn: String(447_700_900_000 + index),
    features: ['VOICE'],
  });
  const pages =
    (answer: (index: number, size: number) => unknown): typeof globalThis.fetch =>
    async (url) => {
      const { searchParams } = new URL(String(url));
      return Response.json(answer(Number(searchParams.get('index')), Number(searchParams.get('size'))));
    };
  const all = (count: number) => Array.from({ length: count }, (_, index) => number(index));
  const page = (numbers: readonly object[], index: number, size: number) =>
    numbers.slice((index - 1) * size, index * size);
  const list = async (answer: (index: number, size: number) => unknown) =>
    (await open({ fetch: pages(answer) }).api).listNumbers(ID);

  it.each([1, 99, 100, 101, 200, 250])('are all %i that the API counts', async (count) => {
    const found = await list((index, size) => ({ count, numbers: page(all(count), index, size) }));
    expect(found).toMatchObject(all(count));
  });

  it.each([100, 250])('are all %i where it counts none', async (count) => {
    const found = await list((index, size) => ({ numbers: page(all(count), index, size) }));
    expect(found).toHaveLength(count);
  });

  it.each<[string, (index: number, size: number) => unknown, string]>([
    ['the same page again and again', (_, size) => ({ count: 250, numbers: page(all(250), 1, size) }), '100'],
    ['fewer than it counts', (index, size) => ({ count: 250, numbers: page(all(180), index, size) }), '180'],
    ['more than it counts', () => ({ count: 1, numbers: all(2) }), '2'],
    ['none of those it counts', () => ({ count: 250 }), '0'],
    [
      'nothing on the second page',
      (index, size) => (index === 1 ? { count: 250, numbers: page(all(250), 1, size) } : {}),
      '100',
    ],
  ])('are refused where it answers %s', async (_case, answer, found) => {
    await expect(list(answer)).rejects.toThrow(new RegExp(`numbers, as it counts, found ${found}\\.`));
  });

  it.each([
    [[]],
    ['numbers'],
    [{ count: -1 }],
    [{ count: 'many', numbers: [] }],
    [{ count: 1, numbers: {} }],
  ])('are refused where it answers %j', async (answer) => {
    await expect(list(() => answer)).rejects.toThrow('JSON that is no list of numbers');
  });

  it('are counted by the simulated API too', async () => {
    const numbers = Object.fromEntries(all(250).map(({ msisdn }) => [msisdn, ID]));
    const api = await startApplicationsApi({
      apiKey: API_KEY,
      apiSecret: API_SECRET,
      applications: {},
      numbers,
    });
    try {
      const opened = open({ env: { ...linked.env, VONAGE_API_HOST: api.url } });
      expect(await (await opened.api).listNumbers(ID)).toHaveLength(250);
    } finally {
      await api.stop();
    }
  });
});
