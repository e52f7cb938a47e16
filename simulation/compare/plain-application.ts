import type { Handler } from '../world/environments.ts';

/** What the functions of a plain application say before they connect the bot. */
const GREETING = 'Hello, one moment please.';

/**
 * The functions of a plain application, as Vonage's first guides write them: a greeting, and a connect to the bot, after which nothing
 * follows; each event gets 200. Nothing is verified, and nothing is kept.
 * @param variables the function's environment, which names the bot
 */
export const plainHandler = (variables: Readonly<Record<string, string | undefined>>): Handler => {
  const body = JSON.stringify(plainNcco(botUri(variables)));
  return ((event: { readonly path: string }) =>
    Promise.resolve({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: event.path === '/answer' ? body : '',
    })) as Handler;
};

const botUri = ({ SETTINGS = '{}' }: Readonly<Record<string, string | undefined>>): string | undefined =>
  (JSON.parse(SETTINGS) as { readonly websocket?: { readonly uri?: string } | null }).websocket?.uri;

const plainNcco = (uri: string | undefined): readonly object[] => [
  { action: 'talk', text: GREETING },
  ...(uri === undefined
    ? []
    : [
        {
          action: 'connect',
          endpoint: [{ type: 'websocket', uri, 'content-type': 'audio/l16;rate=16000' }],
        },
      ]),
];
