import { environmentAgain } from '../../contracts/settings/environment-name.ts';
import { VONAGE_ADDRESS } from '../../emulator/network/source-addresses.ts';
import type { VonageEnvironment } from './start-vonage.ts';
import type { RegionUrls, EmulatorDescription } from '../../emulator/emulator.ts';

/** What is where, for people. */
export function printEmulator(
  { application, primary, secondary, static: tier, voice }: EmulatorDescription,
  environment: VonageEnvironment,
  {
    outputsFile,
    stateFolder,
    hasBot,
    outside,
  }: {
    readonly outputsFile: string | undefined;
    readonly stateFolder: string | undefined;
    readonly hasBot: boolean;
    /** What the call flow finds outside this machine. */
    readonly outside: string;
  },
): string {
  const rows = (entries: Readonly<Record<string, string>>) =>
    Object.entries(entries).map(([name, value]) => `  ${name.padEnd(22)} ${value}`);
  const urls = ({ distribution, ...others }: Omit<RegionUrls, 'region'>) =>
    rows({ ...others, CloudFront: distribution });
  const { region: primaryRegion, ...primaryUrls } = primary;
  const { region: secondaryRegion, ...secondaryUrls } = secondary;
  const { answer_url: answer, event_url: event, fallback_answer_url: fallback } = voice.webhooks;
  const webhook = ({ address, http_method, connect_timeout, socket_timeout }: typeof answer) =>
    `${http_method} ${address}  (connect ${connect_timeout} ms, socket ${socket_timeout} ms)`;
  const state = stateFolder === undefined ? '' : ` --state '${stateFolder}'`;
  return [
    `Primary, ${primaryRegion}`,
    ...urls(primaryUrls),
    '',
    `Secondary, ${secondaryRegion}`,
    ...urls(secondaryUrls),
    '',
    'Static',
    ...rows(tier),
    '',
    'Vonage application',
    ...rows({
      id: application.id,
      'API key': application.apiKey,
      'signature secret': application.signatureSecret,
    }),
    '',
    'What npm run link -- apply would write into it (until then it has URLs of its own)',
    ...rows({
      answer_url: webhook(answer),
      event_url: webhook(event),
      fallback_answer_url: webhook(fallback),
    }),
    '',
    ...(hasBot
      ? []
      : ['No bot: websocketUri of the settings is null. The call flow says what callers hear.', '']),
    outside,
    '',
    'Try it, in another terminal: sign a webhook as Vonage does and send it; break a part, and restore it.',
    `  npm run send -- answer --from 447700900123${state}`,
    `  npm run send -- websocket-disconnected${state}`,
    `  npm run send -- event --status completed${state}`,
    `  npm run send -- fallback${state}`,
    `  npm run break -- primary${state}`,
    `  npm run break -- primary --restore${state}`,
    `Connections appear to come from ${VONAGE_ADDRESS}, an address of Vonage; --address A=B sets another one.`,
    '',
    'And npm run link, with a simulated Applications API that holds this application:',
    ...Object.entries(environment).map(([name, value]) => `  export ${name}='${value}'`),
    `  ${['npm run link -- plan', ...environmentAgain()].join(' ')} --outputs ${outputsFile ?? 'FILE'}${outputsFile === undefined ? '   # the FILE that npm run local -- --outputs FILE writes' : ''}`,
    '',
    'Ctrl-C stops it. Requests:',
  ].join('\n');
}
