import type { EdgeCalls } from './processes/edge-process.ts';
import type { RegionCalls, RegionPart } from './processes/region-process.ts';
import type { StaticCalls } from './processes/static-process.ts';
import type { EmulatorProcess } from './processes/emulator-process.ts';
import type { Deployment } from './deployment.ts';
import type { HostFault, NetworkFault, RegionRole, Undo, Emulator } from './emulator.ts';

type Faults = Pick<
  Emulator,
  | 'breakRegion'
  | 'breakApi'
  | 'hideApi'
  | 'breakDistribution'
  | 'invalidate'
  | 'setClockAhead'
  | 'breakWithBrownOut'
  | 'breakEdge'
  | 'breakStaticBucket'
  | 'breakSecretStore'
  | 'breakJournalBucket'
  | 'breakParameterStore'
  | 'breakFunction'
  | 'replaceBundle'
  | 'setSecret'
  | 'withholdSecretsOfCallFlow'
  | 'secretReads'
  | 'makeCold'
  | 'limitConcurrency'
  | 'recycle'
  | 'warm'
  | 'coldStartsMs'
  | 'journalKeys'
  | 'journalObjects'
>;

const ALL_PARTS: readonly RegionPart[] = ['api', 'journalBucket', 'secretStore', 'parameterStore', 'lambda'];
const ON_THE_WAY: readonly NetworkFault[] = ['drips', 'resets-kept-connections'];

/** What can be done to a region or to the edge, each with how to undo it; in an emulator that has stopped nothing is left to undo. */
export function regionFaults(
  deployment: Deployment,
  regions: Readonly<Record<RegionRole, EmulatorProcess<RegionCalls>>>,
  {
    edge,
    staticTier,
    hidden,
  }: {
    /** Names that lead nowhere; faults write it. */
    readonly hidden: Set<string>;
    readonly edge: EmulatorProcess<EdgeCalls>;
    readonly staticTier: EmulatorProcess<StaticCalls>;
  },
  hasStopped: () => boolean,
): Faults {
  const undoOnce = (undo: () => Promise<unknown>): Undo => {
    let undone: Promise<void> | undefined;
    return () => (undone ??= hasStopped() ? Promise.resolve() : undo().then(() => undefined));
  };
  const breakParts = async (
    role: RegionRole,
    parts: readonly RegionPart[],
    fault: HostFault,
  ): Promise<Undo> => {
    await regions[role].call('break', parts, fault);
    return undoOnce(() => regions[role].call('restore', parts));
  };
  const breakDistributions = async (hostNames: readonly string[], fault: HostFault): Promise<Undo> => {
    await edge.call('break', hostNames, fault);
    return undoOnce(() => edge.call('restore', hostNames));
  };
  const ofRegion = (role: RegionRole): readonly string[] => {
    const { distribution, ofApplications } = deployment[role];
    return [distribution, ...ofApplications].map(({ hostName }) => hostName);
  };
  /** What replaces the deployed bundles; null: nothing. */
  const bundles = new Map<string, string | null>();
  return {
    breakRegion: (role, fault) => breakParts(role, ON_THE_WAY.includes(fault) ? ['api'] : ALL_PARTS, fault),
    breakApi: (role, fault) => breakParts(role, ['api'], fault),
    async hideApi(role) {
      const { hostName } = deployment[role].api;
      const hide = async (isHidden: boolean): Promise<void> => {
        hidden[isHidden ? 'add' : 'delete'](hostName);
        await edge.call('hide', hostName, isHidden);
      };
      await hide(true);
      return undoOnce(() => hide(false));
    },
    breakDistribution: (role, fault) => breakDistributions(ofRegion(role), fault),
    invalidate: () => edge.call('invalidate'),
    async setClockAhead(role, ms) {
      await regions[role].call('setClockAhead', ms);
      return undoOnce(() => regions[role].call('setClockAhead', 0));
    },
    async breakWithBrownOut(role, brownOut) {
      await regions[role].call('setBrownOut', brownOut);
      return undoOnce(() => regions[role].call('setBrownOut', null));
    },
    breakEdge: (fault) =>
      breakDistributions(
        [...ofRegion('primary'), ...ofRegion('secondary'), deployment.static.distribution.hostName],
        fault,
      ),
    async breakStaticBucket(fault) {
      await staticTier.call('break', fault);
      return undoOnce(() => staticTier.call('restore'));
    },
    breakSecretStore: (role, fault) => breakParts(role, ['secretStore'], fault),
    breakJournalBucket: (role, fault) => breakParts(role, ['journalBucket'], fault),
    breakParameterStore: (role, fault) => breakParts(role, ['parameterStore'], fault),
    async breakFunction(role, route, fault) {
      await regions[role].call('setFault', route, fault);
      return undoOnce(() => regions[role].call('setFault', route, null));
    },
    async replaceBundle(role, route, codeDirectory) {
      const place = `${role} ${route}`;
      const before = bundles.get(place) ?? null;
      const put = async (code: string | null): Promise<void> => {
        await regions[role].call('setBundle', route, code);
        bundles.set(place, code);
      };
      await put(codeDirectory);
      return undoOnce(() => put(before));
    },
    async setSecret(role, value) {
      const before = await regions[role].call('setSecret', value);
      return undoOnce(() => regions[role].call('setSecret', before));
    },
    async withholdSecretsOfCallFlow(role) {
      await regions[role].call('withholdSecretsOfCallFlow', true);
      return undoOnce(() => regions[role].call('withholdSecretsOfCallFlow', false));
    },
    secretReads: (role) => regions[role].call('secretReads'),
    async makeCold(role, route, readyAfterMs) {
      await regions[role].call('setCold', route, readyAfterMs ?? 0);
      return undoOnce(() => regions[role].call('setCold', route, null));
    },
    async limitConcurrency(role, environments) {
      await regions[role].call('setQuota', environments);
      return undoOnce(() => regions[role].call('setQuota', null));
    },
    recycle: (role, route) => regions[role].call('recycle', route),
    warm: (role, route, environments) => regions[role].call('warm', route, environments),
    coldStartsMs: (role, route) => regions[role].call('coldStartsMs', route),
    journalKeys: (role) => regions[role].call('journalKeys'),
    journalObjects: (role, keys) => regions[role].call('journalObjects', keys),
  };
}
