import { availableParallelism } from 'node:os';
import { inTurns } from './concurrency.ts';
import { EnvironmentProcess, type EnvironmentProcessOptions } from './environment-process.ts';
import type { Environments } from './environment.ts';

/**
 * Limits concurrent cold starts in this region. A cold start uses only CPU: more of them than cores finish no sooner, and keep
 * the region from serving other requests meanwhile.
 */
const inTurn = inTurns(Math.min(availableParallelism() + 1, 8));
/** For a function that has environments: they serve meanwhile, and need the cores for that. */
const moreInTurn = inTurns(Math.max(1, Math.min(availableParallelism() >> 1, 4)));

interface Reporting extends Pick<EnvironmentProcessOptions, 'outsidePorts' | 'aheadMs' | 'onLife'> {
  readonly onOutput: (functionName: string, text: string) => void;
}

/** Environments that are processes of this machine. */
export const environmentProcesses = ({
  outsidePorts,
  aheadMs,
  onOutput,
  onLife,
}: Reporting): Environments => ({
  start: ({ model, codeDirectory, variables }) =>
    new EnvironmentProcess({
      codeDirectory,
      variables,
      timeoutMs: model.timeoutMs,
      outsidePorts,
      ...(aheadMs && { aheadMs }),
      onOutput: (text) => onOutput(model.name, text),
      onLife,
    }),
  inTurn,
  moreInTurn,
});
