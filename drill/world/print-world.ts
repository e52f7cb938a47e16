import { callbackToken } from './callback-token.ts';
import type { VonageEnvironment } from './start-vonage.ts';
import type { WorldDescription } from './world.ts';

/** What is where, for people. */
export function printWorld(
  { application, primary, secondary, static: tier, voice }: WorldDescription,
  environment: VonageEnvironment,
  outputsFile: string | undefined,
): string {
  const rows = (entries: Readonly<Record<string, string>>) =>
    Object.entries(entries).map(([name, value]) => `  ${name.padEnd(22)} ${value}`);
  const { region: primaryRegion, ...primaryUrls } = primary;
  const { region: secondaryRegion, ...secondaryUrls } = secondary;
  const { answer_url: answer, event_url: event, fallback_answer_url: fallback } = voice.webhooks;
  const webhook = ({ address, http_method, connect_timeout, socket_timeout }: typeof answer) =>
    `${http_method} ${address}  (connect ${connect_timeout} ms, socket ${socket_timeout} ms)`;
  return [
    `Primary, ${primaryRegion}`,
    ...rows(primaryUrls),
    '',
    `Secondary, ${secondaryRegion}`,
    ...rows(secondaryUrls),
    '',
    'Static',
    ...rows(tier),
    '',
    'Vonage application',
    ...rows({
      id: application.id,
      'API key': application.apiKey,
      'signature secret': application.signatureSecret,
      answer_url: webhook(answer),
      event_url: webhook(event),
      fallback_answer_url: webhook(fallback),
    }),
    '',
    'Try it: a signed answer request (the token is good for a few minutes), and what hears whoever signs nothing.',
    ...curlAnswer(primary.answer, { ...application, secret: application.signatureSecret }),
    `  curl -s '${secondary.front}'`,
    '',
    'And npm run link, against a stand-in of Vonage’s Applications API with that application in it:',
    ...Object.entries(environment).map(([name, value]) => `  export ${name}='${value}'`),
    `  npm run link -- plan --outputs ${outputsFile ?? 'FILE'}${outputsFile === undefined ? '   # the FILE that npm run world -- --outputs FILE writes' : ''}`,
    '',
    'Ctrl-C stops it.',
  ].join('\n');
}

function curlAnswer(
  url: string,
  { id, apiKey, secret }: { readonly id: string; readonly apiKey: string; readonly secret: string },
): string[] {
  const body = JSON.stringify({
    from: '447700900002',
    to: '447700900000',
    uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
    conversation_uuid: 'CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
  });
  const token = callbackToken({ apiKey, applicationId: id, secret, body });
  return [
    `  curl -s '${url}' -H 'Content-Type: application/json' \\`,
    `    -H 'Authorization: Bearer ${token}' \\`,
    `    -d '${body}'`,
  ];
}
