import type { APIGatewayProxyEvent } from 'aws-lambda';

/** A webhook as it arrived: nothing parsed, nothing trusted. */
export interface RawRequest {
  readonly method: string;
  /** Every value of a header, whatever the case of its name. */
  header(name: string): readonly string[];
  /** The bytes that were sent. */
  readonly body: Buffer;
  /** Percent-decoded by API Gateway, which promises no order; of a repeated name the last value. */
  readonly query: Readonly<Record<string, string>>;
}

/** Reads a REST API proxy event (payload v1). */
export function readRawRequest(event: APIGatewayProxyEvent): RawRequest {
  const headers = collectHeaders(event);
  return {
    method: event.httpMethod,
    header: (name) => headers.get(name.toLowerCase()) ?? [],
    body: Buffer.from(event.body ?? '', encodingOf(event)),
    query: readQuery(event),
  };
}

const encodingOf = ({ isBase64Encoded }: APIGatewayProxyEvent): 'base64' | 'utf8' =>
  isBase64Encoded ? 'base64' : 'utf8';

type MultiValue = Readonly<Record<string, readonly string[] | undefined>>;
type SingleValue = Readonly<Record<string, string | undefined>>;

/**
 * From the form that knows every value. Names that differ in case only are one header: no value hides behind another
 * spelling.
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
