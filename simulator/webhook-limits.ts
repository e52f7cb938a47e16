/** Keys of a webhook of `capabilities.voice`, ms (Application API OpenAPI 2.4.1; SUP 17498678806044). */
export const LIMITS_MS = {
  answer_url: { connect_timeout: [300, 1000], socket_timeout: [1000, 5000] },
  fallback_answer_url: { connect_timeout: [300, 1000], socket_timeout: [1000, 5000] },
  event_url: { connect_timeout: [300, 1000], socket_timeout: [1000, 10_000] },
} as const;

export const KNOWN_KEYS = ['address', 'http_method', 'connect_timeout', 'socket_timeout'] as const;
