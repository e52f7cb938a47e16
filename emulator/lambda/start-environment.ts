import type { Clock } from '../../contracts/clock.ts';
import { describeResource, type FunctionModel } from '../deployment.ts';
import type { TakeNote } from '../note.ts';
import type { AccountConcurrency } from './concurrency.ts';
import type { Environment, Environments } from './environment.ts';

export interface LambdaFunctionOptions {
  readonly model: FunctionModel;
  readonly variables: Readonly<Record<string, string>>;
  readonly account: AccountConcurrency;
  readonly environments: Environments;
  readonly note: TakeNote;
  /** Default: the machine's. */
  readonly clock?: Clock;
}

/** @throws when this Node is not the function's runtime */
export function refuseOtherRuntime({ where, runtime }: FunctionModel): void {
  const major = process.versions.node.split('.')[0];
  if (runtime === `nodejs${major}.x`) return;
  throw new Error(
    `${describeResource(where)}: Runtime is ${runtime}, but the emulator runs functions ` +
      `on this Node ${process.versions.node} (nodejs${major}.x). Run it with the Node that is deployed.`,
  );
}

/** An environment of the function that loads its bundle, and counts in its account. */
export function startEnvironment(
  { model, variables, account, environments }: LambdaFunctionOptions,
  codeDirectory: string,
  initializationType: string,
): Environment {
  const environment = environments.start({
    model,
    codeDirectory,
    variables: {
      ...variables,
      LAMBDA_TASK_ROOT: codeDirectory,
      AWS_LAMBDA_INITIALIZATION_TYPE: initializationType,
    },
  });
  account.living.add(environment);
  void environment.ended.then(() => account.living.delete(environment));
  return environment;
}
