import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { askedOf } from '../../kit/asked-of.ts';
import type { ClientOptions } from './endpoint.ts';
import { notCheckedUnless } from './not-checked-unless.ts';

export interface FunctionVariables {
  readonly values: Readonly<Record<string, string>>;
  /** An update that names this revision is refused if the function was changed in between. */
  readonly revision: string;
  /** Whether new environments already use these values. */
  readonly isInPlace: boolean;
}

/** A function's configuration in Lambda. A call that AWS refuses throws NotCheckedError. */
export interface FunctionControl {
  readonly name: string;
  readonly region: string;
  readonly variables: () => Promise<FunctionVariables>;
  readonly setVariables: (values: FunctionVariables['values'], revision: string) => Promise<void>;
  /** Its reserved concurrency; undefined: none. */
  readonly concurrency: () => Promise<number | undefined>;
  readonly setConcurrency: (environments: number | undefined) => Promise<void>;
}

/** The unqualified function, without an alias. */
export function functionControl(name: string, options: ClientOptions): FunctionControl {
  const client = new LambdaClient(options);
  const FunctionName = name;
  const asked = askedOf(options);
  return {
    name,
    region: options.region,
    variables: async () => {
      const found = await notCheckedUnless(
        'lambda:GetFunctionConfiguration',
        client.send(new GetFunctionConfigurationCommand({ FunctionName })),
        asked,
      );
      return {
        values: found.Environment?.Variables ?? {},
        revision: found.RevisionId ?? '',
        isInPlace: found.LastUpdateStatus !== 'InProgress',
      };
    },
    setVariables: async (Variables, RevisionId) => {
      const command = new UpdateFunctionConfigurationCommand({
        FunctionName,
        Environment: { Variables: { ...Variables } },
        RevisionId,
      });
      await notCheckedUnless('lambda:UpdateFunctionConfiguration', client.send(command), asked);
    },
    concurrency: async () => {
      const found = await notCheckedUnless(
        'lambda:GetFunctionConcurrency',
        client.send(new GetFunctionConcurrencyCommand({ FunctionName })),
        asked,
      );
      return found.ReservedConcurrentExecutions;
    },
    setConcurrency: async (environments) => {
      if (environments === undefined)
        await notCheckedUnless(
          'lambda:DeleteFunctionConcurrency',
          client.send(new DeleteFunctionConcurrencyCommand({ FunctionName })),
          asked,
        );
      else
        await notCheckedUnless(
          'lambda:PutFunctionConcurrency',
          client.send(
            new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: environments }),
          ),
          asked,
        );
    },
  };
}
