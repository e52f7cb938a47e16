import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../fixtures/own/settings.ts';
import { runOutputs } from '../../../tools/outputs/run-outputs.ts';
import { stackOutputs } from '../../../tools/outputs/stack-outputs.ts';
import type { StackOutputs } from '../../../tools/outputs/stack-outputs.ts';
import { twoRegionsWithDomain } from '../../link/two-regions.ts';
import { capture } from '../support/capture.ts';

const { name, regions } = settings;
const STACKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [`${regions.primary} ${name}-${regions.primary}`]: twoRegionsWithDomain['stack-one'],
  [`${regions.secondary} ${name}-${regions.secondary}`]: twoRegionsWithDomain['stack-two'],
  [`${regions.static} ${name}-static-${regions.static}`]: { ...twoRegionsWithDomain['stack-static'] },
};
const deployed: StackOutputs = (region, stack) => {
  const found = STACKS[`${region} ${stack}`];
  return found === undefined
    ? Promise.reject(new Error(`Stack with id ${stack} does not exist`))
    : Promise.resolve(found);
};

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-failover-outputs-'));
  file = join(folder, 'outputs.json');
});
afterEach(() => rm(folder, { recursive: true }));

const run = (read: StackOutputs, ...args: string[]) => capture(() => runOutputs(args, read));

describe('npm run outputs', () => {
  it('writes what link reads: the three stacks, each read in its own region', async () => {
    const { result, err } = await run(deployed, '--outputs', file);
    expect(result).toBe(0);
    expect(err).toContain(`to ${file}.`);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      [`${name}-${regions.primary}`]: twoRegionsWithDomain['stack-one'],
      [`${name}-${regions.secondary}`]: twoRegionsWithDomain['stack-two'],
      [`${name}-static-${regions.static}`]: twoRegionsWithDomain['stack-static'],
    });
  });

  it('leaves the file as it was where a region is away, and says which', async () => {
    await writeFile(file, 'of the last deployment');
    const away: StackOutputs = (region, stack) =>
      region === regions.secondary
        ? Promise.reject(Object.assign(new Error(''), { name: 'TimeoutError' }))
        : deployed(region, stack);
    await expect(run(away, '--outputs', file)).rejects.toMatchObject({
      name: 'CommandError',
      message: expect.stringMatching(
        `^Expected the stack ${name}-${regions.secondary} in ${regions.secondary}, found TimeoutError`,
      ),
    });
    expect(await readFile(file, 'utf8')).toBe('of the last deployment');
  });

  it('refuses a stack without its outputs, as an older version would have left it', async () => {
    const older: StackOutputs = async (region, stack) => {
      const entries = Object.entries(await deployed(region, stack));
      return Object.fromEntries(entries.filter(([key]) => key !== 'ApiUrl'));
    };
    await expect(run(older, '--outputs', file)).rejects.toThrow('ApiUrl of');
  });

  it.each([[['--file', 'x']], [['x']]])('refuses %j', async (args) => {
    await expect(run(deployed, ...args)).rejects.toMatchObject({ name: 'CommandError' });
  });
});

describe('stackOutputs', () => {
  const variables = ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  const before = variables.map((variable) => process.env[variable]);
  let server: Server;
  const asked: string[] = [];

  beforeEach(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (text) => (body += String(text)));
      request.on('end', () => {
        asked.push(`${String(request.headers.authorization?.split('/')[2])} ${body}`);
        response.setHeader('content-type', 'text/xml');
        response.end(
          `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>one</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs><member><OutputKey>Role</OutputKey><OutputValue>primary</OutputValue></member></Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIDLOOPBACK';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'none';
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
    variables.forEach((variable, index) => {
      if (before[index] === undefined) Reflect.deleteProperty(process.env, variable);
      else process.env[variable] = before[index];
    });
  });

  it('asks CloudFormation of the region for the stack by its name', async () => {
    expect(await stackOutputs('eu-west-1', 'one')).toEqual({ Role: 'primary' });
    expect(asked).toEqual([expect.stringMatching(/^eu-west-1 .*Action=DescribeStacks.*StackName=one/)]);
  });
});
