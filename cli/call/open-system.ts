import type { Io } from '../kit/io.ts';
import { runningSystems } from '../local/local-system.ts';
import { startOwnSystem } from './own-system.ts';
import type { OwnSystemOptions, PhoneSystem } from './own-system.ts';

export interface SystemOptions extends Omit<OwnSystemOptions, 'say' | 'signal'> {
  /** Where running local systems note how they are reached. */
  readonly state: string;
  /** Another call flow will run: a running local system keeps its own. */
  readonly bringsFlow: boolean;
}

/**
 * The local system that was started last in another terminal; one of its own where none runs, or where another call flow,
 * an application, the network or an assembly is asked for. It says which.
 */
export async function openSystem(
  { state, bringsFlow, ...own }: SystemOptions,
  { stderr: say, signal }: Pick<Io, 'stderr' | 'signal'>,
): Promise<PhoneSystem> {
  const isOwn = bringsFlow || own.assembly !== undefined || own.app !== undefined || own.allowNetwork;
  const [latest] = isOwn ? [] : await runningSystems(state);
  if (latest === undefined) return startOwnSystem({ ...own, say, signal });
  say(
    `Calling in the local system that runs already (process ${String(latest.pid)}). Its terminal shows what goes wrong in the call flow.`,
  );
  return {
    system: latest,
    isOwn: false,
    watch: undefined,
    useFlow: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}
