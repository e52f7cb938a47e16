/**
 * Controls the caller's leg through REST. `hangup`: the call ends on purpose; no `disconnected` event follows, so no recovery
 * starts. `transfer`: the caller leaves the bot, and goes on with another NCCO.
 * `connected` must hold the answer webhook's `region_url` and the caller's leg `uuid` (put them into the endpoint's `headers`).
 * To the real Vonage API the request also carries the application's JWT.
 */
export async function controlCaller(
  connected: Readonly<Record<string, unknown>>,
  command:
    | { readonly action: 'hangup' }
    | {
        readonly action: 'transfer';
        readonly destination: { readonly type: 'ncco'; readonly ncco: readonly object[] };
      },
): Promise<void> {
  const { region_url: regionUrl, uuid } = connected;
  if (typeof regionUrl !== 'string' || typeof uuid !== 'string') {
    throw new Error(
      `The bot cannot send ${command.action}: expected region_url and uuid in the headers of the WebSocket endpoint in the NCCO.`,
    );
  }
  const response = await fetch(`${regionUrl}/v1/calls/${uuid}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(command),
  });
  await response.arrayBuffer();
  if (!response.ok)
    throw new Error(
      `The bot could not ${command.action}: expected HTTP 204, found ${String(response.status)}.`,
    );
}
