/** What an endpoint does with a request. */
export type Reply =
  | {
      readonly does: 'answers';
      readonly status: number;
      /** Default: none. */
      readonly body?: string;
      /** Default: application/json. */
      readonly contentType?: string;
      readonly location?: string;
      /** Default: at once. */
      readonly afterMs?: number;
    }
  /** Sends the body piece by piece, whole by then. */
  | { readonly does: 'drips'; readonly forMs: number; readonly body: string }
  | { readonly does: 'hangs' | 'resets' | 'closes' | 'sends-garbage' };

/** How a request was signed, as far as the account's signature secret was given to check it. */
export interface Signature {
  readonly isThere: boolean;
  /** Undefined: not checked. */
  readonly isValid: boolean | undefined;
  /** What `payload_hash` is the hash of. */
  readonly hashOf: 'body' | 'query' | 'something else' | 'not there';
}

/** One request to an endpoint. */
export interface Seen {
  readonly atMs: number;
  /** Its connection, numbered as they were opened. */
  readonly connection: number;
  readonly method: string;
  /** Without the run's own prefix. */
  readonly path: string;
  /** Without "?", as it arrived. */
  readonly query: string;
  /** The fields of the body, or of the query where there is no body. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly contentType: string | undefined;
  /** A proxy or a tunnel has named itself in a header. */
  readonly isForwarded: boolean;
  readonly signature: Signature;
  /** Tells tokens apart, and is none. */
  readonly tokenId: string | undefined;
  readonly reply: Reply['does'];
  readonly status: number | undefined;
  /** When the endpoint had answered, or the other side had given up; undefined: neither. */
  readonly endedMs: number | undefined;
  /** `them`: the other side closed the connection before it had the whole answer. */
  readonly endedBy: 'us' | 'them' | undefined;
}

/** `original_request.path` of a request to the fallback, without the run's prefix; undefined: it names none. */
export function originalOf({ fields }: Pick<Seen, 'fields'>): { url: string; type: string } | undefined {
  const { original_request: found } = fields;
  const nested = typeof found === 'string' ? parsed(found) : found;
  const url = isRecord(nested)
    ? nested['url']
    : (fields['original_request[url]'] ?? fields['original_request.url']);
  const type = isRecord(nested)
    ? nested['type']
    : (fields['original_request[type]'] ?? fields['original_request.type']);
  return typeof url === 'string' ? { url, type: String(type) } : undefined;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
