import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../fixtures/own/settings.ts';
import { ageOf, outputs as command, runOutputs } from '../../../cli/outputs/command.ts';
import { stackRecordName } from '../../../cli/stacks/stack-record.ts';
import { testIo } from '../link/support/test-io.ts';
import { twoRegionsWithDomain } from '../link/two-regions.ts';
import { recordingCloud } from '../support/recording-cloud.ts';
import type { RecordingCloud } from '../support/recording-cloud.ts';

const { name, regions } = settings;
const OUTPUTS = {
  [`${name}-${regions.primary}`]: twoRegionsWithDomain['stack-one'],
  [`${name}-${regions.secondary}`]: twoRegionsWithDomain['stack-two'],
  [`${name}-static-${regions.static}`]: twoRegionsWithDomain['stack-static'],
};
const REGION_OF = {
  [`${name}-${regions.primary}`]: regions.primary,
  [`${name}-${regions.secondary}`]: regions.secondary,
  [`${name}-static-${regions.static}`]: regions.static,
};

let folder: string;
let file: string;
let cloud: RecordingCloud;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-failover-outputs-'));
  file = join(folder, 'outputs.json');
  cloud = recordingCloud();
  for (const [stack, outputs] of Object.entries(OUTPUTS))
    cloud.regions[REGION_OF[stack] ?? '']?.stacks.set(stack, {
      id: stack,
      status: 'CREATE_COMPLETE',
      reason: undefined,
      outputs: { ...outputs },
      resources: [],
    });
});
afterEach(() => rm(folder, { recursive: true }));

const run = async (...args: string[]) => {
  const { io, take } = testIo();
  const result = await runOutputs(command.read(args).values.outputs, { io, openCloud: () => cloud });
  return { result, ...take() };
};
const written = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));
const at = (region: string) => {
  const found = cloud.regions[region];
  if (found === undefined) throw new Error(`no region ${region}`);
  return found;
};
/** What a deployment leaves in a serving region. */
const record = (keptIn: string, writtenAt: string, more: Readonly<Record<string, string>> = {}): void => {
  for (const [stack, outputs] of Object.entries(OUTPUTS))
    at(keptIn).parameters.set(
      stackRecordName(name, stack),
      JSON.stringify({ writtenAt, outputs: { ...outputs, ...more } }),
    );
};

