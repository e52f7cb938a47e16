import type { FunctionModel } from '../deployment.ts';

/** Where the functions of one region find the services they call. */
export interface ServiceEndpoints {
  readonly secretsManager: string;
  /** Resolves the buckets of both regions by name, as DNS would. */
  readonly s3: string;
  readonly ssm: string;
  readonly lambda: string;
  /** PEM file of the authority that hosts outside AWS have their certificates of; undefined where there are none. */
  readonly authorityFile?: string | undefined;
}

/** Credentials that only the emulator's own stand-ins accept. */
export const FAKE_CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'ASIAEMULATORONLOOPBACK0',
  AWS_SECRET_ACCESS_KEY: 'a-key-that-opens-nothing-outside-the-drill',
  AWS_SESSION_TOKEN: 'a-session-token-that-opens-nothing-outside-the-drill',
} as const;

/** Everything an environment sees: the template's variables and Lambda's own; of ours, PATH alone. */
export function functionVariables(
  model: FunctionModel,
  region: string,
  endpoints: ServiceEndpoints,
): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    AWS_EXECUTION_ENV: `AWS_Lambda_${model.runtime}`,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: model.name,
    AWS_LAMBDA_FUNCTION_VERSION: model.provisionedConcurrency > 0 ? '1' : '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(model.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${model.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'emulator',
    _HANDLER: model.handler,
    LAMBDA_TASK_ROOT: model.codeDirectory,
    ...FAKE_CREDENTIALS,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_SSM: endpoints.ssm,
    AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
    ...(endpoints.authorityFile !== undefined && { NODE_EXTRA_CA_CERTS: endpoints.authorityFile }),
    ...model.environment,
  };
}
