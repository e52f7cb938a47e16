import type { Fault } from './fault.ts';
import { everyRoute } from './flood/every-route.ts';
import type { FloodTarget } from './flood/flood.ts';
import { startFlood } from './flood/start-flood.ts';

/** How many forged callbacks are sent, and to which targets. */
export interface ForgedFlood {
  /** Over all targets, which take turns; evenly paced. */
  readonly perSecond: number;
  /** The flood ends after this time. */
  readonly forMs: number;
  /** The undo ends the flood; if left out, the undo waits for its end. */
  readonly endsWhenUndone?: true;
  /** All targets if left out. */
  readonly only?: (target: FloodTarget) => boolean;
}

/**
 * Sends callbacks that are right except for their signature: the most work that an unauthenticated caller can cause, since
 * each makes a function look for a newer secret. The results are records of type `flood`.
 */
export const forgedFlood = ({ perSecond, forMs, endsWhenUndone, only = () => true }: ForgedFlood): Fault => ({
  name: `${perSecond} forged callbacks a second`,
  apply: async ({ description }, _outside, write) => {
    const targets = (await everyRoute(description)).filter(only);
    const { apiKey, id: applicationId } = description.application;
    const flood = await startFlood({
      perSecond,
      requests: Math.ceil((perSecond * forMs) / 1000),
      targets,
      signer: { apiKey, applicationId, signatureSecret: 'an-unknown-signature-secret-of-a-forger' },
    });
    let ended: Promise<void> | undefined;
    const end = async (): Promise<void> => {
      if (endsWhenUndone) flood.stop();
      const { tookMs, tallies } = await flood.ended();
      const record = { atMs: performance.now(), call: '', type: 'flood', perSecond, tookMs } as const;
      for (const tally of tallies) write({ ...record, ...tally });
    };
    return () => (ended ??= end());
  },
});
