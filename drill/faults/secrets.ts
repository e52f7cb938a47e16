import { storedSecret } from '../callbacks/secrets.ts';
import type { RegionRole } from '../../emulator/emulator.ts';
import type { Fault } from './fault.ts';
import { FUNCTION_TIMES_OUT, SIGNATURE_REFUSED, everyRequest, inThePlainRegion } from './plain-effect.ts';

/** The region's secret holds a well-formed value that Vonage does not sign with. */
export const secretIsWrong = (role: RegionRole): Fault => ({
  name: `the signature secret is wrong in the ${role}`,
  recycles: true,
  rejectsCallbacks: role,
  ...inThePlainRegion(role, everyRequest(SIGNATURE_REFUSED)),
  apply: (emulator) =>
    emulator.setSecret(role, JSON.stringify({ current: 'a-secret-that-vonage-does-not-sign-with-here' })),
});

/** The region's secret also holds the next and the previous one, as in the middle of a rotation. */
export const secretInRotation = (role: RegionRole): Fault => ({
  name: `the secret of the ${role} is in rotation`,
  recycles: true,
  apply: (emulator) =>
    emulator.setSecret(role, storedSecret(emulator.description.application.signatureSecret)),
});

/** The store never answers for the secrets that the call flow declares; environments are new, and know none of them. */
export const secretsOfCallFlowAreUnknown = (role: RegionRole): Fault => ({
  name: `the call flow’s own secrets are unknown in the ${role}`,
  recycles: true,
  // A look-up without a budget waits for its secret.
  ...inThePlainRegion(role, { answer: FUNCTION_TIMES_OUT }),
  apply: (emulator) => emulator.withholdSecretsOfCallFlow(role),
});

/** The region's secret store accepts requests and never answers. */
export const secretStoreHangs = (role: RegionRole): Fault => ({
  name: `the secret store of the ${role} never answers`,
  // An environment that does not know the secret waits for it: the SDK's client sets no timeout of its own.
  ...inThePlainRegion(role, everyRequest(FUNCTION_TIMES_OUT)),
  apply: (emulator) => emulator.breakSecretStore(role, 'accepts-and-hangs'),
});
