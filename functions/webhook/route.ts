import type { APIGatewayProxyResult } from 'aws-lambda';
import type { FlowContext } from '../define-flow.ts';
import type { Fields } from '../../contracts/call.ts';
import type { Own } from '../own/declare-own.ts';
import type { Count, Ports } from '../ports.ts';
import type { FunctionSettings } from '../../contracts/function-settings.ts';
import type { Deadline } from '../deadline.ts';
import type { CalledNumber } from './called-number.ts';
import type { Details } from './log-codes.ts';
import type { RawRequest } from '../raw-request.ts';

/** How one route answers. */
export interface Route<P extends Ports = Ports> {
  readonly name: string;
  readonly deadline: keyof FunctionSettings['deadlinesMs'];
  /** 401; in `/fallback` 403, which CloudFront replaces with the static NCCO. */
  readonly refusalStatus: 401 | 403;
  /**
   * For a request without any signature. A rare internal error at Vonage leaves it out; 503 makes Vonage send the request
   * again, signed (webhooks guide: answer 5xx; only 503 and its like are tried again for Voice). In `/fallback` also 403.
   */
  readonly unsignedStatus: 503 | 403;
  /** 502 makes Vonage use the fallback at once; 503 asks Vonage to try again. */
  readonly secretsUnavailableStatus: 502 | 503;
  /** The call flow has steps, whose state is sealed with the secret: it is loaded also where no signature is required. */
  readonly sealsState?: boolean;
  /** Of the call flows whose steps or starts it runs: their secrets are read while the environment starts. */
  readonly own?: readonly Own[];
  /** What is different for a request with a state in its path, which a caller waits for. */
  readonly withState?: Pick<Route, 'deadline' | 'secretsUnavailableStatus'>;
  /** Answers a verified request. */
  readonly answer: (webhook: Webhook<P>) => APIGatewayProxyResult | Promise<APIGatewayProxyResult>;
  /** Answers a verified request that cannot be parsed (MalformedBodyError) or for which `answer` throws. Default: 400, 502. */
  readonly rescue?: (error: unknown, settings: FunctionSettings, count: AddCount) => APIGatewayProxyResult;
}

/** Increments a metric in this invocation's log line. */
export type AddCount = (count: Count) => void;

/** A verified request, as passed to a route's `answer`. */
export interface Webhook<P extends Ports = Ports> {
  /** The route's name. */
  readonly route: string;
  /** As it arrived. */
  readonly request: RawRequest;
  readonly fields: Fields;
  /** What is different for calls to this number; undefined: nothing is. */
  readonly called: CalledNumber | undefined;
  /** Not covered by the signature of a POST. */
  readonly query: Readonly<Record<string, string>>;
  /** The path parameter of `/event/{state}`; undefined for any other path. Not covered by the signature either. */
  readonly state: string | undefined;
  /** By our clock, ms since 1970. */
  readonly receivedAtMs: number;
  readonly context: FlowContext;
  readonly deadline: Deadline;
  readonly ports: P;
  /** Adds fields to this invocation's log line; phone numbers in them must be masked. */
  readonly note: (details: Details) => void;
  readonly count: AddCount;
  /** Our own check, not a call: it is not counted, and must not be journaled. */
  readonly isSynthetic: boolean;
}
