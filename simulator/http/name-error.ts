import type { Outcome } from '../../contracts/history.ts';

type ErrorName = Extract<Outcome, { kind: 'error' }>['error'];

/** Node's words when the peer says goodbye (FIN) before a response is whole. */
const CLOSED = new Set(['socket hang up', 'aborted']);

const isTls = (code: string, message: string): boolean =>
  /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HOSTNAME_MISMATCH)/.test(code) ||
  message.includes('TLS connection');

/** Node's error → the platform's view of it. `connected`: TCP stood when it happened. */
export function nameError(error: NodeJS.ErrnoException, connected: boolean): ErrorName {
  const code = error.code ?? '';
  if (isTls(code, error.message)) return 'tls-fault';
  if (code.startsWith('HPE_')) return 'malformed-http';
  if (code === 'ERR_UNESCAPED_CHARACTERS' || code === 'ENOTFOUND') return 'invalid-url';
  if (CLOSED.has(error.message)) return 'connection-closed';
  if (code === 'ETIMEDOUT') return connected ? 'socket-timeout' : 'connect-timeout';
  return connected ? 'connection-reset' : 'connection-refused';
}
