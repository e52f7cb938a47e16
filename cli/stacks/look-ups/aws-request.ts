/** A request to an AWS service, before it is signed and sent. */
export interface AwsRequest {
  /** As it signs: `logs`, `apigateway`. */
  readonly service: string;
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export const get = (service: string, path: string): AwsRequest => ({
  service,
  method: 'GET',
  path,
  headers: { accept: 'application/json' },
  body: undefined,
});

/** A service of the JSON protocol; `target` is `Prefix.Operation`. */
export const json = (service: string, target: string, body: object): AwsRequest => ({
  service,
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
  body: JSON.stringify(body),
});

/** A service of the query protocol. */
export const query = (
  service: string,
  version: string,
  action: string,
  parameters: Readonly<Record<string, string>>,
): AwsRequest => ({
  service,
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  body: new URLSearchParams({ Action: action, Version: version, ...parameters }).toString(),
});

/** Part of a path. */
export const segment = (text: string): string => encodeURIComponent(text);
