import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { breakableListener } from '../../../emulator/network/breakable-listener.ts';
import type { BreakableListener } from '../../../emulator/network/breakable-listener.ts';
import { freePorts } from '../../../emulator/network/free-ports.ts';
import { SecretStore } from '../../../emulator/secrets/secret-store.ts';
import { secretsRequestListener } from '../../../emulator/secrets/secrets-request-listener.ts';
import type { StoredSecret } from '../../../emulator/secrets/stored-secret.ts';
import { formatSignatureSecret, parseSignatureSecret } from '../../../contracts/signature-secret.ts';
import type { SecretsByName } from '../../../contracts/signature-secret.ts';
import { twoRegions } from '../link/two-regions.ts';

/** Answers in the store's place; false: the store answers. */
type Intercept = (operation: string, request: IncomingMessage, response: ServerResponse) => boolean;

export interface StoreOnLoopback {
  readonly secret: StoredSecret;
  readonly listener: BreakableListener;
  /** Operations that were asked for, in order. */
  readonly asked: string[];
  intercept: Intercept;
  /** What the functions would read. */
  holds(): SecretsByName;
  set(secrets: Partial<SecretsByName>): void;
}

export interface TwoStores {
  readonly outputs: string;
  readonly primary: StoreOnLoopback;
  readonly secondary: StoreOnLoopback;
  close(): Promise<void>;
}

export const NOTHING: SecretsByName = { current: null, next: null, previous: null };

/** Two regions' Secrets Managers, with a new stack's placeholder in each. */
export async function startTwoStores(): Promise<TwoStores> {
  const folder = await mkdtemp(join(tmpdir(), 'two-secret-stores-'));
  const outputs = join(folder, 'outputs.json');
  const ports = await freePorts(2);
  const { 'stack-one': one, 'stack-two': two } = twoRegions;
  const primary = await startStore(one.Region, one.SignatureSecretArn, ports[0] ?? 0);
  const secondary = await startStore(two.Region, two.SignatureSecretArn, ports[1] ?? 0);
  await writeFile(
    outputs,
    JSON.stringify({
      ...twoRegions,
      'stack-one': { ...one, SecretsManagerUrl: `http://127.0.0.1:${ports[0]}` },
      'stack-two': { ...two, SecretsManagerUrl: `http://127.0.0.1:${ports[1]}` },
    }),
  );
  return {
    outputs,
    primary,
    secondary,
    close: async () => {
      await Promise.all([primary.listener.close(), secondary.listener.close()]);
      await rm(folder, { recursive: true });
    },
  };
}

async function startStore(region: string, arn: string, port: number): Promise<StoreOnLoopback> {
  const where = { stack: region, logicalId: 'SignatureSecret', type: 'AWS::SecretsManager::Secret' };
  const store = new SecretStore([{ where, arn, name: 'signature', value: formatSignatureSecret(NOTHING) }]);
  const serve = secretsRequestListener({ store, region });
  const asked: string[] = [];
  const listener = await breakableListener(port, (request, response) => {
    const operation = String(request.headers['x-amz-target']).replace('secretsmanager.', '');
    asked.push(operation);
    if (!started.intercept(operation, request, response)) serve(request, response);
  });
  const secret = store.find(arn);
  const started: StoreOnLoopback = {
    secret,
    listener,
    asked,
    intercept: () => false,
    holds: () => ({
      ...NOTHING,
      ...Object.fromEntries(
        parseSignatureSecret(secret.current.value).map(({ name, value }) => [name, value]),
      ),
    }),
    set: (secrets) => void store.replace(arn, formatSignatureSecret({ ...NOTHING, ...secrets })),
  };
  return started;
}
