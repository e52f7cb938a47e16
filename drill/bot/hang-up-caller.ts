/**
 * Ends a call on purpose: no `disconnected` event follows, so no recovery starts. `connected`
 * must hold the answer webhook's `region_url` and the caller's leg `uuid` (put them into the endpoint's `headers`).
 * To the real Vonage API the request also carries the application's JWT.
 */
export async function hangUpCaller(connected: Readonly<Record<string, unknown>>): Promise<void> {
  const { region_url: regionUrl, uuid } = connected;
  if (typeof regionUrl !== 'string' || typeof uuid !== 'string') {
    throw new Error(
      'The bot cannot hang up: expected region_url and uuid in the headers of the WebSocket endpoint in the NCCO.',
    );
  }
  const response = await fetch(`${regionUrl}/v1/calls/${uuid}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'hangup' }),
  });
  await response.arrayBuffer();
  if (!response.ok)
    throw new Error(`The bot could not hang up: expected HTTP 204, found ${String(response.status)}.`);
}
