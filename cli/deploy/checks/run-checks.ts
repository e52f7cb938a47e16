import { CALL_FLOWS } from '../../../contracts/call-flow-report.ts';
import type { SecretsByName } from '../../../contracts/signature-secret.ts';
import type { AssemblyStack, Role } from '../../stacks/assembly.ts';
import type { Cloud, FoundStack, Identity, NamedBucket } from '../../stacks/cloud.ts';
import { conditionOf } from '../../stacks/cloud.ts';
import { checkAccount } from './check-account.ts';
import { checkBootstrap } from './check-bootstrap.ts';
import { checkBuckets } from './check-buckets.ts';
import { checkPeakCalls, declaredPeak } from './check-peak-calls.ts';
import { checkConcurrency } from './check-concurrency.ts';
import { checkOwnSecret } from './check-own-secrets.ts';
import { checkSecret } from './check-secret.ts';
import type { GivenSecret } from './check-secret.ts';
import { checkStack } from './check-stack.ts';
import { settingsInTemplate } from './settings-in-template.ts';
import { unanswered } from './check.ts';
import type { Check } from './check.ts';

export interface Checked {
  readonly checks: readonly Check[];
  /** As they were before anything was written; undefined: there is none. */
  readonly found: ReadonlyMap<Role, FoundStack | undefined>;
  readonly toAdopt: ReadonlyMap<Role, readonly NamedBucket[]>;
}

/** Everything that can be asked before anything is written, of every region at once. Never rejects. */
export async function runChecks(
  stacks: readonly AssemblyStack[],
  given: GivenSecret & { readonly adopt: boolean },
  cloud: Cloud,
): Promise<Checked> {
  const identities = await Promise.all(
    stacks.map(({ region }) => cloud.identity(region).catch((error: unknown) => ({ error }))),
  );
  const first = identities.find((each): each is Identity => !('error' in each))?.account ?? '';
  const regions = await Promise.all(
    stacks.map(async (stack, index) => {
      const identity = identities[index];
      if (identity === undefined || 'error' in identity)
        return { ...NOTHING, checks: [unanswered(stack.region, 'account', identity?.error, cloud)] };
      const account = checkAccount(stack, identity, first);
      const asked = await checkRegion(stack, identity.account, given, cloud);
      return { ...asked, checks: [account, ...asked.checks] };
    }),
  );
  const byRole = <T>(of: (region: RegionChecked) => T): ReadonlyMap<Role, T> =>
    new Map(stacks.map(({ role }, index) => [role, of(regions[index] ?? NOTHING)]));
  return {
    checks: regions.flatMap(({ checks }) => checks),
    found: byRole(({ found }) => found),
    toAdopt: byRole(({ toAdopt }) => toAdopt),
  };
}

interface RegionChecked {
  readonly checks: readonly Check[];
  readonly found: FoundStack | undefined;
  readonly toAdopt: readonly NamedBucket[];
}
const NOTHING: RegionChecked = { checks: [], found: undefined, toAdopt: [] };

async function checkRegion(
  stack: AssemblyStack,
  account: string,
  given: GivenSecret & { readonly adopt: boolean },
  cloud: Cloud,
): Promise<RegionChecked> {
  const { region, name, role, bootstrap } = stack;
  const asked = (about: string, check: () => Promise<Check>): Promise<Check> =>
    check().catch((error: unknown) => unanswered(region, about, error, cloud));
  const bootstrapped = asked('bootstrap', async () =>
    checkBootstrap(stack, await cloud.bootstrapVersion(region, bootstrap.parameter), account),
  );
  let found: FoundStack | undefined;
  try {
    found = await cloud.stack(region, name);
  } catch (error) {
    return { ...NOTHING, checks: [await bootstrapped, unanswered(region, 'stack', error, cloud)] };
  }
  const condition = conditionOf(found);
  const buckets = await checkBuckets(stack, condition, { account, adopt: given.adopt, cloud });
  const peakCalls = declaredPeak(stack, account);
  const own = stack.template.Metadata?.[CALL_FLOWS]?.own;
  const serving =
    role === 'static'
      ? []
      : [
          ...(own === undefined
            ? []
            : own.secrets.map((secret) =>
                asked('call flow', async () =>
                  checkOwnSecret(region, secret, await cloud.describeSecret(region, secret), own),
                ),
              )),
          asked('Lambda quota', async () =>
            checkConcurrency(stack, await cloud.concurrency(region), condition === 'none'),
          ),
          ...(peakCalls !== null
            ? [
                asked('peak calls', async () => {
                  const [concurrency, rate] = [cloud.concurrency(region), cloud.requestRate(region)];
                  return checkPeakCalls(stack, peakCalls, await concurrency, await rate);
                }),
              ]
            : []),
          asked('secret', async () =>
            checkSecret(
              region,
              await heldBy(found, stack, cloud),
              given,
              settingsInTemplate(stack, account).source?.mode,
            ),
          ),
        ];
  return {
    checks: [
      await bootstrapped,
      checkStack(stack, found),
      ...buckets.checks,
      ...(await Promise.all(serving)),
    ],
    found,
    toAdopt: buckets.toAdopt,
  };
}

/** The secrets of a stack that is there. */
async function heldBy(
  found: FoundStack | undefined,
  { region, role }: AssemblyStack,
  cloud: Cloud,
): Promise<SecretsByName | undefined> {
  const arn = found?.outputs['SignatureSecretArn'];
  if (arn === undefined || role === 'static') return undefined;
  return (await cloud.secret({ region, role, arn }).read()).secrets;
}
