import { Readable } from 'node:stream';
import { runRotate } from '../../../tools/rotate/run-rotate.ts';
import { capture } from '../support/capture.ts';
import { NOTHING, startTwoStores } from '../support/two-secret-stores.ts';
import type { TwoStores } from '../support/two-secret-stores.ts';

const OLD = 'the-old-secret-of-the-account-0123456789';
const NEW = 'the-new-secret-of-the-account-0123456789';

let stores: TwoStores;
beforeEach(async () => {
  stores = await startTwoStores();
});
afterEach(() => stores.close());

const bothHold = (secrets: object): void => {
  for (const store of [stores.primary, stores.secondary])
    expect(store.holds()).toEqual({ ...NOTHING, ...secrets });
};
const bothAreGiven = (secrets: object): void => {
  stores.primary.set(secrets);
  stores.secondary.set(secrets);
};
const writes = () =>
  [stores.primary, stores.secondary]
    .flatMap(({ asked }) => asked)
    .filter((operation) => operation !== 'GetSecretValue');

/** Runs the command and lets nothing through that would show a secret. */
async function rotate(...args: readonly string[]) {
  const captured = await capture(() =>
    runRotate([...args, '--outputs', stores.outputs], {
      stdin: Readable.from(args[0] === 'stage' ? [`${NEW}\n`] : []),
      nowMs: Date.now,
    }),
  );
  expect(captured.out + captured.err).not.toMatch(/the-(old|new)-secret/);
  return captured;
}

