import type { APIGatewayProxyEvent } from 'aws-lambda';
import { percentDecoded } from '../contracts/state-url.ts';

/** A webhook request as it arrived, unparsed and unverified. */
export interface RawRequest {
  readonly method: string;
  /** Every value of a header, whatever the case of its name. */
  header(name: string): readonly string[];
  /** The bytes that were sent. */
  readonly body: Buffer;
  /** Decoded by API Gateway, in no guaranteed order; the last value of a repeated name. */
  readonly query: Readonly<Record<string, string>>;
  /** Of the path, decoded: a REST API passes them on as they were sent. None: empty. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Reads a REST API proxy event (payload v1). */
export function readRawRequest(event: APIGatewayProxyEvent): RawRequest {
  const headers = collectHeaders(event);
  return {
    method: event.httpMethod,
    header: (name) => headers.get(name.toLowerCase()) ?? [],
    body: Buffer.from(event.body ?? '', encodingOf(event)),
    query: readQuery(event),
    pathParameters: readPathParameters(event),
  };
}

const encodingOf = ({ isBase64Encoded }: APIGatewayProxyEvent): 'base64' | 'utf8' =>
  isBase64Encoded ? 'base64' : 'utf8';

type MultiValue = Readonly<Record<string, readonly string[] | undefined>>;
type SingleValue = Readonly<Record<string, string | undefined>>;

/**
 * Reads the form of the headers that holds every value. Names that differ only in case are one header, so that another
 * spelling cannot hide a value.
 */
function collectHeaders(event: APIGatewayProxyEvent): ReadonlyMap<string, readonly string[]> {
  const sent = (event.multiValueHeaders as MultiValue | null) ?? {};
  const collected = new Map<string, readonly string[]>();
  for (const [name, values = []] of Object.entries(sent)) {
    const key = inOneCase(name);
    collected.set(key, together(collected.get(key) ?? [], values));
  }
  return collected;
}

const inOneCase = (name: string): string => name.toLowerCase();

const together = (before: readonly string[], more: readonly string[]): readonly string[] => [
  ...before,
  ...more,
];

function readQuery(event: APIGatewayProxyEvent): Readonly<Record<string, string>> {
  const single = (event.queryStringParameters as SingleValue | null) ?? {};
  const multi = (event.multiValueQueryStringParameters as MultiValue | null) ?? {};
  const last = Object.entries(multi).map(([name, values]) => [name, values?.at(-1)] as const);
  const pairs = [...Object.entries(single), ...last].filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function readPathParameters(event: APIGatewayProxyEvent): Readonly<Record<string, string>> {
  const sent = (event.pathParameters as SingleValue | null) ?? {};
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, percentDecoded(value)]],
    ),
  ) as Record<string, string>;
}
