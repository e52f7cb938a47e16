import { CommandError } from '../../kit/command-error.ts';
import { LOOPBACK_CREDENTIALS } from '../../kit/loopback-credentials.ts';

/** Options of an AWS service client. */
export interface ClientOptions {
  readonly region: string;
  readonly maxAttempts: number;
  readonly requestHandler: Readonly<Record<string, number | boolean>>;
  readonly endpoint?: string;
  readonly credentials?: typeof LOOPBACK_CREDENTIALS;
}

/** Client options for the region's Lambda service, on AWS or in an emulator. @throws CommandError */
export function lambdaOptions({ Region: region, LambdaUrl: url }: LambdaOutputs): ClientOptions {
  const options = {
    region,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  };
  if (url === `https://lambda.${region}.amazonaws.com`) return options;
  if (/^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(url))
    return { ...options, endpoint: url, credentials: LOOPBACK_CREDENTIALS };
  throw new CommandError(
    `Expected LambdaUrl in the outputs to be https://lambda.${region}.amazonaws.com, or http://127.0.0.1:<port> of a running local system; found "${url}". Deploy again with --outputs-file.`,
  );
}

interface LambdaOutputs {
  readonly Region: string;
  readonly LambdaUrl: string;
}
