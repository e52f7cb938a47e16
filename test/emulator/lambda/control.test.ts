import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { FunctionModel } from '../../../emulator/deployment.ts';
import { configurationOperations } from '../../../emulator/lambda/api/function-configuration.ts';
import { concurrencyOperations } from '../../../emulator/lambda/api/function-concurrency.ts';
import { lambdaRequestListener } from '../../../emulator/lambda/api/lambda-request-listener.ts';
import { breakableListener } from '../../../emulator/network/breakable-listener.ts';
import type { BreakableListener } from '../../../emulator/network/breakable-listener.ts';
import { freePorts } from '../../../emulator/network/free-ports.ts';

const REGION = 'eu-central-1';
const FunctionName = 'a-function';
const MODEL: FunctionModel = {
  where: { stack: 'a', logicalId: 'AFunction', type: 'AWS::Lambda::Function' },
  name: FunctionName,
  codeDirectory: '/none',
  handler: 'index.handler',
  runtime: 'nodejs24.x',
  memoryMb: 1024,
  provisionedConcurrency: 0,
  timeoutMs: 2000,
  environment: { SETTINGS: '{}' },
};

let listener: BreakableListener;
let lambda: LambdaClient;
let one: {
  model: FunctionModel;
  reservedConcurrency: number | undefined;
  configure(environment: FunctionModel['environment']): void;
  reserve(environments: number | undefined): void;
};
beforeEach(async () => {
  one = {
    model: MODEL,
    reservedConcurrency: undefined,
    configure(environment) {
      this.model = { ...this.model, environment };
    },
    reserve(environments) {
      this.reservedConcurrency = environments;
    },
  };
  const find = (name: string) => (name === FunctionName ? one : undefined);
  const [port = 0] = await freePorts(1);
  listener = await breakableListener(
    port,
    lambdaRequestListener({
      region: REGION,
      operations: [...configurationOperations(find), ...concurrencyOperations(find)],
    }),
  );
  lambda = new LambdaClient({
    endpoint: `http://127.0.0.1:${listener.port}`,
    region: REGION,
    credentials: { accessKeyId: 'AKIDLOOPBACK', secretAccessKey: 'none' },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  lambda.destroy();
  await listener.close();
});

const configuration = () => lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
const update = (Variables: Record<string, string>, RevisionId?: string) =>
  lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables }, RevisionId }),
  );

describe("a function's variables", () => {
  it('are replaced as a whole, and read back', async () => {
    await update({ OTHER: 'b' }, (await configuration()).RevisionId);
    expect((await configuration()).Environment?.Variables).toEqual({ OTHER: 'b' });
    expect(one.model.environment).toEqual({ OTHER: 'b' });
  });

  it('are not overwritten by a client that has read an older revision', async () => {
    const { RevisionId: old } = await configuration();
    await update({ SETTINGS: '{}', FAULT_SWITCH: '{}' });
    await expect(update({ SETTINGS: '{}' }, old)).rejects.toMatchObject({
      name: 'PreconditionFailedException',
    });
    expect(one.model.environment).toHaveProperty('FAULT_SWITCH');
  });
});

describe("a function's reserved concurrency", () => {
  const reserved = async () =>
    (await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }))).ReservedConcurrentExecutions;

  it('is none, then 0, then none again', async () => {
    expect(await reserved()).toBeUndefined();
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
    expect(await reserved()).toBe(0);
    expect(one.reservedConcurrency).toBe(0);
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    expect(await reserved()).toBeUndefined();
  });

  it('is a whole number', async () => {
    const half = new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0.5 });
    await expect(lambda.send(half)).rejects.toThrow('a whole number');
    expect(one.reservedConcurrency).toBeUndefined();
  });

  it('of a function that there is not is refused', async () => {
    const command = new GetFunctionConcurrencyCommand({ FunctionName: 'another' });
    await expect(lambda.send(command)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
