import { startLinked, voiceOf } from './support/linked.ts';
import type { Linked } from './support/linked.ts';
import { twoRegions, twoRegionsWithDomain } from './two-regions.ts';
import type { JsonObject } from '../../../cli/link/json/lossless-json.ts';

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked(undefined, twoRegionsWithDomain);
});
afterEach(() => linked.stop());

const addresses = (): readonly unknown[] => {
  const webhooks = voiceOf(linked.application())['webhooks'] as JsonObject;
  return ['answer_url', 'event_url', 'fallback_answer_url'].map(
    (webhook) => (webhooks[webhook] as JsonObject | undefined)?.['address'],
  );
};

const BY_DOMAIN = [
  'https://voice.example.com/answer',
  'https://voice.example.com/event',
  'https://two-front.example.com/fallback',
];

describe('link with a domain', () => {
  it('plans the name, and says which region it leads to and when to the other one', async () => {
    const { code, stdout } = await linked.plan();
    expect(code).toBe(2);
    expect(stdout).toContain(
      'voice.example.com answers, from eu-central-1 or, while that is not healthy, from eu-west-1; the fallback is eu-west-1 through its CloudFront distribution; timeouts: shipped',
    );
    expect(stdout).toContain('"https://old.example.com/answer" → "https://voice.example.com/answer"');
    expect(stdout).not.toContain('Note:');
  });

  it('applies it', async () => {
    expect(await linked.apply()).toMatchObject({ code: 0 });
    expect(addresses()).toEqual(BY_DOMAIN);
    expect(await linked.plan()).toMatchObject({ code: 0 });
  });

  it('swaps around the name when a region is named, says so, and back', async () => {
    await linked.apply();
    const { code, stdout } = await linked.apply('--primary', 'eu-west-1');
    expect(code).toBe(0);
    expect(stdout).toContain(
      'eu-west-1 answers; its fallback is eu-central-1 through its CloudFront distribution',
    );
    expect(stdout).toContain(
      'Note: Vonage uses the own address of eu-west-1 instead of voice.example.com: Route 53 does not move calls until "apply" without --primary.',
    );
    expect(addresses()).toEqual([
      'https://two.example.com/prod/answer',
      'https://two.example.com/prod/event',
      'https://one-front.example.com/fallback',
    ]);
    await linked.apply();
    expect(addresses()).toEqual(BY_DOMAIN);
  });

  it('takes it out again with unlink', async () => {
    const before = linked.application();
    await linked.apply();
    const { code } = await linked.run([
      ...['unlink', '--outputs', linked.outputs, '--kept', linked.kept, '--yes'],
    ]);
    expect(code).toBe(0);
    expect(linked.application()).toEqual(before);
  });
});

it.each([
  ['the secondary', { ...twoRegionsWithDomain, 'stack-two': twoRegions['stack-two'] }, 'eu-west-1 with none'],
  [
    'the primary',
    { ...twoRegionsWithDomain, 'stack-one': twoRegions['stack-one'] },
    'eu-central-1 with none',
  ],
])('link plan notes a domain that %s does not have', async (_case, outputs, found) => {
  const half = await startLinked(undefined, outputs);
  try {
    const { stdout } = await half.plan();
    expect(stdout).toContain('Note: Expected both regions to be deployed with one domain, found ');
    expect(stdout).toContain(found);
  } finally {
    await half.stop();
  }
});
