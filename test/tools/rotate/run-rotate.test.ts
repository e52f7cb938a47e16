import { NEW, OLD, twoRegions } from './two-regions.ts';

const regions = twoRegions();

describe('npm run rotate', () => {
  it('rotates: stage, finish, retire', async () => {
    regions.given({ current: OLD });
    const staged = await regions.rotate('stage', '--apply');
    expect(staged.result).toBe(0);
    regions.expectBothHold({ current: OLD, next: NEW });
    expect(staged.err).toBe('Left out 1 character of blank space around the secret.\n');
    expect(staged.out).toMatch(/^eu-west-1 \(secondary\) .*\neu-central-1 \(primary\) /);
    expect(staged.out).toMatch(/1\. Wait until \d\d:\d\d:\d\d UTC \(6 min\)/);
    expect((await regions.rotate('finish', '--apply')).result).toBe(0);
    regions.expectBothHold({ current: NEW, previous: OLD });
    const retired = await regions.rotate('retire', '--apply');
    expect(retired.result).toBe(0);
    expect(retired.out).toContain('Nothing is left to do.');
    regions.expectBothHold({ current: NEW });
  });

  it('tells a new stack its first secret', async () => {
    const { result, out } = await regions.rotate('stage', '--apply');
    expect(result).toBe(0);
    regions.expectBothHold({ current: NEW });
    expect(out).toContain('none was configured');
    expect(out).toContain('Nothing is left to do.');
  });

  it('goes back', async () => {
    regions.given({ current: OLD, next: NEW });
    expect((await regions.rotate('abort', '--apply')).result).toBe(0);
    regions.expectBothHold({ current: OLD });
  });

  it.each([
    ['stage', { current: OLD }],
    ['finish', { current: OLD, next: NEW }],
    ['abort', { current: OLD, next: NEW }],
    ['retire', { current: NEW, previous: OLD }],
  ])('%s writes nothing without --apply, and says that something is left', async (action, secrets) => {
    regions.given(secrets);
    const { result, out } = await regions.rotate(action);
    expect(result).toBe(2);
    expect(out).toContain('Nothing was written: add --apply to do it.');
    expect(regions.writes()).toEqual([]);
    regions.expectBothHold(secrets);
  });

  it('may be run twice', async () => {
    regions.given({ current: OLD, next: NEW });
    expect((await regions.rotate('stage', '--apply')).result).toBe(0);
    regions.given({ current: NEW, previous: OLD });
    expect((await regions.rotate('finish', '--apply')).result).toBe(0);
    expect(regions.writes()).toEqual([]);
  });

  it('changes neither region when one refuses', async () => {
    regions.stores.secondary.set({ current: OLD });
    regions.stores.primary.set({ current: OLD, next: 'another-secret-that-somebody-has-staged' });
    const { result, out } = await regions.rotate('stage', '--apply');
    expect(result).toBe(1);
    expect(out).toContain('to do: add next');
    expect(out).toContain('refused: another one is staged');
    expect(out).toContain('Nothing was written.');
    expect(regions.writes()).toEqual([]);
  });

  it('says in status what each region accepts, and what comes next', async () => {
    expect((await regions.rotate('status')).out).toContain('Next: npm run rotate -- stage --apply');
    regions.given({ current: OLD, next: NEW });
    expect((await regions.rotate('status')).out).toMatch(/primary\) +current [0-9a-f]{8}, next [0-9a-f]{8} /);
    expect((await regions.rotate('status')).out).toMatch(/Wait until .*\n.*dashboard.*\n.*finish --apply/);
    regions.given({ current: NEW, previous: OLD });
    expect((await regions.rotate('status')).out).toContain('Next: npm run rotate -- retire --apply');
    regions.given({ current: NEW });
    expect((await regions.rotate('status')).out).toContain('Nothing is left to do.');
    regions.stores.primary.set({ current: OLD });
    expect((await regions.rotate('status')).out).toContain('do not have the same current secret');
    await regions.stores.primary.listener.break('refuses');
    const { result, out } = await regions.rotate('status');
    expect(result).toBe(2);
    expect(out).toContain('Left: eu-central-1. Look again once it answers.');
  });

  it('tells programs the same in one line', async () => {
    regions.given({ current: OLD });
    const { out } = await regions.rotate('stage', '--json');
    expect(JSON.parse(out)).toEqual({
      action: 'stage',
      regions: (['secondary', 'primary'] as const).map((role) => ({
        region: { primary: 'eu-central-1', secondary: 'eu-west-1' }[role],
        role,
        state: 'to-change',
        accepts: { current: expect.stringMatching(/^[0-9a-f]{8}$/) },
        detail: expect.stringMatching(/^to do: add next [0-9a-f]{8}$/),
      })),
      next: ['Nothing was written: add --apply to do it.'],
    });
  });
});
