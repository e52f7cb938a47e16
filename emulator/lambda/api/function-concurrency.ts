import { ServiceError } from '../../services/json-service-listener.ts';
import { functionNotFound, membersOf } from './operation.ts';
import type { Operation } from './operation.ts';

/** A function that can have environments of its own. */
export interface Reservable {
  readonly reservedConcurrency: number | undefined;
  /** How many environments it may have at once; undefined: as many as the account lets it. */
  readonly reserve: (environments: number | undefined) => void;
}

const PATH = /^\/2017-10-31\/functions\/([^/?]+)\/concurrency$/;
const PATH_OF_GET = /^\/2019-09-30\/functions\/([^/?]+)\/concurrency$/;

/** `GetFunctionConcurrency`, `PutFunctionConcurrency`, `DeleteFunctionConcurrency`. */
export const concurrencyOperations = (
  find: (functionName: string) => Reservable | undefined,
): readonly Operation[] => {
  const found = (functionName: string): Reservable => {
    const one = find(functionName);
    if (one === undefined) throw functionNotFound(functionName);
    return one;
  };
  return [
    {
      method: 'GET',
      path: PATH_OF_GET,
      answer: ({ functionName }) => concurrencyAnswer(found(functionName).reservedConcurrency),
    },
    {
      method: 'PUT',
      path: PATH,
      answer: ({ functionName, body }) => {
        const one = found(functionName);
        const { ReservedConcurrentExecutions: count } = membersOf(body, ['ReservedConcurrentExecutions']);
        if (typeof count !== 'number' || !Number.isInteger(count) || count < 0)
          throw new ServiceError(
            'InvalidParameterValueException',
            'ReservedConcurrentExecutions must be a whole number, 0 at least.',
          );
        one.reserve(count);
        return concurrencyAnswer(count);
      },
    },
    {
      method: 'DELETE',
      path: PATH,
      answer: ({ functionName }) => {
        found(functionName).reserve(undefined);
        return { status: 204, body: '' };
      },
    },
  ];
};

const concurrencyAnswer = (count: number | undefined) => ({
  status: 200,
  body: JSON.stringify(count === undefined ? {} : { ReservedConcurrentExecutions: count }),
});
