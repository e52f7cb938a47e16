import { availableParallelism } from 'node:os';
import type { FunctionModel } from '../deployment.ts';
import type { TakeNote } from '../note.ts';
import { type AccountConcurrency, inTurns } from './concurrency.ts';
import { Environment, type EnvironmentOptions } from './environment.ts';

/**
 * Limits concurrent cold starts in this region. A cold start uses only CPU: more of them than cores finish no sooner, and keep
 * the region from serving other requests meanwhile.
 */
export const startInTurn = inTurns(Math.min(availableParallelism() + 1, 8));
/** For a function that has environments: they serve meanwhile, and need the cores for that. */
export const startMoreInTurn = inTurns(Math.max(1, Math.min(availableParallelism() >> 1, 4)));

export interface LambdaFunctionOptions {
  readonly model: FunctionModel;
  readonly variables: Readonly<Record<string, string>>;
  readonly outsidePorts?: EnvironmentOptions['outsidePorts'];
  readonly account: AccountConcurrency;
  readonly note: TakeNote;
  readonly onOutput: EnvironmentOptions['onOutput'];
  readonly onLife: EnvironmentOptions['onLife'];
}

/** An environment of the function that loads its bundle. */
export function startEnvironment(
  { model, variables, outsidePorts, account, onOutput, onLife }: LambdaFunctionOptions,
  codeDirectory: string,
  initializationType: string,
): Environment {
  const environment = new Environment({
    codeDirectory,
    variables: {
      ...variables,
      LAMBDA_TASK_ROOT: codeDirectory,
      AWS_LAMBDA_INITIALIZATION_TYPE: initializationType,
    },
    timeoutMs: model.timeoutMs,
    outsidePorts,
    onOutput,
    onLife,
  });
  account.living.add(environment);
  void environment.ended.then(() => account.living.delete(environment));
  return environment;
}
