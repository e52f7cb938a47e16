import { settings } from '../infra/settings/settings.ts';

export interface CloudAssemblyOptions {
  /** Folder of an assembly that exists already. */
  readonly assembly?: string | undefined;
  /** Synthesize with the tight timeouts; an assembly that exists brings its own. */
  readonly tight?: boolean;
  /** Synthesize functions that read a fault switch; an assembly that exists brings its own. */
  readonly drillable?: boolean;
  /** Where a new assembly is written. */
  readonly outDir: string;
}

/**
 * The folder of the cloud assembly to run: the given one, or a new one from infra/.
 * @throws what the synthesis refuses
 */
export async function cloudAssembly({
  assembly,
  tight = false,
  drillable = false,
  outDir,
}: CloudAssemblyOptions): Promise<string> {
  if (assembly !== undefined) return assembly;
  // The CDK takes half a second to load: only for who needs it.
  const { synthesize } = await import('../infra/synth.ts');
  const chosen = {
    ...settings,
    ...(tight ? { timeouts: 'tight' as const } : {}),
    ...(drillable ? { drillable } : {}),
  };
  const { folder } = await synthesize({ settings: chosen, outDir });
  return folder;
}
