import { extname } from 'node:path';

/** As the AWS CLI guesses it, for the kinds of files this project could ship. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.txt': 'text/plain',
  '.wav': 'audio/x-wav',
  '.xml': 'text/xml',
};

/** What S3 keeps where neither the deployment nor the file's name says. */
const UNKNOWN = 'binary/octet-stream';

export function contentTypeOf(fileName: string): string {
  return BY_EXTENSION[extname(fileName).toLowerCase()] ?? UNKNOWN;
}
