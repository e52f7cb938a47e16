import { OWN_STEPS_MS } from '../../contracts/settings/timeouts.ts';
import { startDeadline } from '../deadline.ts';
import { describeError } from '../describe-error.ts';
import { REACHES_NOTHING, type Reach } from '../own/reach.ts';
import type { Webhook } from './route.ts';

/** A caller waits so long for a secret that is not known yet. */
const SECRET_WAIT_MS = 250;

/** What the call flow reaches while this request is answered. */
export function reachOf({
  deadline,
  ports,
  isSynthetic,
  note,
  count,
}: Pick<Webhook, 'isSynthetic' | 'note' | 'count'> & {
  readonly deadline: Pick<Webhook['deadline'], 'leftMs'>;
  readonly ports: Pick<Webhook['ports'], 'clock' | 'ownSecrets'>;
}): Reach {
  const { ownSecrets } = ports;
  if (isSynthetic || ownSecrets === null) return REACHES_NOTHING;
  const noted: Readonly<Record<string, unknown>>[] = [];
  const within = async <T>(
    ms: number,
    work: () => T | Promise<T>,
  ): Promise<{ readonly found: T } | undefined> => {
    const leftMs = Math.min(ms, deadline.leftMs() - OWN_STEPS_MS);
    if (!(leftMs > 0)) return undefined;
    const budget = startDeadline(leftMs, ports.clock);
    try {
      const result = await budget.race((async () => work())());
      return result.inTime ? { found: result.value } : undefined;
    } finally {
      budget.stop();
    }
  };
  return {
    lookUp: async ({ budgetMs, otherwise, name }, ask) => {
      const beganMs = ports.clock.monotonicMs();
      const end = (outcome: 'found' | 'late' | 'failed', error?: string): void => {
        const ms = Math.round(ports.clock.monotonicMs() - beganMs);
        noted.push({ name, outcome, ms, ...(error === undefined ? {} : { error }) });
        note({ lookUps: noted });
        if (outcome !== 'found') count({ name: 'LookUpDefault', dimensions: { cause: outcome } });
      };
      const abort = new AbortController();
      try {
        const result = await within(budgetMs, () => ask(abort.signal));
        end(result === undefined ? 'late' : 'found');
        if (result !== undefined) return result.found;
      } catch (error) {
        end('failed', describeError(error));
      }
      abort.abort(new Error('The look-up was not done in time.'));
      return otherwise;
    },
    secret: async (own, name) => {
      const secretId = Object.hasOwn(own.secrets, name) ? own.secrets[name] : undefined;
      if (secretId === undefined)
        throw new Error(
          `Expected a secret of the call flow's own (${Object.keys(own.secrets).join(', ') || 'it has none'}); found ${JSON.stringify(name)}.`,
        );
      const result = await within(SECRET_WAIT_MS, () => ownSecrets(secretId).live());
      if (result !== undefined) return result.found;
      throw new Error(`The secret ${JSON.stringify(name)} is not known yet, and its store has not answered.`);
    },
  };
}
