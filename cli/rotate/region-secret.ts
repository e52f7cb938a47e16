import type { SecretsByName } from '../../contracts/signature-secret.ts';

/** What a region's secret holds. */
export interface HeldSecrets {
  readonly secrets: SecretsByName;
  /** A new one for each write. */
  readonly version: string;
  /** When that version came about, ms since 1970. */
  readonly writtenAtMs: number;
}

/** One region's secret. Each call rejects if the region is unavailable. */
export interface RegionSecret {
  readonly region: string;
  /** Of a local system; undefined: AWS, or what AWS_ENDPOINT_URL names. */
  readonly endpoint?: string | undefined;
  readonly role: 'primary' | 'secondary';
  /** @throws MalformedSecretError */
  read(): Promise<HeldSecrets>;
  /**
   * Writes and reads back, only if the secret has not changed since `from`.
   * @throws ChangedMeanwhileError if it has; that change is kept
   * @throws NotVisibleError if the write was acknowledged and does not show in time
   */
  replace(from: HeldSecrets, secrets: SecretsByName): Promise<HeldSecrets>;
}

/** Somebody else has written: theirs stands. */
export class ChangedMeanwhileError extends Error {}

/** Written, and the region still answers an older copy. */
export class NotVisibleError extends Error {}

/** The secret holds something that the functions cannot read either. */
export class MalformedSecretError extends Error {}
