import { readFileSync, writeFileSync } from 'node:fs';
import type { OutputsFile } from '../../../contracts/outputs.ts';
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
    expect(out).toContain('Nothing was written. Add --apply to write it.');
    expect(regions.writes()).toEqual([]);
    regions.expectBothHold(secrets);
  });

  it.each([
    ['finish', { current: OLD, next: NEW }, 5 * 60_000 + 12_000, { current: NEW, previous: OLD }],
    ['retire', { current: NEW, previous: OLD }, (5 + 30 + 15) * 60_000 + 12_000, { current: NEW }],
  ])('%s is refused while the wait that was printed is not over', async (action, secrets, waitMs, after) => {
    regions.given(secrets);
    regions.lateMs = waitMs - 90_000;
    const early = await regions.rotate(action, '--apply');
    expect(early.result).toBe(1);
    expect(early.out).toMatch(
      /refused: (next|previous) \(fingerprint [0-9a-f]{8}\) .* until [\d:]{8} UTC \(2 min\)/,
    );
    expect(early.out).toContain('--without-waiting');
    expect(early.out).toContain('Nothing was written.');
    expect(regions.writes()).toEqual([]);
    regions.lateMs = waitMs + 1_000;
    expect((await regions.rotate(action, '--apply')).result).toBe(0);
    regions.expectBothHold(after);
  });

  it('keeps the previous secret as long as the deployed call flow lets a call take steps', async () => {
    regions.given({ current: NEW, previous: OLD });
    const outputs = JSON.parse(readFileSync(regions.stores.outputs, 'utf8')) as OutputsFile;
    const longer = Object.entries(outputs).map(([stack, own]) => [stack, { ...own, CallFlowMinutes: '90' }]);
    writeFileSync(regions.stores.outputs, JSON.stringify(Object.fromEntries(longer)));
    const waitMs = (5 + 90 + 15) * 60_000 + 12_000;
    regions.lateMs = waitMs - 90_000;
    const early = await regions.rotate('retire', '--apply');
    expect(early.result).toBe(1);
    expect(early.out).toMatch(
      /is kept until [\d:]{8} UTC \(2 min\): calls .* for 90 minutes \(callFlow.mostMinutes\)/,
    );
    expect((await regions.rotate('status')).out).toMatch(/Not until .*: calls carry a state/);
    regions.lateMs = waitMs + 1_000;
    expect((await regions.rotate('retire', '--apply')).result).toBe(0);
  });

  it.each([
    ['finish', { current: OLD, next: NEW }, { current: NEW, previous: OLD }],
    ['retire', { current: NEW, previous: OLD }, { current: NEW }],
  ])('%s does not wait with --without-waiting', async (action, secrets, after) => {
    regions.given(secrets);
    regions.lateMs = 0;
    expect((await regions.rotate(action, '--apply', '--without-waiting')).result).toBe(0);
    regions.expectBothHold(after);
  });

  it('counts the wait from the region that was staged last, and not from one that is finished', async () => {
    regions.stores.secondary.set({ current: NEW, previous: OLD });
    regions.stores.primary.set({ current: OLD, next: NEW });
    regions.lateMs = 5 * 60_000;
    expect((await regions.rotate('finish', '--apply')).result).toBe(1);
    regions.lateMs = 6 * 60_000;
    expect((await regions.rotate('finish', '--apply')).result).toBe(0);
    regions.expectBothHold({ current: NEW, previous: OLD });
  });

  it('never shows a fingerprint where a secret could be meant: each is called one, and the secret is said to be set', async () => {
    regions.given({ current: OLD });
    const shown: string[] = [];
    for (const args of [['stage', '--apply'], ['status'], ['finish', '--apply'], ['status'], ['retire']])
      shown.push((await regions.rotate(...args)).out);
    for (const [text, , hex = ''] of shown.join('\n').matchAll(/(.{0,12})\b([0-9a-f]{8})\b/g))
      expect(`${hex}: ${text}`).toMatch(/fingerprint [0-9a-f]{8}$/);
    expect(shown[0]).toContain('set the signature secret to the new secret itself');
    expect(shown[0]).toContain('printf %s "$SECRET" | sha256sum | cut -c1-8');
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
    expect(out).toContain('refused: another secret is staged');
    expect(out).toContain('Nothing was written.');
    expect(regions.writes()).toEqual([]);
  });

  it('says in status shows what each region accepts, and the next step', async () => {
    expect((await regions.rotate('status')).out).toContain('Next: npm run rotate -- stage --apply');
    regions.given({ current: OLD, next: NEW });
    expect((await regions.rotate('status')).out).toMatch(
      /primary\) +current \(fingerprint [0-9a-f]{8}\), next \(fingerprint [0-9a-f]{8}\) /,
    );
    expect((await regions.rotate('status')).out).toMatch(
      /Wait until .*\n.*dashboard.*\n.*\n.*\n.*finish --apply/,
    );
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
        fingerprints: { current: expect.stringMatching(/^[0-9a-f]{8}$/) },
        detail: expect.stringMatching(/^to do: add next \(fingerprint [0-9a-f]{8}\)$/),
      })),
      next: ['Nothing was written. Add --apply to write it.'],
    });
  });
});
