/**
 * One way to send a callback, and how it must be judged: an entry of vectors.json. Everything is relative to now, to the
 * deployment and to its secrets, since neither times nor signatures can be written down.
 */
export interface CallbackVector {
  /** What is special about it; unique. */
  readonly name: string;
  /** `accepted`, `body-malformed` (the source is verified, what it says cannot be read), or the code of the refusal. */
  readonly expect: string;
  /** Where it is accepted: which secret matches, and how the body is vouched for. */
  readonly secret?: string;
  readonly payload?: string;

  /** POST where left out. */
  readonly method?: string;
  /** What is sent; an ordinary callback where left out. A GET has none. */
  readonly body?: string;
  /** What `payload_hash` is of, where it is not what is sent. */
  readonly signedBody?: string;
  /** Of the URL; TOKEN stands for the token. */
  readonly query?: string;
  /** In process, the gateway hands the body over as base64. */
  readonly base64?: true;
  /** TOKEN stands for the token. `Authorization: Bearer TOKEN` where left out. */
  readonly headers?: readonly (readonly [name: string, value: string])[];

  readonly header?: JsonRecipe;
  readonly claims?: JsonRecipe;
  readonly encode?: { readonly header?: Encoding; readonly claims?: Encoding; readonly signature?: Encoding };
  readonly sign?: {
    readonly secret?: SecretLabel;
    readonly algorithm?: 'HS256' | 'HS512' | 'RS256' | 'none';
    /** HEADER and CLAIMS stand for the encoded parts; both, with a dot, where left out. */
    readonly over?: string;
  };
  /** HEADER, CLAIMS and SIGNATURE stand for the encoded parts; all three, with dots, where left out. */
  readonly token?: string;

  /**
   * What the region's secret holds; `current`, `next` and `previous`, each in its place, where left out. `away`: nobody
   * knows, the store cannot be asked.
   */
  readonly secrets?: StoredSecrets | 'away';
  /** What the store holds once it is asked again; the same where left out. */
  readonly fresh?: StoredSecrets | 'must-not-be-asked-for';
  /** How a source is known there; by its signature where left out. */
  readonly mode?: 'ip' | 'both';
  /** Why it cannot be sent over HTTP. Nor can one with `secrets` or a `mode`: a deployment has one of each. */
  readonly inProcessOnly?: string;
}

export type StoredSecrets = Readonly<Partial<Record<'current' | 'next' | 'previous', SecretLabel>>>;

/** A JSON object as the platform makes it, changed. */
export interface JsonRecipe {
  readonly without?: readonly string[];
  /** Members, in which a `Computed` anywhere is worked out. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** The whole JSON text; MEMBERS stands for the object's members, without braces. */
  readonly text?: string;
}

/** A value that depends on the moment or on the deployment. */
export type Computed =
  | { readonly secondsFromNow: number; readonly as?: 'text' | 'milliseconds' }
  /** BODY stands for the signed body. */
  | { readonly sha256: string; readonly as?: 'upper-case' | 'first-half' | 'with-zz' | 'base64' }
  | { readonly repeat: string; readonly times: number }
  | { readonly the: 'apiKey' | 'applicationId' | SecretLabel; readonly as?: 'upper-case' };

/** How a part is written, where it is not base64url as it should be. */
export type Encoding = 'padded' | 'loose-bits' | 'base64';

export type SecretLabel =
  | 'current'
  | 'next'
  | 'previous'
  /** Of somebody whom nobody knows. */
  | 'stranger'
  /** What a new stack's secret holds. */
  | 'placeholder'
  | 'empty'
  | 'current-hashed'
  | 'rsa-public-key';

/** Whom vectors are sent to, and when. */
export interface VectorContext {
  readonly nowMs: number;
  readonly apiKey: string;
  readonly applicationId: string;
  /** The platform's signature secret. */
  readonly currentSecret: string;
}
