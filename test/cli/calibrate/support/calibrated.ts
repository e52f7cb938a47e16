import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { calibrate, runCalibrate } from '../../../../cli/calibrate/command.ts';
import type { ProfileFile } from '../../../../cli/profile/profile-file.ts';
import { startPlatform } from '../../../../simulator/voice-api/start-platform.ts';
import type { PlatformOptions, StartedPlatform } from '../../../../simulator/voice-api/start-platform.ts';
import type { Profile } from '../../../../simulator/profile.ts';
import { testIo } from '../../link/support/test-io.ts';

export const ID = '12345678-1234-1234-1234-123456789abc';
export const NUMBER = '447700900111';
const API_KEY = 'abcd1234';
const API_SECRET = 'S3cret/not+shown=';
const SIGNATURE_SECRET = 'a-signature-secret-of-thirty-two-bytes';

/** As somebody's application is, with what a calibration must not lose. */
export const APPLICATION = {
  name: 'Test application',
  capabilities: {
    voice: {
      webhooks: {
        answer_url: {
          address: 'https://example.com/answer',
          http_method: 'GET',
          connect_timeout: 700,
          socket_timeout: 4000,
        },
        event_url: {
          address: 'https://example.com/event',
          http_method: 'POST',
          connect_timeout: 1000,
          socket_timeout: 9000,
        },
      },
      signed_callbacks: false,
      conversations_ttl: 12,
      leg_persistence_time: 3,
      region: 'eu-east',
    },
    messages: { webhooks: { inbound_url: { address: 'https://example.com/in', http_method: 'POST' } } },
  },
  privacy: { improve_ai: false },
};

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export interface Account {
  readonly platform: StartedPlatform;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** All flags of a run. */
  readonly args: readonly string[];
  readonly out: string;
  readonly stop: () => Promise<void>;
}

/** An account with one application and one number, at a simulated platform. */
export async function openAccount(
  profile: Profile,
  more: Partial<Pick<PlatformOptions, 'seed' | 'events' | 'numbers'>> = {},
): Promise<Account> {
  const folder = await mkdtemp(join(tmpdir(), 'voice-failover-calibrate-'));
  const keyFile = join(folder, 'private.key');
  const out = join(folder, 'profile.measured.json');
  await writeFile(keyFile, privateKey, { mode: 0o600 });
  const platform = await startPlatform({
    profile,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    signatureSecret: SIGNATURE_SECRET,
    application: { id: ID, value: { ...APPLICATION, keys: { public_key: publicKey } } },
    numbers: [NUMBER],
    seed: 1,
    ...more,
  });
  return {
    platform,
    folder,
    out,
    env: {
      VONAGE_API_HOST: platform.api.url,
      VONAGE_API_KEY: API_KEY,
      VONAGE_API_SECRET: API_SECRET,
      VONAGE_SIGNATURE_SECRET: SIGNATURE_SECRET,
    },
    args: [
      '--run',
      '--yes',
      '--application',
      ID,
      '--number',
      NUMBER,
      '--private-key',
      keyFile,
      '--listen',
      '127.0.0.1:0',
      '--out',
      out,
      '--kept',
      join(folder, 'kept'),
    ],
    async stop() {
      await platform.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A stand-in pauses for a second at most, and has no network: what comes later than this does not come. */
const QUIET_MS = 100;

export interface Calibrated {
  readonly file: ProfileFile;
  readonly text: string;
  readonly stdout: string;
  readonly stderr: string;
  /** The application, before and after. */
  readonly before: unknown;
  readonly after: unknown;
  readonly requests: readonly string[];
}

/** A whole run against a simulated platform. */
export async function calibrated(
  profile: Profile,
  { flags = [], ...more }: Parameters<typeof openAccount>[1] & { readonly flags?: readonly string[] } = {},
): Promise<Calibrated> {
  const account = await openAccount(profile, more);
  const { io, take } = testIo({
    env: account.env,
    nowMs: Date.now,
    pause: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
  });
  try {
    const before = account.platform.api.application(ID);
    const code = await runCalibrate(calibrate.read([...account.args, ...flags]).values, io, QUIET_MS);
    const printed = take();
    if (code !== 0) throw new Error(printed.stderr);
    const text = await readFile(account.out, 'utf8');
    return {
      file: JSON.parse(text) as ProfileFile,
      text,
      ...printed,
      before,
      after: account.platform.api.application(ID),
      requests: account.platform.api.requests(),
    };
  } finally {
    await account.stop();
  }
}
