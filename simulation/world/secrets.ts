import { finish, stage, type Step } from '../../cli/rotate/steps.ts';
import type { SecretsByName } from '../../contracts/signature-secret.ts';
import type { Streams } from '../streams.ts';

/** The steps of a rotation (docs/rotation.md), in their order: `sign` is done in Vonage's dashboard. */
export type RotationStep = 'stage' | 'sign' | 'finish';

/** The account's signature secret, and what both regions' stores hold. */
export interface Secrets {
  /** That Vonage signs with. */
  readonly signsWith: () => string;
  readonly stored: () => SecretsByName;
  /** @throws where `npm run rotate` refuses the step */
  readonly rotate: (step: RotationStep) => void;
}

export function createSecrets(randomOf: Streams): Secrets {
  let signsWith = randomOf('the signature secret').hex(64);
  let next: string | undefined;
  let stored: SecretsByName = { current: signsWith, next: null, previous: null };
  return {
    signsWith: () => signsWith,
    stored: () => stored,
    rotate: (step) => {
      next ??= randomOf('the next signature secret').hex(64);
      if (step === 'sign') signsWith = next;
      else stored = after(step === 'stage' ? stage(stored, next) : finish(stored));
    },
  };
}

function after(step: Step): SecretsByName {
  if (step.kind === 'change') return step.after;
  throw new Error(`Expected a step that changes the secrets; found: ${step.why}.`);
}
