import type { RegionPorts } from '../processes/region-process.ts';
import { freePorts } from './free-ports.ts';

/** A port for everything that the emulator's processes listen on. */
export type EmulatorPorts = Awaited<ReturnType<typeof allocatePorts>>;

export async function allocatePorts() {
  const ports = await freePorts(15);
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
  };
}
