import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import type { Profile } from '../../simulator/profile.ts';
import { startPlatform } from '../../simulator/voice-api/start-platform.ts';
import type { Io } from '../kit/io.ts';
import type { CalibrateOptions } from './options.ts';

/** Of a range that Ofcom keeps for drama: no subscriber has it. */
const NUMBER = '447700900000';

/** A stand-in of Vonage for one run: what a run is given, and where it asks. */
export interface Rehearsal {
  readonly given: Pick<
    CalibrateOptions,
    'application' | 'number' | 'privateKey' | 'kept' | 'listen' | 'credentials' | 'secretFile'
  >;
  readonly env: Io['env'];
  readonly stop: () => Promise<void>;
}

/**
 * Starts a simulated Vonage that follows a profile, with an account, an application and a number of its own. All traffic stays on
 * this machine, and no credentials of the environment are used.
 */
export async function startRehearsal(profile: Profile): Promise<Rehearsal> {
  const { folder, remove } = temporaryFolder('calibrate');
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const keyFile = join(folder, 'private.key');
  writeFileSync(keyFile, privateKey, { mode: 0o600 });
  const application = randomUUID();
  const [apiKey, apiSecret, signatureSecret] = [
    'rehearse',
    ...[16, 32].map((bytes) => randomBytes(bytes).toString('hex')),
  ] as [string, string, string];
  const webhook = (path: string, method: string) => ({
    address: `https://example.com/${path}`,
    http_method: method,
  });
  const platform = await startPlatform({
    profile,
    apiKey,
    apiSecret,
    signatureSecret,
    application: {
      id: application,
      value: {
        name: 'Rehearsal',
        keys: { public_key: publicKey },
        capabilities: {
          voice: { webhooks: { answer_url: webhook('answer', 'GET'), event_url: webhook('event', 'POST') } },
        },
      },
    },
    numbers: [NUMBER],
    seed: 1,
  });
  return {
    given: {
      application,
      number: NUMBER,
      privateKey: keyFile,
      kept: join(folder, 'kept'),
      listen: { host: '127.0.0.1', port: 0 },
      credentials: undefined,
      secretFile: undefined,
    },
    env: {
      VONAGE_API_HOST: platform.api.url,
      VONAGE_API_KEY: apiKey,
      VONAGE_API_SECRET: apiSecret,
      VONAGE_SIGNATURE_SECRET: signatureSecret,
    },
    async stop() {
      await platform.stop();
      remove();
    },
  };
}
