import type { SecretsByName } from '../../contracts/signature-secret.ts';
import { describeFingerprint, describeSecret } from './fingerprint.ts';

/** What an action means for one region's secrets, as they are. */
export type Step =
  | { readonly kind: 'change'; readonly does: string; readonly after: SecretsByName }
  | { readonly kind: 'nothing'; readonly why: string }
  /** It could cost a secret that is needed, or is not what the operator thinks. */
  | { readonly kind: 'refused'; readonly why: string };

/** Another secret is accepted too; where none is yet, it becomes the one. */
export function stage(secrets: SecretsByName, secret: string): Step {
  const { current, next, previous } = secrets;
  if (secret === current) return nothing('it is current here already');
  if (secret === next) return nothing('it is staged already');
  if (secret === previous)
    return refused('it is the previous secret, and still accepted. Take a new one from the Vonage dashboard');
  if (next !== null)
    return refused(
      `another secret is staged: ${describeSecret('next', next)}. Finish or abort that rotation first`,
    );
  if (previous !== null)
    return refused(
      `the previous secret is still accepted: ${describeSecret('previous', previous)}. Retire it first, once Vonage no longer signs with it`,
    );
  return current === null
    ? change(`set current (${describeFingerprint(secret)}): none was configured`, {
        ...secrets,
        current: secret,
      })
    : change(`add ${describeSecret('next', secret)}`, { ...secrets, next: secret });
}

/** What was staged becomes current. Nothing that was accepted is refused. */
export function finish({ current, next, previous }: SecretsByName): Step {
  if (next === null) return nothing('nothing is staged');
  if (previous !== null && previous !== current)
    return refused(`${describeSecret('previous', previous)} would be accepted no longer. Retire it first`);
  const kept = current === next ? null : current;
  const was = kept === null ? '' : `, ${describeSecret('current', kept)} becomes previous`;
  return change(`${describeSecret('next', next)} becomes current${was}`, {
    current: next,
    next: null,
    previous: kept,
  });
}

/** What was staged is accepted no longer. */
export function abort(secrets: SecretsByName): Step {
  const { current, next } = secrets;
  if (next === null) return nothing('nothing is staged');
  if (current === null)
    return refused(`${describeSecret('next', next)} is the only secret. Finish the rotation`);
  return change(`accept ${describeSecret('next', next)} no longer`, { ...secrets, next: null });
}

/** The secret before is accepted no longer. */
export function retire(secrets: SecretsByName): Step {
  const { current, previous } = secrets;
  if (previous === null) return nothing('there is no previous secret');
  if (current === null)
    return refused(`${describeSecret('previous', previous)} is the only secret that is in use`);
  return change(`accept ${describeSecret('previous', previous)} no longer`, { ...secrets, previous: null });
}

const change = (does: string, after: SecretsByName): Step => ({ kind: 'change', does, after });
const nothing = (why: string): Step => ({ kind: 'nothing', why });
const refused = (why: string): Step => ({ kind: 'refused', why });
