import { CommandError } from '../kit/command-error.ts';

/** Where a journal is. */
export interface JournalLocation {
  readonly bucket: string;
  /** Only for an emulator on loopback, where the bucket is named by the path. */
  readonly endpoint?: string;
}

/** Reads the output `JournalUrl`. @throws CommandError */
export function journalLocation(url: string): JournalLocation {
  const { protocol, hostname, origin, pathname } = URL.canParse(url) ? new URL(url) : new URL('none:');
  const [, deployed] = /^([a-z0-9.-]+)\.s3\.[a-z0-9-]+\.amazonaws\.com$/.exec(hostname) ?? [];
  if (protocol === 'https:' && deployed !== undefined && pathname === '/') return { bucket: deployed };
  const [, local] = /^\/([a-z0-9.-]+)$/.exec(pathname) ?? [];
  if (hostname === '127.0.0.1' && local !== undefined) return { bucket: local, endpoint: origin };
  throw new CommandError(
    `Expected JournalUrl in the outputs to be https://<bucket>.s3.<region>.amazonaws.com, or http://127.0.0.1:<port>/<bucket> of a running local system; found "${url}". Deploy again with --outputs-file.`,
  );
}
