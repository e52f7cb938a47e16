/**
 * A genuine or forged callback and its expected judgement: an entry of vectors.json. Times and signatures cannot be stored,
 * so everything is relative to the current time, the deployment and its secrets.
 */
export interface CallbackVector {
  /** How it differs from an ordinary callback; unique. */
  readonly name: string;
  /** `accepted`, `body-malformed` (the source is verified, the body cannot be read), or the code of the rejection. */
  readonly expect: string;
  /** If accepted: which secret matches, and how the body is verified. */
  readonly secret?: string;
  readonly payload?: string;

  /** POST if left out. */
  readonly method?: string;
  /** The body; an ordinary callback if left out. A GET has none. */
  readonly body?: string;
  /** The input of `payload_hash`, if it differs from the body. */
  readonly signedBody?: string;
  /** The query of the URL; TOKEN stands for the token. */
  readonly query?: string;
  /** In process, the event has the body as base64. */
  readonly base64?: true;
  /** TOKEN stands for the token. `Authorization: Bearer TOKEN` if left out. */
  readonly headers?: readonly (readonly [name: string, value: string])[];

  readonly header?: JsonRecipe;
  readonly claims?: JsonRecipe;
  readonly encode?: { readonly header?: Encoding; readonly claims?: Encoding; readonly signature?: Encoding };
  readonly sign?: {
    readonly secret?: SecretLabel;
    readonly algorithm?: 'HS256' | 'HS512' | 'RS256' | 'none';
    /** HEADER and CLAIMS stand for the encoded parts; both, with a dot, if left out. */
    readonly over?: string;
  };
  /** HEADER, CLAIMS and SIGNATURE stand for the encoded parts; all three, with dots, if left out. */
  readonly token?: string;

  /**
   * What the region's secret holds; `current`, `next` and `previous`, each in its place, if left out. `unavailable`: the
   * secret store cannot be reached.
   */
  readonly secrets?: StoredSecrets | 'unavailable';
  /** What the store holds at a second read; the same if left out. */
  readonly fresh?: StoredSecrets | 'must-not-be-asked-for';
  /** `source.mode` of the deployment; "signature" if left out. */
  readonly mode?: 'ip' | 'both';
  /** Why it cannot be sent over HTTP. Vectors with `secrets` or a `mode` cannot either, since a deployment has one of each. */
  readonly inProcessOnly?: string;
}

export type StoredSecrets = Readonly<Partial<Record<'current' | 'next' | 'previous', SecretLabel>>>;

/** Changes to a JSON object of a genuine callback. */
export interface JsonRecipe {
  readonly without?: readonly string[];
  /** Members to set; each `Computed` in them is replaced by its value. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** The whole JSON text; MEMBERS stands for the object's members, without braces. */
  readonly text?: string;
}

/** A value that depends on the current time or on the deployment. */
export type Computed =
  | { readonly secondsFromNow: number; readonly as?: 'text' | 'milliseconds' }
  /** BODY stands for the signed body. */
  | { readonly sha256: string; readonly as?: 'upper-case' | 'first-half' | 'with-zz' | 'base64' }
  | { readonly repeat: string; readonly times: number }
  | { readonly the: 'apiKey' | 'applicationId' | SecretLabel; readonly as?: 'upper-case' };

/** A wrong encoding of a part, instead of base64url. */
export type Encoding = 'padded' | 'loose-bits' | 'base64';

export type SecretLabel =
  | 'current'
  | 'next'
  | 'previous'
  /** A secret that no region holds. */
  | 'unknown'
  /** What a new stack's secret holds. */
  | 'placeholder'
  | 'empty'
  | 'current-hashed'
  | 'rsa-public-key';

/** The deployment that a vector is made for, and the current time. */
export interface VectorContext {
  readonly nowMs: number;
  readonly apiKey: string;
  readonly applicationId: string;
  /** The secret that Vonage signs with. */
  readonly currentSecret: string;
}
