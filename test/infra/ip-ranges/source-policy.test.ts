import { sourcePolicy } from '../../../infra/ip-ranges/source-policy.ts';

const policy = (count: number) =>
  sourcePolicy({
    stage: 'prod',
    ranges: Array.from({ length: count }, (_, index) => `101.${index % 256}.${100 + (index >> 8)}.0/24`),
    inside: ['POST/answer'],
    open: ['GET/health'],
  });

describe('sourcePolicy', () => {
  it('has room for hundreds of ranges', () => {
    expect(Buffer.byteLength(JSON.stringify(policy(400).toJSON()))).toBeLessThanOrEqual(8192);
  });

  it('refuses more than the gateway takes, and says how much there is', () => {
    expect(() => policy(500)).toThrow(
      /expected fewer or larger blocks: at most 8192 bytes of resource policy, found \d{4,} bytes/,
    );
  });
});
