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
  /** Whoever names it changes nothing that somebody else has changed meanwhile. */
  readonly revision: string;
  /** They are what new environments see. */
  readonly isInPlace: boolean;
}

/** A function's own settings at AWS. What AWS refuses throws NotCheckedError. */
export interface FunctionControl {
  readonly name: string;
  readonly region: string;
  readonly variables: () => Promise<FunctionVariables>;
  readonly setVariables: (values: FunctionVariables['values'], revision: string) => Promise<void>;
  /** Its reserved concurrency; undefined: none. */
  readonly concurrency: () => Promise<number | undefined>;
  readonly setConcurrency: (environments: number | undefined) => Promise<void>;
}

/** By its name, as it is without an alias. */
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
