/** Text of an application that carries every known field and some unknown ones; not linked yet. */
export const ID = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';

export const RICH_JSON = `{
  "name": "Front desk \\u00e9",
  "keys": { "public_key": "-----BEGIN PUBLIC KEY-----\\nMIIB\\n-----END PUBLIC KEY-----\\n" },
  "capabilities": {
    "voice": {
      "webhooks": {
        "answer_url": { "address": "https://old.example.com/answer", "http_method": "GET", "connect_timeout": 1000, "socket_timeout": 5000 },
        "event_url": { "address": "https://old.example.com/event", "http_method": "POST", "connect_timeout": 1000, "socket_timeout": 10000 }
      },
      "signed_callbacks": false,
      "conversations_ttl": 12,
      "leg_persistence_time": 10,
      "region": "eu-west",
      "payment_enabled": false
    },
    "messages": {
      "webhooks": {
        "inbound_url": { "address": "https://old.example.com/inbound", "http_method": "POST" },
        "status_url": { "address": "https://old.example.com/status", "http_method": "POST" }
      },
      "version": "v1",
      "authenticate_inbound_media": true
    },
    "rtc": { "webhooks": { "event_url": { "address": "https://old.example.com/rtc", "http_method": "POST" } }, "signed_callbacks": true },
    "verify": { "webhooks": { "status_url": { "address": "https://old.example.com/verify", "http_method": "POST" } }, "version": "v2" },
    "vbc": {}
  },
  "privacy": { "improve_ai": false },
  "limits": { "monthly": 0.10, "calls": 12345678901234567890, "ratio": 1.0, "none": null, "list": [1, [2.50, "x"]] },
  "__proto__": { "odd": "but a key" }
}`;
