import { synthesized } from '../synthesized.ts';
import type { Synthesized } from '../synthesized.ts';
import { differences } from './differences.ts';
import { scrubbed } from './scrubbed.ts';

let all: Synthesized;
beforeAll(async () => {
  all = await synthesized();
});
afterAll(() => all.remove());

const HOW = 'Read what differs; was it meant? Then: npm test -- test/infra/snapshots -u';

it.each(['primary', 'static'] as const)(`the template of the %s stack is as its snapshot. ${HOW}`, (role) => {
  expect(scrubbed(all[role])).toMatchSnapshot();
});

it(`the template of the secondary stack is the primary's but for its snapshot. ${HOW}`, () => {
  expect(differences(scrubbed(all.primary), inThePrimarysRegion(scrubbed(all.secondary)))).toMatchSnapshot();
});

/** With the two regions exchanged, as a role would be. */
function inThePrimarysRegion(template: unknown): unknown {
  const { primary, secondary } = all.settings.regions;
  const exchanged: Readonly<Record<string, string>> = { [primary]: secondary, [secondary]: primary };
  const either = new RegExp(`${primary}|${secondary}`, 'g');
  return JSON.parse(JSON.stringify(template).replace(either, (region) => exchanged[region] ?? region));
}

it.each(['primary', 'secondary', 'static'] as const)(
  'the template of the %s stack holds no hash once it is scrubbed: another line in a handler is no difference',
  (role) => {
    const hash = /[0-9a-f]{32,}/;
    expect(JSON.stringify(all[role])).toMatch(hash);
    expect(JSON.stringify(scrubbed(all[role]))).not.toMatch(hash);
  },
);
