import { NOTHING } from '../support/two-secret-stores.ts';
import { NEW, OLD, twoRegions } from './two-regions.ts';

const regions = twoRegions();

describe('npm run rotate, in trouble,', () => {
  it.each(['primary', 'secondary'] as const)(
    'goes on without the %s, says what is left, and completes it',
    async (unavailable) => {
      regions.given({ current: OLD });
      const here = regions.stores[unavailable === 'primary' ? 'secondary' : 'primary'];
      const { listener } = regions.stores[unavailable];
      await listener.break('refuses');
      const first = await regions.rotate('stage', '--apply');
      expect(first.result).toBe(2);
      expect(here.holds()).toEqual({ ...NOTHING, current: OLD, next: NEW });
      expect(first.out).toContain(`(${unavailable})`);
      expect(first.out).toContain('not changed: no answer from http://127.0.0.1:');
      expect(first.out).toContain('Done in one region only.');
      expect(first.out).toContain('do not change the secret at Vonage');
      expect(first.out).not.toContain('Vonage dashboard');
      await listener.restore();
      expect((await regions.rotate('status')).out).toContain('Not every region accepts');
      expect((await regions.rotate('finish', '--apply')).result).toBe(1);
      const second = await regions.rotate('stage', '--apply');
      expect(second.result).toBe(0);
      expect(second.out).toContain('In the Vonage dashboard');
      regions.expectBothHold({ current: OLD, next: NEW });
      await listener.break('refuses');
      const blind = await regions.rotate('finish', '--apply');
      expect(blind.result).toBe(1);
      expect(blind.out).toContain('could not be read, so it is not known which secrets it accepts');
      expect(here.holds()).toEqual({ ...NOTHING, current: OLD, next: NEW });
      await listener.restore();
      expect((await regions.rotate('finish', '--apply')).result).toBe(0);
      regions.expectBothHold({ current: NEW, previous: OLD });
    },
  );

  it('leaves a region that becomes unavailable in the middle, and says so', async () => {
    regions.given({ current: OLD });
    regions.stores.secondary.intercept = (operation, request) => {
      if (operation !== 'PutSecretValue') return false;
      request.socket.destroy();
      return true;
    };
    const { result, out } = await regions.rotate('stage', '--apply');
    expect(result).toBe(2);
    expect(out).toContain('Left: eu-west-1.');
    expect(regions.stores.secondary.holds()).toEqual({ ...NOTHING, current: OLD });
    expect(regions.stores.primary.holds()).toEqual({ ...NOTHING, current: OLD, next: NEW });
  });

  it('says in the words of AWS why a region could not be written, and does not wait for it', async () => {
    regions.given({ current: OLD });
    regions.stores.secondary.intercept = (operation, request, response) => {
      if (operation !== 'UpdateSecretVersionStage') return false;
      request.resume();
      response
        .writeHead(400, { 'content-type': 'application/x-amz-json-1.1' })
        .end('{"__type":"AccessDeniedException","Message":"You may not move labels."}');
      return true;
    };
    const { result, out } = await regions.rotate('stage', '--apply');
    expect(result).toBe(2);
    expect(out).toContain(
      'these credentials lack a permission (AccessDeniedException: You may not move labels.). Use credentials',
    );
    expect(regions.stores.secondary.asked.at(-1)).toBe('UpdateSecretVersionStage');
    expect(regions.stores.secondary.holds()).toEqual({ ...NOTHING, current: OLD });
  });

  it('is an error when no region answers', async () => {
    await regions.stores.primary.listener.break('refuses');
    await regions.stores.secondary.listener.break('refuses');
    await expect(regions.rotate('status')).rejects.toThrow(
      /Expected the Secrets Manager of at least one region to answer, found none:\n {2}eu-west-1: .*ECONNREFUSED.*\n {2}eu-central-1: /,
    );
  });

  it('is an error where a secret is malformed', async () => {
    regions.stores.primary.secret.put('hunter2', '0'.repeat(32), ['AWSCURRENT']);
    const refused = regions.rotate('status');
    await expect(refused).rejects.toThrow('eu-central-1: The signature secret is malformed');
    await expect(refused).rejects.not.toThrow('hunter2');
  });

  it('stops where another hand is at work: what it wrote stands', async () => {
    regions.given({ current: OLD });
    const theirs = 'the-secret-of-another-hand-0123456789abcd';
    regions.stores.secondary.intercept = (operation) => {
      if (operation === 'UpdateSecretVersionStage')
        regions.stores.secondary.set({ current: OLD, next: theirs });
      return false;
    };
    const { result, out } = await regions.rotate('stage', '--apply');
    expect(result).toBe(1);
    expect(out).toContain('The secret of eu-west-1 is being changed by other means.');
    expect(regions.stores.secondary.holds()).toEqual({ ...NOTHING, current: OLD, next: theirs });
    expect(regions.stores.primary.holds()).toEqual({ ...NOTHING, current: OLD });
  });

  it('believes what it reads back, when the answer to its write is lost', async () => {
    regions.given({ current: OLD });
    let lost = 0;
    const { secret } = regions.stores.primary;
    regions.stores.primary.intercept = (operation, request) => {
      if (operation !== 'UpdateSecretVersionStage' || lost > 0) return false;
      lost += 1;
      secret.moveLabel('AWSCURRENT', secret.current.id, secret.read({ label: 'AWSPENDING' }).id);
      request.resume();
      request.socket.destroy();
      return true;
    };
    expect((await regions.rotate('stage', '--apply')).result).toBe(0);
    expect(lost).toBe(1);
    regions.expectBothHold({ current: OLD, next: NEW });
  });

  it('does not say that a region is left as it is where what became of its write could not be read', async () => {
    regions.given({ current: OLD });
    const { secret } = regions.stores.primary;
    let isWritten = false;
    regions.stores.primary.intercept = (operation, request) => {
      if (operation === 'UpdateSecretVersionStage' && !isWritten) {
        isWritten = true;
        secret.moveLabel('AWSCURRENT', secret.current.id, secret.read({ label: 'AWSPENDING' }).id);
      }
      if (isWritten) request.socket.destroy();
      return isWritten;
    };
    const { result, out } = await regions.rotate('stage', '--apply', '--read-back-timeout', '1');
    expect(result).toBe(2);
    expect(out).not.toContain('left as it is');
    expect(out).toContain('unknown whether it was changed');
    regions.stores.primary.intercept = () => false;
    expect((await regions.rotate('stage', '--apply')).result).toBe(0);
    regions.expectBothHold({ current: OLD, next: NEW });
  });

  it('says that it is not visible yet, where AWS acknowledged the write and never shows it', async () => {
    regions.given({ current: OLD });
    regions.stores.primary.intercept = (operation, request, response) => {
      if (operation !== 'UpdateSecretVersionStage') return false;
      request.resume();
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{}');
      return true;
    };
    const { result, out } = await regions.rotate('stage', '--apply', '--read-back-timeout', '1');
    expect(result).toBe(2);
    expect(out).toContain(
      'not visible yet: acknowledged, and not visible within 1 s: an older copy is answered',
    );
    expect(out).toContain('Left: eu-central-1. Run the same "stage" again');
    expect(out).toContain('do not change the secret at Vonage');
  });

  it('waits for what it has written to be seen', async () => {
    regions.given({ current: OLD });
    const { secret } = regions.stores.primary;
    const before = secret.current;
    let stale = 0;
    regions.stores.primary.intercept = (operation, request, response) => {
      if (operation !== 'GetSecretValue' || secret.current === before || stale === 2) return false;
      stale += 1;
      request.resume();
      response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify({ SecretString: before.value, VersionId: before.id, CreatedDate: 0 }));
      return true;
    };
    expect((await regions.rotate('stage', '--apply')).result).toBe(0);
    expect(stale).toBe(2);
  });

  it('reads back again where that fails at first', async () => {
    regions.given({ current: OLD });
    const { secret } = regions.stores.primary;
    const before = secret.current;
    let failed = 0;
    regions.stores.primary.intercept = (operation, request) => {
      if (operation !== 'GetSecretValue' || secret.current === before || failed === 5) return false;
      failed += 1;
      request.socket.destroy();
      return true;
    };
    expect((await regions.rotate('stage', '--apply')).result).toBe(0);
    expect(failed).toBe(5);
  });

  it('is done where another run has written the same meanwhile', async () => {
    regions.given({ current: OLD });
    regions.stores.secondary.intercept = (operation) => {
      if (operation === 'UpdateSecretVersionStage') regions.stores.secondary.set({ current: OLD, next: NEW });
      return false;
    };
    expect((await regions.rotate('stage', '--apply')).result).toBe(0);
    regions.expectBothHold({ current: OLD, next: NEW });
  });

  it('writes nothing after Ctrl-C, and both regions once it has begun', async () => {
    regions.given({ current: OLD });
    const { secondary } = regions.stores;
    secondary.intercept = (operation) => {
      if (operation === 'PutSecretValue') regions.interrupt();
      return false;
    };
    expect((await regions.rotate('stage', '--apply')).result).toBe(0);
    regions.expectBothHold({ current: OLD, next: NEW });
    await expect(regions.rotate('abort', '--apply')).rejects.toMatchObject({ name: 'AbortError' });
    regions.expectBothHold({ current: OLD, next: NEW });
  });
});
