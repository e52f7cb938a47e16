import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../infra/build-app.ts';
import { stackNames } from '../../contracts/settings/physical-names.ts';
import { FUNCTION_NAMES } from '../../contracts/routes.ts';
import type { FunctionName } from '../../contracts/routes.ts';
import { settings as shipped } from '../fixtures/own/settings.ts';
import { callOf, ofType, synthesized, theOnly } from './synthesized.ts';
import type { Synthesized, Template } from './synthesized.ts';

const LAMBDA = 'AWS::Lambda::Function';
const NO_STEPS = { callFlow: { version: 1, steps: {} }, candidate: undefined };
const CAPACITY = { memoryMb: 512, provisionedConcurrency: 3, reservedConcurrency: 20 };

let plain: Synthesized;
let set: Synthesized;
beforeAll(async () => {
  plain = await synthesized();
  set = await synthesized({
    functions: CAPACITY,
    journal: { expireAfterDays: 90, eventBridge: true },
    logs: { showNumbers: false, retentionDays: 7 },
  });
});
afterAll(async () => {
  await plain.remove();
  await set.remove();
});

/** Route → what its methods and their permissions invoke. */
const invoked = (template: Template): Readonly<Record<string, readonly string[]>> => {
  const byRoute: Record<string, Set<string>> = {};
  for (const [, method] of ofType(template, 'AWS::ApiGateway::Method')) {
    const [, route = ''] = /\/([a-z-]+)/.exec(callOf(template, method)) ?? [];
    const { Uri } = method.Properties.Integration;
    (byRoute[route] ??= new Set()).add(targetOf(template, Uri['Fn::Join'][1][1]));
  }
  for (const [, { Properties }] of ofType(template, 'AWS::Lambda::Permission')) {
    const route = /\/(?:GET|POST)\/([a-z-]+)/.exec(JSON.stringify(Properties.SourceArn))?.[1] ?? '';
    byRoute[route]?.add(targetOf(template, Properties.FunctionName));
  }
  return Object.fromEntries(Object.entries(byRoute).map(([route, targets]) => [route, [...targets]]));
};

/** `Function of Answer`, `Alias of Answer`. */
const targetOf = (template: Template, reference: Readonly<Record<string, unknown>>): string => {
  const [id] = [reference['Ref'] ?? reference['Fn::GetAtt']].flat() as string[];
  const type = template.Resources[id ?? '']?.Type.replace('AWS::Lambda::', '');
  return `${type} of ${id?.replace(/(?:Function|Alias).*/, '')}`;
};

const isCheck = ([id]: readonly [string, unknown]): boolean => id.startsWith('Check');
const routesOf = (template: Template) => ofType(template, LAMBDA).filter((each) => !isCheck(each));

