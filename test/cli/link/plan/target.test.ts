import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../../fixtures/own/settings.ts';
import { readTarget as readTargetOf } from '../../../../cli/link/plan/target.ts';
import type { TargetFlags } from '../../../../cli/link/plan/target.ts';
import { twoRegions, twoRegionsWithDomain } from '../two-regions.ts';

let folder: string;
let outputs: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-failover-target-'));
  outputs = join(folder, 'outputs.json');
  await writeFile(outputs, JSON.stringify(twoRegions));
});
afterAll(() => rm(folder, { recursive: true }));

const readTarget = (flags: Pick<TargetFlags, 'outputs'> & Partial<TargetFlags>, command: string) =>
  readTargetOf(
    { application: undefined, primary: undefined, fallback: 'distribution', timeouts: undefined, ...flags },
    command,
  );

describe('readTarget', () => {
  it('takes the first application of the settings, the deployed primary, its fallback by the distribution', async () => {
    const { voice, outputs: _read, ...target } = await readTarget({ outputs }, 'plan');
    expect(_read).toEqual(twoRegions);
    expect(target).toEqual({
      applicationId: settings.vonage.applicationIds[0],
      websocketDisconnectedUrl: 'https://one.example.com/prod/websocket-disconnected',
      flows: [{ where: 'functions/call-flow.ts', numbers: [], forward: undefined }],
      domain: undefined,
      primaryRegion: 'eu-central-1',
      fallbackRegion: 'eu-west-1',
      fallback: 'distribution',
      timeoutsName: 'shipped',
    });
    expect(voice.webhooks.fallback_answer_url.address).toBe('https://two-front.example.com/fallback');
  });

  it('takes what the flags name, an id in capitals too', async () => {
    const target = await readTarget(
      {
        outputs,
        application: 'BBBBBBBB-BBBB-4CCC-8DDD-0123456789AB',
        primary: 'eu-west-1',
        fallback: 'direct',
      },
      'plan',
    );
    expect(target).toMatchObject({
      applicationId: 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab',
      primaryRegion: 'eu-west-1',
      fallbackRegion: 'eu-central-1',
      fallback: 'direct',
    });
  });

  it('takes the domain where there is one, and goes around it to a region that is named', async () => {
    const file = join(folder, 'domain.json');
    await writeFile(file, JSON.stringify(twoRegionsWithDomain));
    expect(await readTarget({ outputs: file }, 'plan')).toMatchObject({
      domain: 'voice.example.com',
      websocketDisconnectedUrl: 'https://voice.example.com/websocket-disconnected',
      primaryRegion: 'eu-central-1',
    });
    expect(await readTarget({ outputs: file, primary: 'eu-west-1' }, 'plan')).toMatchObject({
      domain: undefined,
      websocketDisconnectedUrl: 'https://two.example.com/prod/websocket-disconnected',
      primaryRegion: 'eu-west-1',
    });
  });

  it.each([
    [{ application: 'my-app' }, 'Expected a UUID, the id of a Vonage application, found "my-app"'],
    [{ primary: 'us-west-2' }, 'Expected eu-central-1 or eu-west-1 as the primary region, found us-west-2'],
    [{ outputs: '/nowhere/outputs.json' }, 'in /nowhere/outputs.json, found no file that can be read'],
    [{ timeouts: '/nowhere/timeouts.json' }, '/nowhere/timeouts.json'],
  ])('refuses %j', async (flags, message) => {
    const refused = readTarget({ outputs, ...flags }, 'plan');
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ name: 'CommandError' });
  });

  it.each([
    ['{', 'Expected JSON'],
    ['null', 'Expected stacks, each with its outputs; found other JSON'],
    ['{"a":null}', 'Expected stacks, each with its outputs; found other JSON'],
    [JSON.stringify({ 'stack-one': twoRegions['stack-one'] }), 'Expected one stack with Role "secondary"'],
    [
      JSON.stringify({ ...twoRegions, 'stack-two': { ...twoRegions['stack-two'], EventUrl: '' } }),
      'EventUrl of stack-two is missing from the outputs',
    ],
  ])('refuses outputs that are not whole: %.30s', async (text, message) => {
    const file = join(folder, 'partial.json');
    await writeFile(file, text);
    const refused = readTarget({ outputs: file }, 'plan');
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ name: 'CommandError' });
  });
});
