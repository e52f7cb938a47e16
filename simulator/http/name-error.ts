import type { Outcome } from '../../contracts/history.ts';

type ErrorName = Extract<Outcome, { kind: 'error' }>['error'];

/** Node's messages when the peer closes the connection (FIN) before the response is complete. */
const CLOSED = new Set(['socket hang up', 'aborted']);

const isTls = (code: string, message: string): boolean =>
  /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/.test(code) ||
  message.includes('TLS connection');

/** Node's error → Vonage's name for it. `connected`: the TCP connection was established. */
export function nameError(error: NodeJS.ErrnoException, connected: boolean): ErrorName {
  const code = error.code ?? '';
  if (isTls(code, error.message)) return 'tls-fault';
  if (code.startsWith('HPE_')) return 'malformed-http';
  if (code === 'ERR_UNESCAPED_CHARACTERS' || code === 'ENOTFOUND') return 'invalid-url';
  if (CLOSED.has(error.message)) return 'connection-closed';
  if (code === 'ETIMEDOUT') return connected ? 'socket-timeout' : 'connect-timeout';
  return connected ? 'connection-reset' : 'connection-refused';
}