describe.each(['primary', 'secondary'] as const)('the %s stack', (role) => {
  it('invokes the functions themselves where nothing is provisioned, and has no version', () => {
    expect(invoked(plain[role])).toEqual({
      answer: ['Function of Answer'],
      event: ['Function of Event'],
      'websocket-disconnected': ['Function of WebsocketDisconnected'],
      fallback: ['Function of Fallback'],
      health: ['Function of Health'],
    });
    expect(ofType(plain[role], 'AWS::Lambda::Alias')).toEqual([]);
    expect(ofType(plain[role], 'AWS::Lambda::Version')).toEqual([]);
  });

  it('invokes the alias where environments are provisioned: what a caller waits for, and no other', () => {
    expect(invoked(set[role])).toMatchObject({
      answer: ['Alias of Answer'],
      event: ['Function of Event'],
      'websocket-disconnected': ['Function of WebsocketDisconnected'],
      fallback: ['Alias of Fallback'],
      health: ['Function of Health'],
    });
    for (const [, { Properties }] of ofType(set[role], 'AWS::Lambda::Alias')) {
      expect(Properties.ProvisionedConcurrencyConfig).toEqual({ ProvisionedConcurrentExecutions: 3 });
    }
  });

  it('gives each route its memory, and reserves environments for each only where that is set', () => {
    for (const [, { Properties }] of routesOf(set[role]))
      expect(Properties).toMatchObject({ MemorySize: 512, ReservedConcurrentExecutions: 20 });
    for (const [, { Properties }] of routesOf(plain[role])) {
      expect(Properties.MemorySize).toBe(1024);
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    }
  });

  it('reserves nothing for the synthetic check, which runs once a minute', () => {
    const [check] = ofType(set[role], LAMBDA).filter(isCheck);
    expect(check?.[1].Properties.MemorySize).toBe(512);
    expect(check?.[1].Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it('deletes an event for good some days after it expired, and what S3 leaves of it', () => {
    const [, bucket] = theOnly(set[role], 'AWS::S3::Bucket');
    expect(bucket.Properties.LifecycleConfiguration.Rules).toEqual([
      {
        Id: 'events-expire',
        Status: 'Enabled',
        ExpirationInDays: 90,
        NoncurrentVersionExpiration: { NoncurrentDays: 7 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
      { Id: 'markers-of-deleted-events-go', Status: 'Enabled', ExpiredObjectDeleteMarker: true },
    ]);
  });

  it('hands new events to EventBridge where that is set, by the bucket alone: no function sets it, no role may', () => {
    const notified = ({ Resources }: Template) =>
      Object.values(Resources).flatMap(({ Properties }) => Properties.NotificationConfiguration ?? []);
    expect(notified(set[role])).toEqual([{ EventBridgeConfiguration: { EventBridgeEnabled: true } }]);
    expect(notified(plain[role])).toEqual([]);
    expect(Object.values(set[role].Resources).filter(({ Type }) => Type.startsWith('Custom::'))).toEqual([]);
    expect(ofType(set[role], LAMBDA).map(([id]) => id)).toEqual(
      ofType(plain[role], LAMBDA).map(([id]) => id),
    );
  });
});

it.each(['primary', 'secondary', 'static'] as const)(
  'the %s stack keeps each log as long as is set',
  (role) => {
    const logs = ofType(set[role], 'AWS::Logs::LogGroup');
    expect(logs.length).toBeGreaterThan(0);
    for (const [, { Properties }] of logs) expect(Properties.RetentionInDays).toBe(7);
  },
);

describe('a version', () => {
  let parent: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'versions-'));
  });
  afterEach(() => rm(parent, { recursive: true }));

  /** Logical ids of the primary's versions, with this code in each function. */
  const versionsOf = async (name: string, code: string, memoryMb = 512): Promise<readonly string[]> => {
    const folder = join(parent, name);
    const bundles = {} as Record<FunctionName, string>;
    for (const each of FUNCTION_NAMES) {
      bundles[each] = join(folder, 'bundles', each);
      await mkdir(bundles[each], { recursive: true });
      await writeFile(join(bundles[each], 'index.cjs'), code);
    }
    const settings = { ...shipped, functions: { ...CAPACITY, memoryMb } };
    const outDir = join(folder, 'out');
    buildApp({ settings, bundles, flows: NO_STEPS, outDir, validate: false }).synth();
    const file = join(outDir, `${stackNames(settings).primary}.template.json`);
    return ofType(JSON.parse(await readFile(file, 'utf8')) as Template, 'AWS::Lambda::Version').map(
      ([id]) => id,
    );
  };

  it('is a new one for new code and for another configuration, and the same for the same', async () => {
    const first = await versionsOf('first', 'exports.handler = async () => 1;');
    expect(first).toHaveLength(2);
    expect(await versionsOf('same', 'exports.handler = async () => 1;')).toEqual(first);
    for (const id of await versionsOf('code', 'exports.handler = async () => 2;'))
      expect(first).not.toContain(id);
    for (const id of await versionsOf('memory', 'exports.handler = async () => 1;', 256))
      expect(first).not.toContain(id);
  });
});
