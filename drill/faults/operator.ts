import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Choice } from '../../contracts/voice-capability.ts';
import type { RegionRole } from '../../emulator/emulator.ts';
import { type Fault, nothingToUndo } from './fault.ts';
import { SIGNATURE_REFUSED, everyRequest } from './plain-effect.ts';

const ROLES: readonly RegionRole[] = ['primary', 'secondary'];

/**
 * Not a fault, but a remedy: the operator links the application to other URLs.
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
  // A plain set-up knows one secret, so it rejects callbacks signed with the new one.
  plain: everyRequest(SIGNATURE_REFUSED),
  changesVonagesSecret: true,
  apply: async (emulator, outside) => {
    const secret = randomBytes(32).toString('hex');
    const before = JSON.stringify({ current: emulator.description.application.signatureSecret });
    let was: string | undefined;
    let undone: Promise<void> | undefined;
    const undo = async (): Promise<void> => {
      if (was !== undefined) outside.vonageSignsWith(was);
      for (const role of ROLES) await emulator.setSecret(role, before);
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

/** The staged secret becomes the current one; the one before is still accepted. */
export const operatorTurns: Fault = {
  name: 'the new signature secret becomes the current one',
  apply: async (_emulator, outside) => {
    await outside.rotate('finish');
    // `operatorStages` restores the secret.
    return nothingToUndo;
  },
};

/** The operator finishes the rotation: the previous secret is no longer accepted. */
export const operatorFinishes: Fault = {
  name: 'the rotation is finished, and the previous secret retired',
  apply: async (_emulator, outside) => {
    await outside.rotate('finish');
    await outside.rotate('retire');
    // `operatorStages` restores the secret.
    return nothingToUndo;
  },
};
