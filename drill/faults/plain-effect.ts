import type { Met } from '../../simulator/rules/try-webhook.ts';
import type { RegionRole } from '../../emulator/emulator.ts';

/** What a fault does to a plain set-up: one region, no fallback URL, an NCCO with a talk and a connect to the bot. */
export interface PlainEffect {
  /** How its answer URL responds. */
  readonly answer?: Met;
  /** How its event URL responds. */
  readonly event?: Met;
  readonly bot?: 'drops' | 'is-silent' | 'refuses' | 'never-answers';
}

/** Its answer to a call; the fate of the connect after the talk is in `bot`. */
export const PLAIN_NCCO: Met = { status: 200, afterMs: 0, body: '[{"action":"talk","text":"Hello."}]' };

/** The one region of a plain set-up is the primary; faults elsewhere do not affect it. */
export const inThePlainRegion = (role: RegionRole, plain: PlainEffect): { readonly plain?: PlainEffect } =>
  role === 'primary' ? { plain } : {};

/** Both its webhooks are in the region. */
export const everyRequest = (met: Met): PlainEffect => ({ answer: met, event: met });

/** API Gateway's answer for a Lambda function that crashes or throws (REST API, proxy integration). */
export const FUNCTION_FAILS: Met = { status: 502, afterMs: 0 };

/**
 * The same for a function that does not return: Lambda ends it after 3 s where no other timeout is set
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html). API Gateway alone would wait for 29 s.
 */
export const FUNCTION_TIMES_OUT: Met = { status: 502, afterMs: 3000 };

/** A plain set-up rejects a signature that does not match its secret, too. */
export const SIGNATURE_REFUSED: Met = { status: 401, afterMs: 0 };
