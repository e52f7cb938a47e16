import type { EmulatorDescription } from '../emulator.ts';
import { freePorts } from '../network/free-ports.ts';
import { type RunningApplication, startApplication } from './start-application.ts';
import { type OutsideHost, startOutsideHost } from './start-outside-host.ts';

/** An application on this machine, and the https host where functions find it. */
export interface ApplicationHost {
  readonly host: OutsideHost;
  /** Its own address, without the host: `http://127.0.0.1:<port>`. */
  readonly address: string;
  /** Starts it, with the values that the emulator has. @throws ApplicationError */
  readonly start: (of: EmulatorDescription['application']) => Promise<void>;
  /** Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the host; the application follows with `start`, because its signature secret is the emulator's.
 * @param urls of the application, as call flows name them; the first one is its `PUBLIC_URL`
 * @param command for a shell: `node app.mjs`
 */
export async function startApplicationHost(
  [url, ...others]: readonly [string, ...(readonly string[])],
  command: string,
  {
    onOutput,
    onEnded = () => undefined,
  }: {
    /** Gets what the application writes, as it comes. */
    readonly onOutput?: (text: string) => void;
    /** It has ended by itself; with the last that it has written. */
    readonly onEnded?: (how: string, output: string) => void;
  } = {},
): Promise<ApplicationHost> {
  const { hostname, origin } = new URL(url);
  const [port = 0] = await freePorts(1);
  const names = new Set(others.map((other) => new URL(other).hostname));
  names.delete(hostname);
  const host = await startOutsideHost([hostname, ...names], port);
  let running: RunningApplication | undefined;
  let isStopping = false;
  return {
    host,
    address: `http://127.0.0.1:${port}`,
    start: async ({ id, apiKey, signatureSecret }) => {
      const application = await startApplication(
        command,
        {
          PORT: String(port),
          PUBLIC_URL: origin,
          VONAGE_APPLICATION_ID: id,
          VONAGE_API_KEY: apiKey,
          VONAGE_SIGNATURE_SECRET: signatureSecret,
          // As Vonage's own samples name it.
          VONAGE_API_SIGNATURE_SECRET: signatureSecret,
        },
        onOutput,
      );
      running = application;
      void application.ended.then((how) => {
        if (!isStopping) onEnded(how, application.output());
      });
    },
    stop: async () => {
      isStopping = true;
      await Promise.all([running?.stop(), host.stop()]);
    },
  };
}