describe('npm run outputs', () => {
  it('writes what link reads: the three stacks, each read in its own region, and no record', async () => {
    record(regions.primary, '2025-12-30T12:00:00.000Z', { ApiUrl: 'https://old.example.com' });
    const { result, stderr } = await run('--outputs', file);
    expect(result).toBe(0);
    expect(stderr).toContain(`to ${file}.`);
    expect(stderr).not.toContain('record');
    expect(await written()).toEqual(OUTPUTS);
  });

  it.each([
    [regions.primary, regions.secondary],
    [regions.secondary, regions.primary],
  ])(
    'while %s is down, takes its outputs from the record in %s, and says how old it is',
    async (down, living) => {
      record(living, '2025-12-30T12:00:00.000Z');
      at(down).isAway = true;
      const { result, stderr } = await run('--outputs', file);
      expect(result).toBe(0);
      expect(await written()).toEqual(OUTPUTS);
      expect(stderr).toContain(
        `From a record: ${name}-${down}, written by npm run deploy on 2025-12-30T12:00:00.000Z (2 days old), kept in ${living}. ${down} itself: no answer from AWS in ${down} (connect ETIMEDOUT`,
      );
      expect(stderr).toContain(`npm run link -- apply --primary ${living} --outputs ${file}`);
    },
  );

  it('while the static tier is down, takes the newest record of both, and advises no swap', async () => {
    record(regions.primary, '2025-12-30T12:00:00.000Z', { StaticFallbackUrl: 'https://old.example.com' });
    record(regions.secondary, '2026-01-01T11:59:00.000Z');
    at(regions.static).isAway = true;
    const { stderr } = await run('--outputs', file);
    expect(await written()).toEqual(OUTPUTS);
    expect(stderr).toContain(`(1 minute old), kept in ${regions.secondary}.`);
    expect(stderr).not.toContain('--primary');
  });

  it('leaves the file as it was where a region is down and no record is found', async () => {
    await writeFile(file, 'of the last deployment');
    at(regions.secondary).isAway = true;
    await expect(run('--outputs', file)).rejects.toMatchObject({
      name: 'CommandError',
      message: expect.stringContaining(`and no record (${regions.primary} has none)`),
    });
    expect(await readFile(file, 'utf8')).toBe('of the last deployment');
  });

  it('does not take a record for one that cannot be read', async () => {
    at(regions.primary).parameters.set(
      stackRecordName(name, `${name}-${regions.secondary}`),
      '{"writtenAt":1}',
    );
    at(regions.secondary).isAway = true;
    await expect(run('--outputs', file)).rejects.toThrow(
      'expected {"writtenAt", "outputs"}, found other JSON',
    );
  });

  it('does not hide with a record that a stack is gone, or may not be read', async () => {
    record(regions.primary, '2025-12-30T12:00:00.000Z');
    at(regions.secondary).stacks.clear();
    await expect(run('--outputs', file)).rejects.toThrow(
      `Expected the stack ${name}-${regions.secondary} in ${regions.secondary}, found none.`,
    );
    cloud.stack = () => Promise.reject(Object.assign(new Error('no'), { name: 'AccessDenied' }));
    await expect(run('--outputs', file)).rejects.toThrow('these credentials lack a permission');
  });

  it('refuses a stack without its outputs, as an older version would have left it', async () => {
    const stack = at(regions.primary).stacks.get(`${name}-${regions.primary}`);
    Reflect.deleteProperty(stack?.outputs ?? {}, 'ApiUrl');
    await expect(run('--outputs', file)).rejects.toThrow('ApiUrl of');
  });

  it.each([[['--file', 'x']], [['x']]])('refuses %j', async (args) => {
    await expect(run(...args)).rejects.toMatchObject({ name: 'CommandError' });
  });
});

describe('a record', () => {
  it.each([
    [0, '0 minutes old'],
    [60_000, '1 minute old'],
    [59 * 60_000, '59 minutes old'],
    [3_600_000, '1 hour old'],
    [47 * 3_600_000, '47 hours old'],
    [48 * 3_600_000, '2 days old'],
  ])('of %d ms is %s', (ms, expected) => {
    expect(ageOf('2026-01-01T00:00:00.000Z', Date.parse('2026-01-01T00:00:00.000Z') + ms)).toBe(expected);
  });

  it('fits into a parameter (4 KB), by the longest names that a deployment may have', () => {
    const longest = (text: string): string =>
      text
        .replaceAll('https://one-front', `https://${'d'.repeat(14)}`)
        .replaceAll(
          'https://one.example.com',
          `https://${'a'.repeat(10)}.execute-api.ap-southeast-2.amazonaws.com`,
        );
    const outputs = Object.fromEntries(
      Object.entries(twoRegionsWithDomain['stack-one']).map(([key, value]) => [
        key,
        key === 'SyntheticCheckFunction' || key === 'FallbackFunctionName'
          ? 'f'.repeat(64 + 5)
          : longest(value),
      ]),
    );
    const text = JSON.stringify({
      writtenAt: new Date(0).toISOString(),
      outputs: {
        ...outputs,
        AnswerUrl: `https://${'n'.repeat(200)}.example.com/answer`,
        EventUrl: `https://${'n'.repeat(200)}.example.com/event`,
        WebsocketDisconnectedUrl: `https://${'n'.repeat(200)}.example.com/websocket-disconnected`,
      },
    });
    expect(text.length).toBeLessThan(4096);
  });
});
