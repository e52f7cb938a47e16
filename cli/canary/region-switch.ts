import { SSMClient } from '@aws-sdk/client-ssm';
import { CANARY_OFF, parseCanarySwitch } from '../../contracts/canary-switch.ts';
import type { CanarySwitch } from '../../contracts/canary-switch.ts';
import type { RegionalOutputs } from '../../contracts/outputs.ts';
import { CommandError } from '../kit/command-error.ts';
import { lookUntil } from '../kit/look-until.ts';
import { LOOPBACK_CREDENTIALS } from '../kit/loopback-credentials.ts';
import type { Timeout } from '../kit/read-back-flag.ts';
import { readParameter, writeParameter } from '../stacks/aws/parameters.ts';

const EVERY_MS = 300;

/** One region's canary switch. Each call rejects if the region is unavailable. */
export interface RegionSwitch extends Pick<RegionalOutputs, 'CandidateVersion'> {
  readonly region: string;
  readonly role: RegionalOutputs['Role'];
  /** Of a local system; undefined: AWS, or what AWS_ENDPOINT_URL names. */
  readonly endpoint: string | undefined;
  /** Undefined: there is a value, and the functions cannot read it either. */
  read(): Promise<CanarySwitch | undefined>;
  /** Writes and reads back. @returns whether it shows in time */
  write(value: CanarySwitch): Promise<boolean>;
}

/** @throws CommandError for outputs that name another place than AWS or a local system */
export function regionSwitch(
  { Region: region, Role: role, SsmUrl: url, CandidateVersion }: RegionalOutputs,
  name: string,
  readBackTimeout: Timeout,
): RegionSwitch {
  const endpoint = url === `https://ssm.${region}.amazonaws.com` ? undefined : url;
  if (endpoint !== undefined && !/^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(endpoint))
    throw new CommandError(
      `Expected SsmUrl in the outputs to be https://ssm.${region}.amazonaws.com, or http://127.0.0.1:<port> of a running local system; found "${url}". Deploy again with --outputs-file.`,
    );
  const client = new SSMClient({
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint, credentials: LOOPBACK_CREDENTIALS }),
  });
  const text = (): Promise<string | undefined> => readParameter(client, name);
  return {
    region,
    role,
    endpoint,
    ...(CandidateVersion === undefined ? {} : { CandidateVersion }),
    read: async () => {
      const found = await text();
      try {
        return found === undefined ? CANARY_OFF : parseCanarySwitch(found);
      } catch {
        return undefined;
      }
    },
    write: async (value) => {
      const written = JSON.stringify(value);
      await writeParameter(client, name, written);
      // A read that fails says nothing of the write.
      const seen = await lookUntil(
        () => text().catch(() => undefined),
        (found) => found === written,
        { timeoutMs: readBackTimeout.ms, everyMs: EVERY_MS },
      );
      return seen === written;
    },
  };
}
