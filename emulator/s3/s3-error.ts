import type { ServerResponse } from 'node:http';

/** A refusal as S3 words it. */
export class S3Error extends Error {
  override readonly name = 'S3Error';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function sendS3Error(
  response: ServerResponse,
  error: S3Error,
  resource: string,
  isHead: boolean,
): void {
  const body = xml(
    'Error',
    `<Code>${error.code}</Code>${tag('Message', error.message)}${tag('Resource', resource)}`,
  );
  response.writeHead(error.status, { ...error.headers, 'content-type': 'application/xml' });
  response.end(isHead ? undefined : body);
}

export function xml(root: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${content}</${root}>`;
}

export function tag(name: string, text: string): string {
  const escaped = text.replace(/[<>&]/g, (character) => `&#${String(character.charCodeAt(0))};`);
  return `<${name}>${escaped}</${name}>`;
}
