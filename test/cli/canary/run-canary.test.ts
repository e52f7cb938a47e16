import { CANARY_OFF } from '../../../contracts/canary-switch.ts';
import type { CanarySwitch } from '../../../contracts/canary-switch.ts';
import { canary } from '../../../cli/canary/command.ts';
import type { RegionSwitch } from '../../../cli/canary/region-switch.ts';
import { regionSwitch } from '../../../cli/canary/region-switch.ts';
import { runCanary } from '../../../cli/canary/run-canary.ts';
import { READ_BACK_TIMEOUT } from '../../../cli/kit/read-back-flag.ts';
import { twoRegions } from '../link/two-regions.ts';
import { testIo } from '../link/support/test-io.ts';

const TEN: CanarySwitch = { share: 0.1, numbers: [] };
const away = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));

/** Two regions in memory; `did` is what was written, in order. */
function aPair(first: Partial<RegionSwitch> = {}, second: Partial<RegionSwitch> = {}) {
  const did: string[] = [];
  const held = new Map<string, CanarySwitch>();
  const region = (
    name: string,
    role: RegionSwitch['role'],
    changes: Partial<RegionSwitch>,
  ): RegionSwitch => ({
    region: name,
    role,
    endpoint: undefined,
    CandidateVersion: '2',
    read: () => Promise.resolve(held.get(name) ?? CANARY_OFF),
    write: (value) => {
      did.push(`${name} ${JSON.stringify(value)}`);
      held.set(name, value);
      return Promise.resolve(true);
    },
    ...changes,
  });
  const regions = [region('eu-central-1', 'primary', first), region('eu-west-1', 'secondary', second)];
  const run = async (wanted?: CanarySwitch, json = false) => {
    const io = testIo();
    const code = await runCanary(regions, wanted, { json, outputs: 'outputs.json' }, io.io);
    return { code, out: io.take().stdout };
  };
  return { did, held, run };
}

it('shows the switch of each region', async () => {
  const { run, held, did } = aPair();
  expect(await run()).toEqual({
    code: 0,
    out: 'eu-central-1 (primary)  candidate: version 2  off\neu-west-1 (secondary)   candidate: version 2  off\n\n',
  });
  held.set('eu-west-1', { share: 0.1, numbers: ['447700900123'] });
  const { code, out } = await run();
  expect(code).toBe(2);
  expect(out).toContain('10 % of calls and calls from or to 447700900123');
  expect(out).toContain('The regions differ');
  expect(did).toEqual([]);
});

it('turns it on in the secondary first, off in the primary first, and reads back', async () => {
  const { run, did } = aPair();
  const on = await run(TEN);
  expect(on.code).toBe(0);
  expect(on.out).toContain('10 % of calls  done, and read back');
  expect(on.out).toContain('To take it back: npm run canary -- --off');
  expect((await run(CANARY_OFF)).out).toContain('Calls that have begun with it go on in it.');
  expect(did.map((line) => line.split(' ')[0])).toEqual([
    'eu-west-1',
    'eu-central-1',
    'eu-central-1',
    'eu-west-1',
  ]);
});

it('writes nothing that is there already', async () => {
  const { run, did } = aPair();
  await run(TEN);
  expect((await run(TEN)).out).toContain('as it was');
  expect(did).toHaveLength(2);
});

it.each([
  ['has no candidate', { CandidateVersion: undefined as never }],
  ['has another one', { CandidateVersion: '3' }],
])('refuses to turn it on where a region %s, and turns it off all the same', async (_what, second) => {
  const { run, did } = aPair({}, second);
  await expect(run(TEN)).rejects.toThrow(
    /^Expected the same candidate of the call flow in both regions, found eu-central-1: 2, eu-west-1: (none|3)\. Nothing was written\. To fix this: export candidate/,
  );
  expect(did).toEqual([]);
  expect((await run(CANARY_OFF)).code).toBe(0);
});

it.each([
  ['is down', { read: away, write: away }, 'not known: no answer from AWS in eu-west-1'],
  ['gives no answer to the write', { write: away }, 'not known: no answer from AWS in eu-west-1'],
  ['shows an older copy', { write: () => Promise.resolve(false) }, 'acknowledged, and not visible yet'],
])('does what it can where a region %s, and says what is left', async (_how, second, says) => {
  const { run, did } = aPair({}, second);
  const { code, out } = await run(TEN);
  expect(code).toBe(2);
  expect(out).toContain(says);
  expect(out).toContain('eu-west-1: where its functions cannot read the switch, it is off after 40 s.');
  expect(did).toEqual([`eu-central-1 ${JSON.stringify(TEN)}`]);
});

it('writes over what the functions cannot read', async () => {
  const { run, did } = aPair({ read: () => Promise.resolve(undefined) });
  expect((await run()).out).toContain('unreadable, and so off');
  await run(CANARY_OFF);
  expect(did).toEqual([`eu-central-1 ${JSON.stringify(CANARY_OFF)}`]);
});

it('says that no region answers', async () => {
  await expect(aPair({ read: away }, { read: away }).run(CANARY_OFF)).rejects.toThrow(
    /^Expected the Systems Manager of at least one region to answer, found none:/,
  );
});

it('gives programs the same as JSON', async () => {
  const { run } = aPair();
  expect(JSON.parse((await run(TEN, true)).out)).toMatchObject({
    isWhole: true,
    regions: [
      { region: 'eu-central-1', role: 'primary', CandidateVersion: '2', state: 'changed', value: TEN },
      { region: 'eu-west-1' },
    ],
  });
});

it.each([
  [['--share', '10'], 0.1],
  [['--share', '0.5'], 0.005],
])('reads %s', (args, share) => {
  expect(canary.read(args).values.share).toBe(share);
});

it.each([
  [['--share', '101'], /^--share: expected a percentage from 0 to 100, like 10 or 0.5; found "101"/],
  [['--share', '-1'], /--share/],
  [['--off', '--share', '1'], /found both/],
  [['--numbers', '07700900123'], /trunk zero/],
])('refuses %s', (args, says) => {
  expect(() => canary.read(args)).toThrow(says);
});

it('sends nothing elsewhere than to AWS or a local system', () => {
  const outputs = twoRegions['stack-one'];
  expect(regionSwitch(outputs, '/x/canary', READ_BACK_TIMEOUT).endpoint).toBeUndefined();
  expect(
    regionSwitch({ ...outputs, SsmUrl: 'http://127.0.0.1:4000' }, '/x/canary', READ_BACK_TIMEOUT).endpoint,
  ).toBe('http://127.0.0.1:4000');
  expect(() =>
    regionSwitch({ ...outputs, SsmUrl: 'https://evil.example.com' }, '/x/canary', READ_BACK_TIMEOUT),
  ).toThrow(/^Expected SsmUrl in the outputs to be https:\/\/ssm\.eu-central-1\.amazonaws\.com/);
});
