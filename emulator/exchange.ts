/** The APIs of the two regions, their distributions, and the static tier's. */
export type ObservedListener =
  'primary' | 'secondary' | 'primary distribution' | 'secondary distribution' | 'static';

/** One request to a listener and what was answered, as an access log has it. */
export interface Exchange {
  readonly listener: ObservedListener;
  /** When the request had arrived; on the wire `monotonicMs()`, afterwards `performance.now()` of the main process. */
  readonly atMs: number;
  readonly durationMs: number;
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  /** undefined: the connection ended before a whole answer. */
  readonly status: number | undefined;
  /** Of the answer, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The answer's text; cut at 64 KiB. */
  readonly body: string;
}
