import { systemClock } from '../../contracts/clock.ts';
import { type Environment, environmentStart, readEnvironment } from './environment.ts';
import { createJsonLog, writeLine } from './json-log.ts';
import { createLoadSignatureSecret } from './load-signature-secret.ts';
import { createLoadSecret } from './load-secret.ts';
import { createOwnSecrets } from './own-secrets.ts';
import { createSignatureSecrets } from './signature-secrets.ts';
import type { Ports, Runtime } from '../ports.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** A handler's dependencies in Lambda. */
export const createRuntime = (variables: Variables): Runtime => configure(variables, () => ({}));

/**
 * A handler's dependencies in Lambda, with additional ports. A wrong environment is returned as a value and not thrown:
 * Lambda starts a crashed environment again before API Gateway answers, which costs the caller time.
 */
export function configure<More extends object>(
  variables: Variables,
  more: (environment: Environment) => More,
): Runtime<Ports & More> {
  try {
    const environment = readEnvironment(variables);
    const { settings, secretsManager } = environment;
    const log = createJsonLog(settings, systemClock);
    const secrets = createSignatureSecrets(
      createLoadSignatureSecret(secretsManager, systemClock),
      systemClock,
      log,
    );
    const environmentStartMs = environmentStart(variables);
    const ownSecrets = createOwnSecrets(createLoadSecret(secretsManager, systemClock), systemClock, log);
    const ports = { settings, secrets, ownSecrets, clock: systemClock, log, environmentStartMs };
    return { configured: true, ports: { ...ports, ...more(environment) } };
  } catch (error) {
    return {
      configured: false,
      problem: error instanceof Error ? error.message : String(error),
      log: (line) => writeLine(line),
    };
  }
}