describe('npm run rotate', () => {
  it('rotates: stage, finish, retire', async () => {
    bothAreGiven({ current: OLD });
    const staged = await rotate('stage', '--apply');
    expect(staged.result).toBe(0);
    bothHold({ current: OLD, next: NEW });
    expect(staged.err).toBe('Left out 1 character of blank space around the secret.\n');
    expect(staged.out).toMatch(/^eu-west-1 \(secondary\) .*\neu-central-1 \(primary\) /);
    expect(staged.out).toMatch(/1\. Wait until \d\d:\d\d:\d\d UTC \(6 min\)/);
    expect((await rotate('finish', '--apply')).result).toBe(0);
    bothHold({ current: NEW, previous: OLD });
    const retired = await rotate('retire', '--apply');
    expect(retired.result).toBe(0);
    expect(retired.out).toContain('Nothing is left to do.');
    bothHold({ current: NEW });
  });

  it('tells a new stack its first secret', async () => {
    const { result, out } = await rotate('stage', '--apply');
    expect(result).toBe(0);
    bothHold({ current: NEW });
    expect(out).toContain('none was configured');
    expect(out).toContain('Nothing is left to do.');
  });

  it('goes back', async () => {
    bothAreGiven({ current: OLD, next: NEW });
    expect((await rotate('abort', '--apply')).result).toBe(0);
    bothHold({ current: OLD });
  });

  it.each([
    ['stage', { current: OLD }],
    ['finish', { current: OLD, next: NEW }],
    ['abort', { current: OLD, next: NEW }],
    ['retire', { current: NEW, previous: OLD }],
  ])('%s writes nothing without --apply, and says that something is left', async (action, secrets) => {
    bothAreGiven(secrets);
    const { result, out } = await rotate(action);
    expect(result).toBe(2);
    expect(out).toContain('Nothing was written: add --apply to do it.');
    expect(writes()).toEqual([]);
    bothHold(secrets);
  });

  it('may be run twice', async () => {
    bothAreGiven({ current: OLD, next: NEW });
    expect((await rotate('stage', '--apply')).result).toBe(0);
    bothAreGiven({ current: NEW, previous: OLD });
    expect((await rotate('finish', '--apply')).result).toBe(0);
    expect(writes()).toEqual([]);
  });

  it('changes neither region when one refuses', async () => {
    stores.secondary.set({ current: OLD });
    stores.primary.set({ current: OLD, next: 'another-secret-that-somebody-has-staged' });
    const { result, out } = await rotate('stage', '--apply');
    expect(result).toBe(1);
    expect(out).toContain('to do: add next');
    expect(out).toContain('refused: another one is staged');
    expect(out).toContain('Nothing was written.');
    expect(writes()).toEqual([]);
  });

  it.each(['primary', 'secondary'] as const)(
    'goes on without the %s, says what is left, and completes it',
    async (away) => {
      bothAreGiven({ current: OLD });
      const here = stores[away === 'primary' ? 'secondary' : 'primary'];
      const { listener } = stores[away];
      await listener.break('refuses');
      const first = await rotate('stage', '--apply');
      expect(first.result).toBe(2);
      expect(here.holds()).toEqual({ ...NOTHING, current: OLD, next: NEW });
      expect(first.out).toContain(`(${away})`);
      expect(first.out).toContain('left: away');
      expect(first.out).toContain('do not change anything at Vonage');
      expect(first.out).not.toContain('Vonage dashboard');
      await listener.restore();
      expect((await rotate('status')).out).toContain('Not every region accepts');
      expect((await rotate('finish', '--apply')).result).toBe(1);
      const second = await rotate('stage', '--apply');
      expect(second.result).toBe(0);
      expect(second.out).toContain('In the Vonage dashboard');
      bothHold({ current: OLD, next: NEW });
      await listener.break('refuses');
      expect((await rotate('finish', '--apply')).result).toBe(2);
      expect(here.holds()).toEqual({ ...NOTHING, current: NEW, previous: OLD });
      await listener.restore();
      expect((await rotate('retire', '--apply')).result).toBe(1);
      expect((await rotate('finish', '--apply')).result).toBe(0);
      bothHold({ current: NEW, previous: OLD });
    },
  );

  it('leaves a region that goes away in the middle, and says so', async () => {
    bothAreGiven({ current: OLD });
    stores.secondary.intercept = (operation, request) => {
      if (operation !== 'PutSecretValue') return false;
      request.socket.destroy();
      return true;
    };
    const { result, out } = await rotate('stage', '--apply');
    expect(result).toBe(2);
    expect(out).toContain('Left: eu-west-1.');
    expect(stores.secondary.holds()).toEqual({ ...NOTHING, current: OLD });
    expect(stores.primary.holds()).toEqual({ ...NOTHING, current: OLD, next: NEW });
  });

  it('is an error when no region answers', async () => {
    await stores.primary.listener.break('refuses');
    await stores.secondary.listener.break('refuses');
    await expect(rotate('status')).rejects.toThrow(
      /Expected the Secrets Manager of at least one region to answer, found none:\n {2}eu-west-1: .*ECONNREFUSED.*\n {2}eu-central-1: /,
    );
  });

  it('is an error where a secret holds what nobody can read', async () => {
    stores.primary.secret.put('hunter2', '0'.repeat(32), ['AWSCURRENT']);
    const refused = rotate('status');
    await expect(refused).rejects.toThrow('eu-central-1: The signature secret is malformed');
    await expect(refused).rejects.not.toThrow('hunter2');
  });

  it('stops where another hand is at work: what it wrote stands', async () => {
    bothAreGiven({ current: OLD });
    const theirs = 'the-secret-of-another-hand-0123456789abcd';
    stores.secondary.intercept = (operation) => {
      if (operation === 'UpdateSecretVersionStage') stores.secondary.set({ current: OLD, next: theirs });
      return false;
    };
    const { result, out } = await rotate('stage', '--apply');
    expect(result).toBe(1);
    expect(out).toContain('Somebody else is changing the secret of eu-west-1.');
    expect(stores.secondary.holds()).toEqual({ ...NOTHING, current: OLD, next: theirs });
    expect(stores.primary.holds()).toEqual({ ...NOTHING, current: OLD });
  });

  it('believes what it reads back, when the answer to its write is lost', async () => {
    bothAreGiven({ current: OLD });
    let lost = 0;
    const { secret } = stores.primary;
    stores.primary.intercept = (operation, request) => {
      if (operation !== 'UpdateSecretVersionStage' || lost > 0) return false;
      lost += 1;
      secret.moveLabel('AWSCURRENT', secret.current.id, secret.read({ label: 'AWSPENDING' }).id);
      request.resume();
      request.socket.destroy();
      return true;
    };
    expect((await rotate('stage', '--apply')).result).toBe(0);
    expect(lost).toBe(1);
    bothHold({ current: OLD, next: NEW });
  });

  it('waits for what it has written to be seen', async () => {
    bothAreGiven({ current: OLD });
    const { secret } = stores.primary;
    const before = secret.current;
    let stale = 0;
    stores.primary.intercept = (operation, request, response) => {
      if (operation !== 'GetSecretValue' || secret.current === before || stale === 2) return false;
      stale += 1;
      request.resume();
      response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify({ SecretString: before.value, VersionId: before.id, CreatedDate: 0 }));
      return true;
    };
    expect((await rotate('stage', '--apply')).result).toBe(0);
    expect(stale).toBe(2);
  });

  it('says in status what each region accepts, and what comes next', async () => {
    expect((await rotate('status')).out).toContain('Next: npm run rotate -- stage --apply');
    bothAreGiven({ current: OLD, next: NEW });
    expect((await rotate('status')).out).toMatch(/Wait until .*\n.*dashboard.*\n.*finish --apply/);
    bothAreGiven({ current: NEW, previous: OLD });
    expect((await rotate('status')).out).toContain('Next: npm run rotate -- retire --apply');
    bothAreGiven({ current: NEW });
    expect((await rotate('status')).out).toContain('Nothing is left to do.');
    stores.primary.set({ current: OLD });
    expect((await rotate('status')).out).toContain('do not have the same current secret');
    await stores.primary.listener.break('refuses');
    const { result, out } = await rotate('status');
    expect(result).toBe(2);
    expect(out).toContain('Left: eu-central-1. Look again once it answers.');
  });

  it('tells programs the same in one line', async () => {
    bothAreGiven({ current: OLD });
    const { out } = await rotate('stage', '--json');
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
