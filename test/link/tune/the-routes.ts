/** Each route, and the webhook whose timeouts it is called with. */
export const ROUTES = [
  ['answer', 'answer_url'],
  ['event', 'event_url'],
  ['websocket-disconnected', 'event_url'],
  ['fallback', 'fallback_answer_url'],
] as const;
