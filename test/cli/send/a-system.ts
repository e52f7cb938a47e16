import type { LocalSystem } from '../../../cli/local/local-system.ts';

const region = (name: string, port: number, websocketUri: string | null) => {
  const base = `http://127.0.0.1:${port}/prod`;
  return {
    region: name,
    answer: `${base}/answer`,
    event: `${base}/event`,
    websocketDisconnected: `${base}/websocket-disconnected`,
    fallback: `${base}/fallback`,
    distribution: `http://127.0.0.1:${port + 1}/fallback`,
    websocketUri,
  };
};
const limits = { connect_timeout: 500, socket_timeout: 2000 };

/** A local system whose settings name no bot. */
export const aSystemWithoutBot = (): LocalSystem => ({
  ...aSystem(),
  regions: { primary: region('eu-central-1', 10_000, null), secondary: region('eu-west-1', 20_000, null) },
});

export const aSystem = (fallbackMethod: 'GET' | 'POST' = 'GET'): LocalSystem => ({
  pid: 1,
  startedAtMs: 1,
  control: { port: 1, token: 't' },
  application: { id: 'app-1', apiKey: 'key-1', signatureSecret: 's'.repeat(32) },
  regions: {
    primary: region('eu-central-1', 10_000, 'wss://one.example.com/socket'),
    secondary: region('eu-west-1', 20_000, 'wss://two.example.com/socket'),
  },
  voice: {
    webhooks: {
      answer_url: { address: 'http://127.0.0.1:10000/prod/answer', http_method: 'POST', ...limits },
      event_url: { address: 'http://127.0.0.1:10000/prod/event', http_method: 'POST', ...limits },
      fallback_answer_url: {
        address: 'http://127.0.0.1:20001/fallback',
        http_method: fallbackMethod,
        ...limits,
      },
    },
    signed_callbacks: true,
  },
  outside: { ports: {} },
  staticRegion: 'eu-north-1',
  callerNumber: '447700900000',
});
