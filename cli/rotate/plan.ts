import { SECRET_NAMES } from '../../contracts/signature-secret.ts';
import type { SecretsByName } from '../../contracts/signature-secret.ts';
import type { AwsProblem } from '../kit/aws-problem.ts';
import { describeFingerprint, describeSecret } from './fingerprint.ts';
import type { HeldSecrets, RegionSecret } from './region-secret.ts';
import { abort, finish, retire, stage } from './steps.ts';
import type { Step } from './steps.ts';

export type Action = 'status' | 'stage' | 'finish' | 'retire' | 'abort';

/** A region as it was found. */
export type FoundRegion = Pick<RegionSecret, 'region' | 'role'> &
  (
    | { readonly held: HeldSecrets }
    /** Why it could not be read. */
    | { readonly unavailable: AwsProblem }
  );

/** What is asked for. */
export type Wanted =
  { readonly action: 'stage'; readonly secret: string } | { readonly action: 'finish' | 'abort' | 'retire' };

/** What it means for a region that was read. */
export interface RegionStep {
  readonly region: string;
  readonly step: Step;
}

const ALREADY_CURRENT =
  'it is the current secret in every region already. Take a new one from the Vonage dashboard';

/** Both regions are looked at before one is changed: a region's refusal is the whole action's. Pure. */
export function plan(wanted: Wanted, found: readonly FoundRegion[]): readonly RegionStep[] {
  const regions = found.flatMap((each) =>
    'held' in each ? [{ region: each.region, secrets: each.held.secrets }] : [],
  );
  if (wanted.action === 'stage' && regions.length === found.length) {
    // In one region alone it is staged where it is missing; in all of them somebody has taken the old one for the new.
    if (regions.every(({ secrets }) => secrets.current === wanted.secret))
      return regions.map(({ region }) => ({ region, step: { kind: 'refused', why: ALREADY_CURRENT } }));
  }
  const unavailable = found.find((each) => 'unavailable' in each);
  if (unavailable !== undefined && needsBoth(wanted))
    return regions.map(({ region }) => ({
      region,
      step: { kind: 'refused', why: outOfSight(unavailable.region) },
    }));
  return regions.map(({ region, secrets }) => {
    const others = regions.filter((other) => other.region !== region);
    const refusal = others.map((other) => conflict(wanted, secrets, other)).find((why) => why !== undefined);
    return {
      region,
      step: refusal === undefined ? stepOf(wanted, secrets) : { kind: 'refused', why: refusal },
    };
  });
}

/**
 * Without the other region in view, what is left might be nothing that both accept; and after a finish the states of calls
 * are sealed with a secret that the other might not know.
 */
const needsBoth = ({ action }: Wanted): boolean => action !== 'stage';

const outOfSight = (region: string): string =>
  `the secret of ${region} could not be read, so it is not known which secrets it accepts. Run the same command again once it can be read`;

function stepOf(wanted: Wanted, secrets: SecretsByName): Step {
  switch (wanted.action) {
    case 'stage':
      return stage(secrets, wanted.secret);
    case 'finish':
      return finish(secrets);
    case 'abort':
      return abort(secrets);
    case 'retire':
      return retire(secrets);
  }
}

/** Why a region must not be changed, for what the other one holds. */
function conflict(
  { action }: Wanted,
  { next, previous }: SecretsByName,
  other: { readonly region: string; readonly secrets: SecretsByName },
): string | undefined {
  const accepts = (secret: string) => SECRET_NAMES.some((name) => other.secrets[name] === secret);
  if (action === 'finish' && next !== null && !accepts(next))
    return `${other.region} does not accept ${describeSecret('next', next)}. Stage it there first: the same secret, the same command`;
  if (action === 'abort' && next !== null && other.secrets.current === next)
    return `${other.region} has the secret with the ${describeFingerprint(next)} as current already. Finish the rotation here too`;
  if (action === 'retire' && previous !== null && other.secrets.current === previous)
    return `${other.region} still has the secret with the ${describeFingerprint(previous)} as current. Finish the rotation there first`;
  return undefined;
}
