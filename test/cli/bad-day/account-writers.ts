import type { IncomingMessage } from 'node:http';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startAws } from '../aws-stand-in/start-aws.ts';
import type { AwsStandIn } from '../aws-stand-in/start-aws.ts';
import { REGIONS, withOutputs, writeAssembly } from '../support/an-assembly.ts';
import { startLaggingProxy } from './lagging-proxy.ts';
import { startCommand } from './start-command.ts';
import type { OpenWriter, Writer } from './writer.ts';

const SECRET = 'the-signature-secret-of-the-account-0123456789';
const SERVING = [REGIONS.secondary, REGIONS.primary];
const ALL = [REGIONS.static, ...SERVING];
/** The CDK's own, which no command of this project touches. */
const BOOTSTRAP = '/cdk-bootstrap/hnb659fds/version';

const report = (target: string) => ({
  region: 'here',
  atMs: 0,
  targets: { [target]: { result: 'ok', needsAttention: false, detail: 'a valid NCCO', tookMs: 3 } },
});

const isUp = (aws: AwsStandIn, region: string): boolean => {
  const { stacks, secrets, parameters } = aws.region(region);
  const [secret] = [...secrets.values()].filter(({ isDeleted }) => !isDeleted);
  const isServing = SERVING.includes(region);
  return (
    stacks.size === 1 &&
    (!isServing || (secret?.versions.get(secret.current)?.includes(SECRET) === true && parameters.size === 5))
  );
};

/** Nothing but the bootstrap and the journals. */
const isGone = (aws: AwsStandIn, region: string): boolean => {
  const { stacks, secrets, parameters, buckets, logGroups } = aws.region(region);
  return (
    stacks.size === 0 &&
    logGroups.size === 0 &&
    [...secrets.values()].every(({ isDeleted }) => isDeleted) &&
    [...parameters.keys()].every((name) => name === BOOTSTRAP) &&
    (SERVING.includes(region) || buckets.size === 1)
  );
};

/** A parameter and a secret's value may lag; CloudFormation tells what is. */
function kindOf({ headers, method }: IncomingMessage, body: string) {
  const operation = String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';
  if (operation === 'GetParameter' || operation === 'GetSecretValue')
    return { lags: `${String(headers.authorization).split('/')[2] ?? ''} ${operation} ${body}` };
  const action = operation === '' ? (new URLSearchParams(body).get('Action') ?? '') : operation;
  const isRead = /^(?:Get|List|Describe)/.test(action) || (action === '' && method !== 'DELETE');
  return isRead ? 'read' : 'write';
}

async function open(command: 'deploy' | 'destroy'): Promise<OpenWriter> {
  const aws = await startAws({
    skips: [],
    unavailable: new Set(),
    invoke: (_name, payload) => report((JSON.parse(payload) as { targets: [string] }).targets[0]),
  });
  for (const region of ALL) {
    aws.region(region).parameters.set(BOOTSTRAP, '28');
    aws.region(region).buckets.set(`assets-${region}`, new Map());
  }
  const assembly = await writeAssembly(withOutputs);
  await writeFile(join(assembly.folder, 'secret'), SECRET);
  const outputs = join(assembly.folder, 'outputs.json');
  const env = (endpoint: string) => ({
    HOME: assembly.folder,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
  });
  const args = {
    deploy: ['deploy', '--assembly', '.', '--outputs', outputs, '--secret-file', 'secret'],
    destroy: ['destroy', '--yes', '--force', '--outputs', outputs],
  };
  if (command === 'destroy') {
    const run = startCommand(args.deploy, { env: env(aws.endpoint), folder: assembly.folder });
    if ((await run.ended) !== 2) throw new Error(run.said());
  }
  const proxy = await startLaggingProxy(aws.endpoint, kindOf);
  const [isDone, isBegun] = command === 'deploy' ? [isUp, isGone] : [isGone, isUp];
  return {
    args: args[command],
    env: env(proxy.url),
    folder: assembly.folder,
    doneCode: command === 'deploy' ? 2 : 0,
    lastWords: command === 'deploy' ? /Partly deployed:[^]*Next:/ : /What is left:/,
    state: () => {
      if (ALL.every((region) => isDone(aws, region))) return 'after';
      return ALL.every((region) => isBegun(aws, region)) ? 'before' : 'between';
    },
    between: ['between'],
    seen: proxy.seen,
    lag: proxy.lag,
    unprinted: () => readFile(`${outputs}.log`, 'utf8').catch(() => ''),
    close: async () => {
      await Promise.all([proxy.close(), aws.close()]);
      await assembly.remove();
    },
  };
}

export const ACCOUNT_WRITERS: readonly Writer[] = (['deploy', 'destroy'] as const).map((name) => ({
  name,
  open: () => open(name),
}));
