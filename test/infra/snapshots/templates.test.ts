import { synthesized } from '../synthesized.ts';
import type { Synthesized } from '../synthesized.ts';
import { scrubbed } from './scrubbed.ts';

let all: Synthesized;
beforeAll(async () => {
  all = await synthesized();
});
afterAll(() => all.remove());

describe.each(['primary', 'secondary', 'static'] as const)('the template of the %s stack', (role) => {
  it('is as its snapshot. Read what differs; was it meant? Then: npm test -- test/infra/snapshots -u', () => {
    expect(scrubbed(all[role])).toMatchSnapshot();
  });

  it('holds no hash once it is scrubbed: another line in a handler is no difference', () => {
    const hash = /[0-9a-f]{32,}/;
    expect(JSON.stringify(all[role])).toMatch(hash);
    expect(JSON.stringify(scrubbed(all[role]))).not.toMatch(hash);
  });
});
