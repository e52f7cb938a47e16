import { NEW, OLD, twoRegions } from './two-regions.ts';

const regions = twoRegions();
const THIRD = 'the-third-secret-of-the-account-0123456789';

/** Runs a step whose write fails in the primary, which is changed last. */
async function brokenOff(...args: readonly string[]): Promise<void> {
  regions.stores.primary.intercept = (operation, request) => {
    if (operation !== 'PutSecretValue') return false;
    request.socket.destroy();
    return true;
  };
  expect((await regions.rotate(...args)).result).toBe(2);
  regions.stores.primary.intercept = () => false;
}
const status = async (): Promise<string> => (await regions.rotate('status')).out;
/** The command that `status` names next, carried out. */
async function runNext(): Promise<number> {
  const [, action = ''] = /Next: npm run rotate -- (\w+) --apply/.exec(await status()) ?? [];
  return (await regions.rotate(action, '--apply')).result;
}

describe('status, after a step that was broken off between the regions,', () => {
  it('names the abort, and that carries it out', async () => {
    regions.given({ current: OLD, next: NEW });
    await brokenOff('abort', '--apply');
    const out = await status();
    expect(out).toMatch(
      /The abort is done in eu-west-1, and not in eu-central-1, which still accepts the staged secret \(fingerprint [0-9a-f]{8}\)\. Next: npm run rotate -- abort --apply/,
    );
    expect(out).toContain('do not change the secret at Vonage');
    expect(await runNext()).toBe(0);
    regions.expectBothHold({ current: OLD });
    expect(await status()).toContain('Nothing is left to do.');
  });

  it('names the finish, and that carries it out', async () => {
    regions.given({ current: OLD, next: NEW });
    await brokenOff('finish', '--apply');
    const out = await status();
    expect(out).toContain(
      'The finish is done in eu-west-1, and not in eu-central-1. Next: npm run rotate -- finish --apply',
    );
    expect(out).not.toMatch(/abort|dashboard/);
    expect(await runNext()).toBe(0);
    regions.expectBothHold({ current: NEW, previous: OLD });
  });

  it('names the retire, and that carries it out', async () => {
    regions.given({ current: NEW, previous: OLD });
    await brokenOff('retire', '--apply');
    expect(await status()).toContain(
      'The retire is done in eu-west-1, and not in eu-central-1, which still accepts',
    );
    expect(await runNext()).toBe(0);
    regions.expectBothHold({ current: NEW });
  });

  it('names the stage, and the way back', async () => {
    regions.given({ current: OLD });
    await brokenOff('stage', '--apply');
    const out = await status();
    expect(out).toMatch(
      /Not every region accepts the staged secret .*: eu-central-1 does not\. Next: stage it again/,
    );
    expect(out).toContain('To go back instead: npm run rotate -- abort --apply');
    expect((await regions.rotate('abort', '--apply')).result).toBe(0);
    regions.expectBothHold({ current: OLD });
  });

  it('does not take a region that had no secret for one that is finished', async () => {
    regions.stores.secondary.set({});
    regions.stores.primary.set({ current: OLD });
    expect((await regions.rotate('stage', '--apply')).result).toBe(0);
    expect(await status()).toMatch(/Next:\n {2}1\. Wait until/);
  });

  it('says so where each region has another staged secret', async () => {
    regions.stores.secondary.set({ current: OLD, next: NEW });
    regions.stores.primary.set({ current: OLD, next: THIRD });
    expect(await status()).toMatch(
      /Two secrets are staged: .* Next: npm run rotate -- abort --apply --outputs \S+, then stage one/,
    );
    expect(await runNext()).toBe(0);
    regions.expectBothHold({ current: OLD });
  });
});
