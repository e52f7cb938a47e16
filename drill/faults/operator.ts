import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Choice } from '../../contracts/voice-capability.ts';
import type { RegionRole } from '../../emulator/world.ts';
import { type Fault, nothingToUndo } from './fault.ts';
import { SIGNATURE_REFUSED, everyRequest } from './plain-effect.ts';

const ROLES: readonly RegionRole[] = ['primary', 'secondary'];

/**
 * No fault at all, and what helps against one: the operator links the application otherwise.
 * @param primary the region that is to answer, by the role that it was deployed with
 */
export const operatorLinks = ({
  primary,
  fallback,
}: Pick<Choice, 'fallback'> & { readonly primary: RegionRole }): Fault => ({
  name: `the operator links the ${primary} as primary${fallback === undefined ? '' : `, the fallback ${fallback}`}`,
  apply: ({ description }, outside) =>
    outside.link({
      primary: description[primary].region,
      ...(fallback !== undefined && { fallback }),
    }),
});

/** The operator stages a new secret, waits, and sets it at Vonage. */
export const operatorStages = (waitMs: number): Fault => ({
  name: 'a new signature secret is staged, and set at Vonage',
  // It knows one secret: until it has the new one too, what Vonage signs with that is refused.
  plain: everyRequest(SIGNATURE_REFUSED),
  apply: async (world, outside) => {
    const secret = randomBytes(32).toString('hex');
    const before = JSON.stringify({ current: world.description.application.signatureSecret });
    let was: string | undefined;
    let undone: Promise<void> | undefined;
    const undo = async (): Promise<void> => {
      if (was !== undefined) outside.vonageSignsWith(was);
      for (const role of ROLES) await world.setSecret(role, before);
    };
    try {
      await outside.rotate('stage', secret);
      await sleep(waitMs);
      was = outside.vonageSignsWith(secret);
    } catch (error) {
      // One region may hold it already.
      await undo();
      throw error;
    }
    return () => (undone ??= undo());
  },
});

/** The rotation is brought to its end: the secret before is accepted no longer. */
export const operatorFinishes: Fault = {
  name: 'the rotation is finished, and the secret before retired',
  apply: async (_world, outside) => {
    await outside.rotate('finish');
    await outside.rotate('retire');
    // What was staged is undone where it was staged.
    return nothingToUndo;
  },
};
