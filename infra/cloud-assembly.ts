import type { Settings } from '../contracts/settings/settings-schema.ts';
import { ownSettings } from '../contracts/settings/own-settings.ts';

export interface CloudAssemblyOptions {
  /** Folder of an assembly that exists already. */
  readonly assembly?: string | undefined;
  /** Synthesize with the tight timeouts; an assembly that exists brings its own. */
  readonly tight?: boolean;
  /** Synthesize functions that read a fault switch; an assembly that exists brings its own. */
  readonly drillable?: boolean;
  /** Where a new assembly is written. */
  readonly outDir: string;
  /** Those of settings.ts where none are given. */
  readonly settings?: Settings;
  /** A file that takes the place of both functions/call-flow.ts and functions/call-flows.ts, and is compared with no deployed flows. */
  readonly flows?: string;
}

/**
 * The folder of the cloud assembly to run: the given one, or a new one from infra/. A new one has no domain, because DNS is
 * not emulated; a line on stderr says so.
 * @throws the errors of synthesize
 */
export async function cloudAssembly({
  assembly,
  tight = false,
  drillable = false,
  outDir,
  settings: given,
  flows,
}: CloudAssemblyOptions): Promise<string> {
  if (assembly !== undefined) return assembly;
  const settings = given ?? ownSettings();
  // Imported only here, because the CDK takes half a second to load.
  const { synthesize } = await import('./synth.ts');
  const { domain } = settings;
  if (domain !== null)
    console.error(
      `${domain.name} is left out, because DNS is not emulated. Here Vonage is given the primary's own address, as without a domain.`,
    );
  const chosen = {
    ...settings,
    domain: null,
    ...(tight ? { timeouts: 'tight' as const } : {}),
    ...(drillable ? { drillable } : {}),
  };
  const { folder } = await synthesize({
    settings: chosen,
    outDir,
    ...(flows !== undefined && { callFlow: flows, callFlows: flows, deployedFlows: null }),
  });
  return folder;
}
