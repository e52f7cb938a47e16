import type { EmulatorDescription } from '../../emulator/emulator.ts';
import { ApplicationError } from '../../emulator/outside/start-application.ts';
import { startApplicationHost } from '../../emulator/outside/start-application-host.ts';
import { NOTHING_OUTSIDE } from '../../emulator/outside/outside-hosts.ts';
import type { OutsideNetwork } from '../../emulator/outside/outside-hosts.ts';
import type { OutsideHost } from '../../emulator/outside/start-outside-host.ts';
import { CommandError } from '../kit/command-error.ts';
import type { Flags } from '../kit/flags.ts';
import { forwardsOf } from '../kit/forwards.ts';

/** Of the commands that start a local system for people. */
export const OUTSIDE_FLAGS = {
  app: {
    type: 'text',
    value: 'COMMAND',
    notWith: ['allowNetwork'],
    help: 'where the call flow passes callbacks on (forwardTo): starts your application, e.g. "node app.mjs"; it listens on PORT, and has PUBLIC_URL, VONAGE_SIGNATURE_SECRET, VONAGE_API_KEY and VONAGE_APPLICATION_ID',
  },
  allowNetwork: {
    type: 'boolean',
    help: 'let the call flow reach the real network, for look-ups with real secrets; without it, it reaches nothing outside this machine',
  },
} as const satisfies Flags;

/** What call flows find outside AWS. */
export interface LocalOutside {
  readonly network: OutsideNetwork;
  /** The user's application, as far as it can be broken; undefined: none was asked for. */
  readonly application: Pick<OutsideHost, 'break'> | undefined;
  /** For people. */
  readonly inWords: string;
  /** Starts the application, with the values of the emulator. @throws CommandError where it does not listen */
  readonly start: (of: EmulatorDescription['application']) => Promise<void>;
  /** Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/**
 * Opens what call flows may reach: by default nothing.
 * @param flows that may run
 * @throws CommandError where none of them passes anything on to the application that is to be started
 */
export async function openOutside(
  flows: readonly object[],
  { app, allowNetwork }: { readonly app: string | undefined; readonly allowNetwork: boolean },
  on: Parameters<typeof startApplicationHost>[2] = {},
): Promise<LocalOutside> {
  const urls = flows
    .flatMap((flow) => forwardsOf(flow) ?? [])
    .flatMap(({ answerUrl, eventUrl }) => [answerUrl, eventUrl])
    // What else is given is refused at synth.
    .filter((url) => URL.canParse(url));
  const hosts = [...new Set(urls.map((url) => new URL(url).host))].join(' and ');
  const [first, ...others] = urls;
  if (app !== undefined) {
    if (first === undefined)
      throw new CommandError(
        '--app: expected a call flow that passes callbacks on (forward: forwardTo(…)), found one that does not. To fix this: leave --app out, or use such a call flow (npx vvf flow use guarded).',
      );
    const { host, start, stop } = await startApplicationHost([first, ...others], app, on);
    return {
      network: host.hosts,
      application: host,
      inWords: `The call flow passes callbacks on to ${hosts}. There stands ${app}. Nothing else outside this machine is reached.`,
      start: (of) =>
        start(of).catch((error: unknown) => {
          throw error instanceof ApplicationError ? new CommandError(`--app: ${error.message}`) : error;
        }),
      stop,
    };
  }
  return {
    network: allowNetwork ? 'real' : NOTHING_OUTSIDE,
    application: undefined,
    inWords: allowNetwork
      ? 'The call flow reaches the real network (--allow-network): what it looks up or passes on goes to real servers.'
      : first === undefined
        ? 'The call flow reaches nothing outside this machine; --allow-network lets it.'
        : `The call flow passes callbacks on to ${hosts}, which is not there, so its own steps answer. --app "COMMAND" starts your application there, --allow-network asks the real one.`,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

/** For people. @param output what it has written, where that was not shown */
export function applicationEnded(how: string, output = ''): string {
  const lines = output.trim().split('\n').slice(-MOST_LINES);
  const text = `The application has ended by itself (${how}). Until this command is started again, the call flow's own steps answer.`;
  return output.trim() === '' ? text : [text, 'It wrote:', ...lines.map((line) => `  ${line}`)].join('\n');
}

const MOST_LINES = 5;

/** Takes text as it comes, and gives it on by line. */
export function byLine(take: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  };
}
