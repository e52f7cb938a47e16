import { parseSettings } from '../../contracts/function-settings.ts';
import type { FunctionSettings } from '../../contracts/function-settings.ts';
import type { AwsCredentials } from './sign-aws-request.ts';

/** A function's configuration, read from its environment variables. */
export interface Environment {
  readonly settings: FunctionSettings;
  readonly secretsManager: SecretsManagerAccess;
  readonly s3: S3Access;
  readonly ssm: ServiceAccess;
  readonly lambda: ServiceAccess;
}

/** A service of this region. */
export interface ServiceAccess extends AwsCredentials {
  readonly region: string;
  readonly endpoint: string;
}

export interface SecretsManagerAccess extends ServiceAccess {
  /** ARN or name. */
  readonly secretId: string;
}

export interface S3Access extends AwsCredentials {
  /** Path-style endpoint for all buckets; undefined: each bucket has its own host in its own region. */
  readonly endpoint: string | undefined;
}

type Variables = Readonly<Record<string, string | undefined>>;
/** As in the names of the standard AWS variables. */
type Service = 'SECRETS_MANAGER' | 'S3' | 'SSM' | 'LAMBDA';

/**
 * Reads every variable once.
 * @throws Error that names the variable, what was expected, what was found and what to do
 */
export function readEnvironment(variables: Variables): Environment {
  const settings = parseSettings(required(variables, 'SETTINGS', BY_THE_STACK));
  const region = required(variables, 'AWS_REGION', BY_LAMBDA);
  const secretId = required(variables, 'SIGNATURE_SECRET_ID', BY_THE_STACK);
  const credentials: AwsCredentials = {
    accessKeyId: required(variables, 'AWS_ACCESS_KEY_ID', BY_LAMBDA),
    secretAccessKey: required(variables, 'AWS_SECRET_ACCESS_KEY', BY_LAMBDA),
    sessionToken: present(variables['AWS_SESSION_TOKEN']),
  };
  const access = (service: Service, host: string): ServiceAccess => ({
    ...credentials,
    region,
    endpoint: endpointOf(variables, service) ?? `https://${host}.${region}.amazonaws.com`,
  });
  return {
    settings,
    secretsManager: { ...access('SECRETS_MANAGER', 'secretsmanager'), secretId },
    s3: { ...credentials, endpoint: endpointOf(variables, 'S3') },
    ssm: access('SSM', 'ssm'),
    lambda: access('LAMBDA', 'lambda'),
  };
}

export const BY_THE_STACK = 'The stack writes this variable. To fix this: npm run deploy.';
const BY_LAMBDA = 'Lambda sets this variable. Outside Lambda, set it yourself.';

export function required(variables: Variables, name: string, wayOut: string): string {
  const value = present(variables[name]);
  if (value === undefined) throw new Error(`${name}: expected a value, found none. ${wayOut}`);
  return value;
}

/** Reads the standard AWS variables; the service's own takes precedence. */
function endpointOf(variables: Variables, service: Service): string | undefined {
  for (const name of [`AWS_ENDPOINT_URL_${service}`, 'AWS_ENDPOINT_URL']) {
    const value = present(variables[name]);
    if (value === undefined) continue;
    if (!URL.canParse(value)) throw new Error(`${name}: expected an absolute URL, found "${value}".`);
    return value;
  }
  return undefined;
}

const present = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

/**
 * When this environment's process started, ms since 1970; undefined with provisioned concurrency, where no request waits for
 * the start. Lambda's earlier work (fetching the code, starting a machine) cannot be measured from inside.
 */
export const environmentStart = (
  variables: Readonly<Record<string, string | undefined>>,
): number | undefined =>
  variables['AWS_LAMBDA_INITIALIZATION_TYPE'] === 'provisioned-concurrency'
    ? undefined
    : Math.round(performance.timeOrigin);
