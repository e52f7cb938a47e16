import { openApplicationsApi } from '../../../../cli/link/api/applications-api.ts';
import { borrowApplication } from '../../../../cli/link/borrow/borrow-application.ts';
import type { Borrowed } from '../../../../cli/link/borrow/borrow-application.ts';
import type { VoiceCapability } from '../../../../contracts/voice-capability.ts';
import type { ApiFault } from '../../../../simulator/applications-api/api-fault.ts';
import { startLinked } from '../support/linked.ts';
import type { Linked } from '../support/linked.ts';
import { ID } from '../support/rich-application.ts';
import { testIo } from '../support/test-io.ts';

const webhook = (path: string) => ({
  address: `https://borrower.example.com/${path}`,
  http_method: 'POST' as const,
  connect_timeout: 300,
  socket_timeout: 1000,
});
const VOICE: VoiceCapability = {
  webhooks: {
    answer_url: webhook('answer'),
    fallback_answer_url: webhook('fallback'),
    event_url: webhook('event'),
  },
  signed_callbacks: true,
};
const OTHER: VoiceCapability = {
  ...VOICE,
  webhooks: { ...VOICE.webhooks, answer_url: { ...webhook('other'), http_method: 'GET' } },
};

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

async function borrow<T>(use: (borrowed: Borrowed) => Promise<T>) {
  const { io, take, interrupt, unprintedTo } = testIo({ env: linked.env });
  const api = await openApplicationsApi(io, { credentialsFile: undefined });
  const settled = await borrowApplication(
    { api, applicationId: ID, folder: linked.kept, readBackTimeout: { ms: 3_000 }, io },
    use,
  ).then(
    (value) => ({ value }),
    (error: Error) => ({ error: error.message }),
  );
  return { ...settled, stderr: take().stderr, interrupt, unprintedTo };
}

const addressNow = (): unknown => JSON.stringify(linked.application()).includes('borrower.example.com');

describe('borrowApplication', () => {
  it('lends the application, and puts it back: every value, in whatever order it was set', async () => {
    const before = linked.application();
    const { value, stderr, unprintedTo } = (await borrow(async ({ set }) => {
      await set(VOICE);
      expect(addressNow()).toBe(true);
      await set(OTHER);
      expect(JSON.stringify(linked.application())).toContain('borrower.example.com/other');
      return 'used';
    })) as { value: string; stderr: string; unprintedTo: () => string };
    expect(value).toBe('used');
    expect(linked.application()).toEqual(before);
    expect(stderr).toContain('The application is as it was');
    expect(unprintedTo()).toMatch(/\.log$/);
    // Nothing is left to undo.
    expect((await linked.undo()).stderr).toContain('found none that can still be undone');
  });

  it('writes nothing where nothing is set', async () => {
    await borrow(async () => undefined);
    expect(linked.puts()).toBe(0);
  });

  it('puts it back after an error, and says that one', async () => {
    const before = linked.application();
    const { error } = (await borrow(async ({ set }) => {
      await set(VOICE);
      throw new Error('the run went wrong');
    })) as { error: string };
    expect(error).toBe('the run went wrong');
    expect(linked.application()).toEqual(before);
  });

  it.each<[ApiFault]>([
    ['reset'],
    ['500'],
    ['reset-after-write'],
    ['500-after-write'],
    ['ignores'],
    ['loses-messages'],
    ['reset-and-loses-messages'],
  ])('puts it back, or says how, when the API answers that write with the fault %s', async (fault) => {
    const before = linked.application();
    const { error = '' } = (await borrow(async ({ set }) => {
      await set(VOICE);
      linked.api.failNext('PUT', fault);
    })) as { error?: string };
    if (error === '') expect(linked.application()).toEqual(before);
    else {
      const [, id = ''] = / --to (\S+) --force" puts it back/.exec(error) ?? [];
      expect((await linked.undo('--to', id, '--force')).stdout).toContain('PUT BACK');
      expect(linked.application()).toEqual(before);
    }
  });

  it('puts back an application whose values the API fills in by itself', async () => {
    await linked.stop();
    const answer = { address: 'https://example.com/a', http_method: 'GET' };
    linked = await startLinked(
      JSON.stringify({ name: 'Old', capabilities: { voice: { webhooks: { answer_url: answer } } } }),
    );
    const { stderr, ...others } = await borrow(async ({ set }) => {
      await set(VOICE);
      await set(OTHER);
    });
    expect(others).not.toHaveProperty('error');
    expect(stderr).toContain('The application is as it was');
    expect(addressNow()).toBe(false);
    expect(linked.application()).toMatchObject({
      capabilities: { voice: { webhooks: { answer_url: answer } } },
    });
    expect(linked.application()).not.toHaveProperty('capabilities.voice.webhooks.fallback_answer_url');
  });

  it('is refused while another command writes by the folder', async () => {
    await borrow(async () => {
      const { code, stderr } = await linked.apply();
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('at work') });
      const { error } = (await borrow(async () => undefined)) as { error: string };
      expect(error).toContain('at work');
    });
  });

  it('says how to put it back what a kill has left, and writes nothing', async () => {
    const before = linked.application();
    let killed = (): void => undefined;
    // A killed process puts nothing back: its folder stays as it is in the midst of the run.
    const { cp, rm } = await import('node:fs/promises');
    await borrow(async ({ set }) => {
      await set(VOICE);
      await cp(linked.kept, `${linked.kept}-midst`, { recursive: true });
      const now = linked.api.application(ID) as object;
      killed = () =>
        linked.api.replace(ID, Object.fromEntries(Object.entries(now).filter(([key]) => key !== 'id')));
    });
    killed();
    await rm(linked.kept, { recursive: true });
    await cp(`${linked.kept}-midst`, linked.kept, {
      recursive: true,
      filter: (name) => !name.endsWith('.lock'),
    });
    const puts = linked.puts();
    const { error } = (await borrow(async () => undefined)) as { error: string };
    expect(error).toMatch(/which was cut off; found \(as it was → now\):/);
    expect(linked.puts()).toBe(puts);
    const [, id = ''] = / --to (\S+) --force" puts it back/.exec(error) ?? [];
    expect((await linked.undo('--to', id, '--force')).stdout).toContain('PUT BACK');
    expect(linked.application()).toEqual(before);
    expect(await borrow(async () => 'again')).toMatchObject({ value: 'again' });
  });
});
