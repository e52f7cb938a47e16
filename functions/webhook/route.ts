import type { APIGatewayProxyResult } from 'aws-lambda';
import type { FlowContext } from '../call-flow-types.ts';
import type { Fields } from '../../contracts/call.ts';
import type { Count, Ports } from '../ports.ts';
import type { FunctionSettings } from '../../contracts/settings.ts';
import type { Deadline } from '../deadline.ts';

/** How one route answers. */
export interface Route<P extends Ports = Ports> {
  readonly name: string;
  readonly deadline: keyof FunctionSettings['deadlinesMs'];
  /** 401; in `/fallback` 403, which the front turns into the static NCCO. */
  readonly refusalStatus: 401 | 403;
  /**
   * For a request without any signature. A rare internal error of the platform leaves one out; 503 has it sent again, signed
   * (webhooks guide: answer 5xx; only 503 and its like are tried again for Voice). In `/fallback` 403 again.
   */
  readonly unsignedStatus: 503 | 403;
  /** 502 sends the platform on at once; 503 asks it to try again. */
  readonly secretsUnavailableStatus: 502 | 503;
  /** Decides what to answer to a verified request. */
  readonly answer: (webhook: Webhook<P>) => APIGatewayProxyResult | Promise<APIGatewayProxyResult>;
  /** What a verified request gets when it cannot be parsed (MalformedBodyError) or `answer` throws. Without it: 400, 502. */
  readonly rescue?: (error: unknown, settings: FunctionSettings, count: AddCount) => APIGatewayProxyResult;
}

/** Adds to the metrics of this invocation's log line. */
export type AddCount = (count: Count) => void;

/** A verified request, as a route's `answer` sees it. */
export interface Webhook<P extends Ports = Ports> {
  /** The route's name. */
  readonly route: string;
  readonly fields: Fields;
  /** Not covered by the signature of a POST. */
  readonly query: Readonly<Record<string, string>>;
  /** By our clock, ms since 1970. */
  readonly receivedAtMs: number;
  readonly context: FlowContext;
  readonly deadline: Deadline;
  readonly ports: P;
  /** Adds to this invocation's log line; numbers must be masked. */
  readonly note: (details: Readonly<Record<string, unknown>>) => void;
  readonly count: AddCount;
  /** A check of our own and no call: nothing of it is counted, and nothing may be journaled. */
  readonly isSynthetic: boolean;
}
