/** The status with which `/answer`, `/event` and `/websocket-disconnected` send a code (docs/decisions/005 and 012). */
export function expectedStatus(code: string): number {
  switch (code) {
    case 'accepted':
      return 200;
    case 'body-malformed':
      return 400;
    case 'secrets-unavailable':
      return 502;
    case 'authorization-missing':
      return 503;
    default:
      return 401;
  }
}
