import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { ApiFault } from '../../../../simulator/applications-api/api-fault.ts';
import { runCommand } from '../../../../cli/kit/command.ts';
import { parseJson } from '../../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { link as linkCommand } from '../../../../cli/link/command.ts';
import { renamed, startLinked, startText, text, voiceOf } from '../support/linked.ts';
import type { Linked } from '../support/linked.ts';
import { testIo } from '../support/test-io.ts';

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

const isOld = () => expect(parseJson(text(linked.application()))).toEqual(parseJson(startText()));
const isNew = async () => {
  expect((await linked.plan()).code).toBe(0);
  const { capabilities } = linked.application();
  expect(Object.keys(capabilities as JsonObject)).toContain('messages');
};
/** Each reads three times where it fails, a second apart. */
const threeLooks = ['--read-back-timeout', '6'];
const args = () => ['apply', '--outputs', linked.outputs, '--kept', linked.kept, '--yes'];

describe('a write that fails', () => {
  it.each<[ApiFault, string]>([
    ['reset', 'found no answer'],
    ['500', 'found 500'],
    ['429', 'found 429'],
    ['ignores', 'accepted the write but did not make it'],
    ['html', 'with JSON, found text/html'],
  ])('%s: says that the application is old, and leaves nothing to undo', async (fault, why) => {
    linked.api.failNext('PUT', fault);
    const { code, stderr } = await linked.apply();
    expect(code).toBe(1);
    expect(stderr).toContain(why);
    expect(stderr).toMatch(/"Front desk é" is OLD: read back, every value is as it was before/);
    isOld();
    expect(linked.puts()).toBe(1);
    expect((await linked.undo()).stderr).toContain('found none that can still be undone');
  });

  it('keeps nothing of a write that was refused', async () => {
    linked.api.failNext('PUT', '429');
    expect((await linked.apply()).stderr).not.toContain('Should the write still be made');
    expect(await readdir(linked.kept)).toEqual([]);
  });

  it('can be undone where it was cut off and is made after the last look', async () => {
    linked.api.failNext('PUT', 'reset');
    const { stderr } = await linked.apply();
    const [, id = ''] =
      /If the write is still made later .*"npm run link -- undo --kept \S+ --to (\S+)"/.exec(stderr) ?? [];
    const [file = ''] = await readdir(linked.kept);
    expect(file).toBe(`${id}.json`);
    const { after: planned } = parseJson(await readFile(join(linked.kept, file), 'utf8')) as JsonObject;
    linked.touch(() => planned as JsonObject);
    expect((await linked.undo('--to', id)).code).toBe(0);
    isOld();
  });

  it.each<[ApiFault, string]>([
    ['reset-after-write', 'found no answer'],
    ['500-after-write', 'found 500'],
    ['half', 'with JSON, found application/json'],
  ])('%s: says that the application is new, and can be undone', async (fault, why) => {
    linked.api.failNext('PUT', fault);
    const { code, stdout } = await linked.apply();
    expect(code).toBe(0);
    expect(stdout).toContain(why);
    expect(stdout).toContain('"Front desk é" is NEW. Read back and compared');
    await isNew();
    expect((await linked.undo()).code).toBe(0);
    isOld();
  });

  it('is looked at again, since a write that was cut off may still be made', async () => {
    linked.api.failNext('PUT', 'reset-then-written');
    const written = async () => {
      while (voiceOf(linked.application())['signed_callbacks'] !== true) await after(10);
    };
    const { code, stdout } = await linked.run(args(), { pause: written });
    expect(code).toBe(0);
    expect(stdout).toContain('is NEW');
    await isNew();
  });

  it.each<ApiFault>(['loses-messages', 'reset-and-loses-messages'])(
    '%s: is put back, and says what was lost',
    async (fault) => {
      linked.api.failNext('PUT', fault);
      const { code, stderr } = await linked.apply();
      expect(code).toBe(1);
      expect(stderr).toContain('capabilities.messages.version: "v1" → nothing');
      expect(stderr).toContain('is OLD: read back');
      isOld();
    },
  );

  it('says so where putting it back fails too, and undo --force fixes it later', async () => {
    linked.api.failNext('PUT', 'loses-messages', 'reset');
    const { code, stderr } = await linked.apply();
    expect(code).toBe(1);
    expect(stderr).toContain('is NEITHER old nor new');
    expect(stderr).toContain('capabilities.messages.version: "v1" → nothing');
    expect((await linked.undo()).code).toBe(1);
    expect((await linked.undo('--force')).code).toBe(0);
    isOld();
  });

  it('says that it does not know where the application cannot be read back, and undo fixes it later', async () => {
    const fetch: typeof globalThis.fetch = (url, init) => {
      if (init?.method === 'PUT') linked.api.failNext('GET', ...Array<'500'>(9).fill('500'));
      return globalThis.fetch(url, init);
    };
    const { code, stderr } = await linked.run([...args(), ...threeLooks], { fetch });
    expect(code).toBe(1);
    expect(stderr).toContain('is OLD or NEW: it could not be read back');
    expect((await linked.undo()).code).toBe(0);
    isOld();
  });

  it('does not know either where the API was in trouble and could not be read back', async () => {
    linked.api.failNext('PUT', '500-after-write');
    const fetch: typeof globalThis.fetch = (url, init) => {
      if (init?.method === 'PUT') linked.api.failNext('GET', ...Array<'reset'>(9).fill('reset'));
      return globalThis.fetch(url, init);
    };
    const { code, stderr } = await linked.run([...args(), ...threeLooks], { fetch });
    expect(code).toBe(1);
    expect(stderr).toContain('is OLD or NEW');
    expect(await readdir(linked.kept)).toHaveLength(1);
  });

  it('is known not to be made where the API refused it, readable or not', async () => {
    linked.api.failNext('PUT', '429');
    const fetch: typeof globalThis.fetch = (url, init) => {
      if (init?.method === 'PUT') linked.api.failNext('GET', ...Array<'reset'>(9).fill('reset'));
      return globalThis.fetch(url, init);
    };
    const { code, stderr } = await linked.run([...args(), ...threeLooks], { fetch });
    expect(code).toBe(1);
    expect(stderr).toContain('is OLD: the API refused the write. It could not be read back');
  });

  it('is not known to be made or not where 200 and no JSON is answered, and nothing can be read back', async () => {
    linked.api.failNext('PUT', 'html');
    const fetch: typeof globalThis.fetch = (url, init) => {
      if (init?.method === 'PUT') linked.api.failNext('GET', ...Array<'reset'>(9).fill('reset'));
      return globalThis.fetch(url, init);
    };
    const { code, stderr } = await linked.run([...args(), ...threeLooks], { fetch });
    expect(code).toBe(1);
    expect(stderr).toContain('is OLD or NEW: it could not be read back');
    expect(await readdir(linked.kept)).toHaveLength(1);
  });

  it('that was refused leaves alone what another hand did meanwhile', async () => {
    linked.api.failNext('PUT', '429');
    const fetch: typeof globalThis.fetch = (url, init) => {
      if (init?.method === 'PUT') linked.touch(renamed);
      return globalThis.fetch(url, init);
    };
    const { code, stderr } = await linked.run(args(), { fetch });
    expect(code).toBe(1);
    expect(stderr).toContain('is OLD: the API refused the write');
    expect(linked.application()['name']).toBe('Renamed');
    expect(linked.puts()).toBe(1);
  });

  it.each<[ApiFault, string]>([
    ['429', 'found 429'],
    ['ignores', 'accepted the write but did not make it'],
  ])('of undo (%s) says that nothing was put back', async (fault, why) => {
    await linked.apply();
    linked.api.failNext('PUT', fault);
    const { code, stderr } = await linked.undo();
    expect(code).toBe(1);
    expect(stderr).toContain(why);
    expect(stderr).toContain(
      '"Front desk é" is NOT put back: read back, every value is as it was when the undo began.',
    );
    expect(stderr).not.toContain('as it was before');
    await isNew();
    expect((await linked.undo()).code).toBe(0);
    isOld();
  });

  it('of undo says so where taking the write back fails too', async () => {
    await linked.apply();
    linked.api.failNext('PUT', 'loses-messages', 'reset');
    const { code, stderr } = await linked.undo();
    expect(code).toBe(1);
    expect(stderr).toContain('is NEITHER put back NOR as it was when the undo began');
    expect((await linked.undo('--force')).code).toBe(0);
    isOld();
  });

  it('of undo says that it does not know where the application cannot be read back', async () => {
    await linked.apply();
    linked.api.failNext('PUT', '500-after-write');
    const fetch: typeof globalThis.fetch = (url, init) => {
      if (init?.method === 'PUT') linked.api.failNext('GET', ...Array<'reset'>(9).fill('reset'));
      return globalThis.fetch(url, init);
    };
    const { code, stderr } = await linked.run(['undo', '--kept', linked.kept, '--yes', ...threeLooks], {
      fetch,
    });
    expect(code).toBe(1);
    expect(stderr).toContain('is put back or NOT: it could not be read back');
  });

  it('of unlink is not made while a webhook whose removal was planned is still there', async () => {
    await linked.apply();
    linked.api.failNext('PUT', 'ignores');
    const elsewhere = join(linked.folder, 'elsewhere');
    const { code, stderr } = await linked.run([
      ...['unlink', '--outputs', linked.outputs, '--kept', elsewhere, '--yes'],
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('is OLD');
  });

  it('leaves alone what another hand did right after it', async () => {
    const fetch: typeof globalThis.fetch = async (url, init) => {
      const response = await globalThis.fetch(url, init);
      if (init?.method === 'PUT') linked.touch(renamed);
      return response;
    };
    const { code, stderr } = await linked.run(args(), { fetch });
    expect(code).toBe(1);
    expect(stderr).toContain('then changed by other means');
    expect(stderr).toContain('name: "Front desk é" → "Renamed"');
    expect(linked.application()['name']).toBe('Renamed');
    expect(linked.puts()).toBe(1);
  });

  it('is finished after Ctrl-C: never half-written, never unsaid', async () => {
    const own = testIo({
      env: linked.env,
      fetch: (url, init) => {
        if (init?.method === 'PUT') own.interrupt();
        return globalThis.fetch(url, init);
      },
    });
    expect(await runCommand(linkCommand, args(), own.io)).toBe(0);
    expect(own.take().stdout).toContain('is NEW');
    await isNew();
  });
});

it('names what the API filled in, and undoes that too', async () => {
  linked.touch(({ capabilities, ...others }) => {
    const { messages } = capabilities as JsonObject;
    return { ...others, capabilities: { messages: messages ?? null } };
  });
  const before = text(linked.application());
  const { code, stdout } = await linked.apply();
  expect(code).toBe(0);
  expect(stdout).toContain('capabilities.voice.conversations_ttl: nothing → 48');
  expect((await linked.undo()).code).toBe(0);
  expect(parseJson(text(linked.application()))).toEqual(parseJson(before));
});
