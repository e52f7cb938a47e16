import type { Fault } from './fault.ts';
import { everyRoute } from './flood/every-route.ts';
import type { FloodTarget } from './flood/flood.ts';
import { startFlood } from './flood/start-flood.ts';

/** How much is sent, and where. */
export interface StrangerFlood {
  /** All targets together, evenly paced, each target in turn. */
  readonly perSecond: number;
  /** It ends by itself then. */
  readonly forMs: number;
  /** Undoing it ends it earlier; left out: undoing it waits until it has ended by itself. */
  readonly endsWhenUndone?: true;
  /** Left out: all of them. */
  readonly only?: (target: FloodTarget) => boolean;
}

/**
 * Somebody who knows everything but the secret sends callbacks that are right except for their signature: the most work
 * that a stranger can cause, and each asks for a newer secret. What became of them is told as records of type `flood`.
 */
export const strangerFloods = ({
  perSecond,
  forMs,
  endsWhenUndone,
  only = () => true,
}: StrangerFlood): Fault => ({
  name: `a stranger sends ${perSecond} forged callbacks a second`,
  apply: async ({ description }, _outside, write) => {
    const targets = (await everyRoute(description)).filter(only);
    const { apiKey, id: applicationId } = description.application;
    const flood = await startFlood({
      perSecond,
      requests: Math.ceil((perSecond * forMs) / 1000),
      targets,
      signer: { apiKey, applicationId, signatureSecret: 'a-secret-that-nobody-was-told-about' },
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
