import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** One environment of a function: the bundle in a process of its own, with nothing but its variables. */
export interface LambdaProcess {
  /** How many parameters the handler declares: Node 24 on Lambda refuses three. */
  readonly handlerLength: number;
  invoke(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult>;
  /** Whole once it is stopped. */
  readonly output: { stdout: string; stderr: string };
  /** Safe to call twice. */
  stop(): Promise<void>;
}

const RUNNER = `
const { handler } = require('./index.cjs');
process.on('message', (event) => {
  handler(event, { awsRequestId: 'a-request' }).then((result) => process.send(result));
});
process.send({ handlerLength: handler.length });
`;

/** Starts the bundle in a folder; its first message says that it is ready. */
export async function startLambda(
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<LambdaProcess> {
  const runner = join(folder, 'runner.cjs');
  await writeFile(runner, RUNNER);
  const child = fork(runner, { env: variables, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (text: Buffer) => (output.stdout += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (output.stderr += text.toString()));
  const closed = once(child, 'close');
  const nextMessage = async (): Promise<unknown> => {
    const gone = once(child, 'exit').then(() => {
      throw new Error(`The process ended: ${output.stderr}`);
    });
    const [message] = (await Promise.race([once(child, 'message'), gone])) as [unknown];
    return message;
  };
  const { handlerLength } = (await nextMessage()) as { handlerLength: number };
  return {
    handlerLength,
    output,
    invoke: async (event) => {
      const answer = nextMessage();
      child.send(event);
      return (await answer) as APIGatewayProxyResult;
    },
    stop: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}
