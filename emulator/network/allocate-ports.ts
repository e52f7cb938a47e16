import type { RegionPorts } from '../processes/region-process.ts';
import { freePorts } from './free-ports.ts';

/** A port for everything that the emulator's processes listen on. */
export type EmulatorPorts = Awaited<ReturnType<typeof allocatePorts>>;

/** @param ofApplications host names of the distributions of applications */
export async function allocatePorts(ofApplications: readonly string[]) {
  const ports = await freePorts(15 + ofApplications.length);
  const next = () => ports.pop() ?? 0;
  const region = (): RegionPorts => ({
    api: next(),
    journalBucket: next(),
    secretStore: next(),
    parameterStore: next(),
    lambda: next(),
  });
  return {
    primary: region(),
    secondary: region(),
    primaryDistribution: next(),
    secondaryDistribution: next(),
    staticDistribution: next(),
    staticBucket: next(),
    bucketNames: next(),
    /** By host name. */
    ofApplications: Object.fromEntries(ofApplications.map((hostName) => [hostName, next()])),
  };
}

/** The same ports, and new ones for distributions of applications that have none yet; none for those that are gone. */
export async function allocateMissing(
  ports: EmulatorPorts,
  ofApplications: readonly string[],
): Promise<EmulatorPorts> {
  const missing = ofApplications.filter((hostName) => ports.ofApplications[hostName] === undefined);
  const more = await freePorts(missing.length);
  const entries = ofApplications.map((hostName): [string, number] => [
    hostName,
    ports.ofApplications[hostName] ?? more.pop() ?? 0,
  ]);
  return { ...ports, ofApplications: Object.fromEntries(entries) };
}
