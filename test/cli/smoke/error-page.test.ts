import type { Answered, Request } from '../../../cli/smoke/ask.ts';
import { errorPagePost } from '../../../cli/smoke/rows/error-page.ts';
import type { Target } from '../../../cli/smoke/target.ts';

const COMMON = {
  url: 'https://distribution.example.com/fallback',
  staticUrl: 'https://static.example.com/common',
};
const OWN = { url: 'https://own.example.com/fallback', staticUrl: 'https://static.example.com/own' };
const nccoOf = (text: string): string => JSON.stringify([{ action: 'talk', text }]);
const BODIES: Readonly<Record<string, string>> = {
  [COMMON.url]: nccoOf('common'),
  [COMMON.staticUrl]: nccoOf('common'),
  [OWN.url]: nccoOf('own'),
  [OWN.staticUrl]: nccoOf('own'),
};

async function check(distributions: Target['distributions'], bodies = BODIES) {
  const asked: string[] = [];
  const target = {
    distributions,
    region: { FallbackUrl: COMMON.url },
    settings: () => Promise.resolve({ source: { mode: 'signature', countOnly: false } }),
    ask: ({ url }: Request) => {
      asked.push(url);
      const headers = { 'content-type': 'application/json' };
      return Promise.resolve({ status: 200, headers, body: bodies[url] ?? '' } as unknown as Answered);
    },
  } as unknown as Target;
  return { finding: await errorPagePost.check(target), asked };
}

it('is checked at the distribution of each application that has a static NCCO of its own', async () => {
  const { finding, asked } = await check([COMMON, OWN]);
  expect(finding).toEqual({
    status: 'ok',
    found: '200 with the static NCCO, at each of 2 distributions its own',
  });
  expect(asked).toEqual([COMMON.staticUrl, COMMON.url, OWN.staticUrl, OWN.url]);
});

it('differs where an application gets the common one, and names its URL', async () => {
  const { finding } = await check([COMMON, OWN], { ...BODIES, [OWN.url]: nccoOf('common') });
  expect(finding).toMatchObject({ status: 'differs', found: expect.stringContaining(`at ${OWN.url}`) });
});

it('says no more where there is the common distribution alone', async () => {
  expect((await check([COMMON])).finding).toEqual({ status: 'ok', found: '200 with the static NCCO' });
});
