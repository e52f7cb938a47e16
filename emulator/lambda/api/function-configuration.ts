import { createHash } from 'node:crypto';
import type { FunctionModel } from '../../deployment.ts';
import { ServiceError } from '../../services/json-service-listener.ts';
import { functionNotFound, membersOf } from './operation.ts';
import type { LambdaAnswer, Operation } from './operation.ts';

/** A function whose variables can be changed. */
export interface Configurable {
  readonly model: FunctionModel;
  /** New environments see these variables. */
  readonly configure: (environment: FunctionModel['environment']) => void;
}

const PATH = /^\/2015-03-31\/functions\/([^/?]+)\/configuration$/;

/**
 * `GetFunctionConfiguration`, and `UpdateFunctionConfiguration` of the variables, which are replaced as a whole. What is in
 * progress on AWS for some seconds is done here at once.
 */
export const configurationOperations = (
  find: (functionName: string) => Configurable | undefined,
): readonly Operation[] => {
  const found = (functionName: string): Configurable => {
    const one = find(functionName);
    if (one === undefined) throw functionNotFound(functionName);
    return one;
  };
  return [
    { method: 'GET', path: PATH, answer: ({ functionName }) => describe(found(functionName).model) },
    {
      method: 'PUT',
      path: PATH,
      answer: ({ functionName, body }) => {
        const one = found(functionName);
        const { Environment, RevisionId } = membersOf(body, ['Environment', 'RevisionId']);
        if (RevisionId !== undefined && RevisionId !== revisionOf(one.model))
          throw new ServiceError(
            'PreconditionFailedException',
            'The Revision Id provided does not match the latest Revision Id.',
          );
        const environment = variablesOf(Environment);
        one.configure(environment);
        return describe({ ...one.model, environment });
      },
    },
  ];
};

function describe(model: FunctionModel): LambdaAnswer {
  const configuration = {
    FunctionName: model.name,
    Runtime: model.runtime,
    Handler: model.handler,
    MemorySize: model.memoryMb,
    Timeout: model.timeoutMs / 1000,
    Environment: { Variables: model.environment },
    RevisionId: revisionOf(model),
    Version: '$LATEST',
    State: 'Active',
    LastUpdateStatus: 'Successful',
  };
  return { status: 200, body: JSON.stringify(configuration) };
}

/** Another one for other variables; on AWS for every update. */
const revisionOf = ({ environment }: FunctionModel): string =>
  createHash('sha256').update(JSON.stringify(environment)).digest('hex');

function variablesOf(environment: unknown): FunctionModel['environment'] {
  const { Variables: variables } = (environment ?? {}) as { readonly Variables?: unknown };
  const isMap = typeof variables === 'object' && variables !== null;
  if (isMap && Object.values(variables).every((value) => typeof value === 'string'))
    return variables as FunctionModel['environment'];
  throw new ServiceError('InvalidParameterValueException', 'Environment.Variables must be texts by name.');
}
