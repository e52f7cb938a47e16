import type { NetworkFault, RegionRole } from '../../emulator/emulator.ts';
import type { Met } from '../../simulator/rules/try-webhook.ts';
import type { Fault } from './fault.ts';
import { everyRequest, inThePlainRegion, PLAIN_NCCO } from './plain-effect.ts';

/** How a region fails: in words, and how a request to it ends. */
const REGION_FAULTS: Readonly<
  Record<
    Exclude<NetworkFault, 'drips' | 'resets-kept-connections'>,
    { readonly says: string; readonly met: Met }
  >
> = {
  // Every port is closed: a connection is refused at once.
  refuses: { says: 'refuses connections', met: { error: 'connection-refused' } },
  // Packets vanish: a connection is never made.
  'black-hole': { says: 'is a black hole', met: { error: 'connect-timeout' } },
  // It accepts connections and requests, and never answers.
  'accepts-and-hangs': { says: 'accepts and hangs', met: { error: 'socket-timeout' } },
};

export const regionFails = (role: RegionRole, how: keyof typeof REGION_FAULTS): Fault => ({
  name: `the ${role} region ${REGION_FAULTS[how].says}`,
  unreachable: role,
  ...inThePlainRegion(role, everyRequest(REGION_FAULTS[how].met)),
  apply: (emulator) => emulator.breakRegion(role, how),
});

/**
 * The region's responses arrive at one byte a second, and at once after this time. It counts as unreachable: timeouts there
 * are the fault's.
 */
export const regionDrips = (role: RegionRole, forMs: number): Fault => ({
  name: `the ${role} region answers at one byte a second for ${forMs} ms`,
  unreachable: role,
  ...inThePlainRegion(role, everyRequest({ ...PLAIN_NCCO, afterMs: forMs, drips: true })),
  apply: async (emulator) => {
    const undo = await emulator.breakRegion(role, 'drips');
    const timer = setTimeout(() => void undo(), forMs);
    return () => {
      clearTimeout(timer);
      return undo();
    };
  },
});

/** The region resets each connection that is used a second time, as one that it has closed meanwhile. */
export const connectionsAreStale = (role: RegionRole): Fault => ({
  name: `the ${role} region has closed the connections that Vonage keeps`,
  apply: (emulator) => emulator.breakRegion(role, 'resets-kept-connections'),
});

/** CloudFront fails, and with it the fallback URL's distribution and the static tier. */
export const edgeFails = (how: NetworkFault): Fault => ({
  name: `CloudFront ${how}`,
  unreachable: 'secondary',
  apply: (emulator) => emulator.breakEdge(how),
});

/** The region's journal bucket fails for every function that reads or writes it. */
export const journalBucketFails = (role: RegionRole, how: NetworkFault): Fault => ({
  name: `the journal bucket of the ${role} ${how}`,
  apply: (emulator) => emulator.breakJournalBucket(role, how),
});

/** The account limits how many environments run at once in the region, over all functions. */
export const accountQuota = (role: RegionRole, environments: number): Fault => ({
  name: `the account lets ${environments} environments run at once in the ${role}`,
  apply: (emulator) => emulator.limitConcurrency(role, environments),
});
