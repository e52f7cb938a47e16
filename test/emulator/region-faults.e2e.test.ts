import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { regionalOutputs } from '../../contracts/outputs.ts';
import { stateUrl } from '../../contracts/state-url.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import type { NetworkFault, Emulator } from '../../emulator/emulator.ts';
import { connects, postSigned, seen } from './post-signed.ts';
import { synthesizedAssembly } from './synthesized-assembly.ts';

let assembly: string;
let emulator: Emulator;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  emulator = await startEmulator({ assembly });
}, 60_000);
afterAll(async () => {
  await emulator.stop();
  rmSync(assembly, { recursive: true });
});

describe('a region of the emulator', () => {
  it.each<[NetworkFault, string]>([
    ['refuses', 'ECONNREFUSED'],
    ['black-hole', 'TimeoutError'],
    ['accepts-and-hangs', 'TimeoutError'],
  ])(
    'loses a whole region (%s), not its distribution, and gets it back on the same ports',
    async (fault, error) => {
      const undo = await emulator.breakRegion('primary', fault);
      expect(await seen(emulator, emulator.description.primary.answer, 400)).toBe(error);
      expect(await connects(emulator.description.primary.answer)).toBe(fault === 'accepts-and-hangs');
      expect(await connects(emulator.description.primary.distribution)).toBe(true);
      expect(await seen(emulator, emulator.description.secondary.answer)).toBe('200');
      await undo();
      await undo();
      expect(await seen(emulator, emulator.description.primary.answer)).toBe('200');
    },
  );

  it('cannot break what is broken, and then leaves everything as it was', async () => {
    const undo = await emulator.breakJournalBucket('primary', 'refuses');
    await expect(emulator.breakRegion('primary', 'refuses')).rejects.toThrow('is broken already');
    expect(await seen(emulator, emulator.description.primary.answer)).toBe('200');
    await undo();
    await (
      await emulator.breakRegion('primary', 'refuses')
    )();
  });

  it('loses its secret store: what is warm goes on, what is cold cannot verify', async () => {
    await emulator.warm('primary', 'answer', 1);
    const undo = await emulator.breakSecretStore('primary', 'refuses');
    expect(await seen(emulator, emulator.description.primary.answer)).toBe('200');
    await emulator.recycle('primary', 'answer');
    expect(await seen(emulator, emulator.description.primary.answer)).not.toBe('200');
    await undo();
    expect(await seen(emulator, emulator.description.primary.answer)).not.toBe('ECONNREFUSED');
    await emulator.recycle('primary', 'answer');
    expect(await seen(emulator, emulator.description.primary.answer)).toBe('200');
  });

  it('holds another secret until that is undone', async () => {
    const undo = await emulator.setSecret('primary', '{"current":"another","next":null,"previous":null}');
    expect(await seen(emulator, emulator.description.primary.answer)).toBe('401');
    expect(await seen(emulator, emulator.description.secondary.answer)).toBe('200');
    await undo();
    expect(await seen(emulator, emulator.description.primary.answer)).toBe('200');
  });

  it('counts how often its functions read their secret, and what environments there were', async () => {
    const before = await emulator.secretReads('secondary');
    await emulator.warm('secondary', 'answer', 1);
    await emulator.recycle('secondary', 'answer');
    await emulator.warm('secondary', 'answer', 1);
    const { reads, started } = await emulator.secretReads('secondary');
    // Each new one reads it, and once more for the wrong signature with which it is warmed.
    expect(reads - before.reads).toBeGreaterThanOrEqual(2);
    expect(started - before.started).toBeGreaterThanOrEqual(1);
  });

  it('has a function with two paths, which a fault of it breaks both', async () => {
    const { event } = emulator.description.primary;
    const paths = [event, stateUrl(event, 'a-B_9')];
    const all = async () => {
      await emulator.warm('primary', 'event', 2);
      return Promise.all(paths.map((url) => seen(emulator, url)));
    };
    expect(await all()).toEqual(['200', '200']);
    const undo = await emulator.breakFunction('primary', 'event', 'throttled');
    for (const url of paths) expect(await seen(emulator, url)).toBe('500');
    await undo();
    expect(await all()).toEqual(['200', '200']);
  });

  it.each([
    ['crashes', '502'],
    ['throttled', '500'],
  ] as const)('has a function that is broken (%s) until that is undone', async (fault, status) => {
    const undo = await emulator.breakFunction('secondary', 'answer', fault);
    expect(await seen(emulator, emulator.description.secondary.answer)).toBe(status);
    await undo();
    expect(await seen(emulator, emulator.description.secondary.answer)).toBe('200');
  });

  it('lets so many environments run at once, over all functions of a region, until that is undone', async () => {
    const { secondary, primary } = emulator.description;
    const undo = await emulator.limitConcurrency('secondary', 0);
    expect(await seen(emulator, secondary.answer)).toBe('500');
    expect(await seen(emulator, secondary.event)).toBe('500');
    expect(await seen(emulator, primary.answer)).toBe('200');
    await undo();
    expect(await seen(emulator, secondary.answer)).toBe('200');
  });

  it('has a function that hangs: the gateway answers at its timeout, with the status of its Gateway Response', async () => {
    const undo = await emulator.breakFunction('secondary', 'answer', 'hangs');
    const startedMs = performance.now();
    expect((await postSigned(emulator, emulator.description.secondary.answer)).status).toBe(502);
    const tookMs = performance.now() - startedMs;
    expect(tookMs).toBeGreaterThan(1150);
    await undo();
    expect(await seen(emulator, emulator.description.secondary.answer)).toBe('200');
  });

  it('tells what a journal holds, and what was overwritten', async () => {
    const journal = regionalOutputs(emulator.outputs).primary.JournalUrl;
    const signed = { authorization: 'AWS4-HMAC-SHA256 Credential=whoever/s3/aws4_request' };
    for (const [key, body] of [
      ['once', 'first'],
      ['twice', 'first'],
      ['twice', 'second'],
    ] as const) {
      await fetch(`${journal}/calls/${key}`, { method: 'PUT', headers: signed, body });
    }
    const keys = ['calls/once', 'calls/twice', 'calls/never'];
    expect(await emulator.journalObjects('primary', keys)).toEqual([
      { key: 'calls/once', text: 'first', writes: 1 },
      { key: 'calls/twice', text: 'second', writes: 2 },
    ]);
    expect(await emulator.journalObjects('secondary', keys)).toEqual([]);
  });

  it('runs another bundle in the place of a function, and undone the one before', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'emulator-bundle-'));
    writeFileSync(join(folder, 'index.cjs'), 'exports.handler = async () => ({ statusCode: 418 });');
    const other = mkdtempSync(join(tmpdir(), 'emulator-bundle-'));
    writeFileSync(join(other, 'index.cjs'), 'exports.handler = async () => ({ statusCode: 410 });');
    const undo = await emulator.replaceBundle('primary', 'health', folder);
    expect((await fetch(emulator.description.primary.health)).status).toBe(418);
    const undoOther = await emulator.replaceBundle('primary', 'health', other);
    expect((await fetch(emulator.description.primary.health)).status).toBe(410);
    await undoOther();
    expect((await fetch(emulator.description.primary.health)).status).toBe(418);
    await undo();
    expect((await fetch(emulator.description.primary.health)).status).not.toBe(418);
    rmSync(folder, { recursive: true });
    rmSync(other, { recursive: true });
  });

  it('is cold when made cold, and tells how long its cold starts took', async () => {
    const before = (await emulator.coldStartsMs('primary', 'answer')).length;
    const undo = await emulator.makeCold('primary', 'answer', 600);
    await postSigned(emulator, emulator.description.primary.answer);
    await undo();
    const added = (await emulator.coldStartsMs('primary', 'answer')).slice(before);
    expect(added).toHaveLength(1);
    expect(added[0]).toBeGreaterThanOrEqual(599);
  });
});

describe('the edge of the emulator', () => {
  it('loses CloudFront as a whole, no region with it, and gets it back', async () => {
    const { primary, secondary, static: tier } = emulator.description;
    const undo = await emulator.breakEdge('refuses');
    for (const url of [primary.distribution, secondary.distribution, tier['fallback'] ?? '']) {
      expect(await connects(url)).toBe(false);
    }
    expect(await seen(emulator, secondary.fallback)).toBe('200');
    await expect(emulator.breakEdge('refuses')).rejects.toThrow('is broken already');
    await undo();
    expect(await connects(secondary.distribution)).toBe(true);
  });
});
