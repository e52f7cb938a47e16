// One Lambda environment: loads the bundle, then serves one invocation at a time. Plain JavaScript
// and no imports of the project, so that a cold start is Node's and the bundle's and nothing else's.
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Ctrl-C reaches the whole terminal; only the main process decides what it means.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));
// The parent may have gone while Node was starting.
if (!process.connected) process.exit(0);

const root = process.env.LAMBDA_TASK_ROOT;
const [moduleName, exportName] = process.env._HANDLER.split('.');

const asError = (error) => ({
  errorType: error?.name ?? 'Error',
  errorMessage: String(error?.message ?? error),
  stack: String(error?.stack ?? ''),
});

const { outsidePorts, aheadMs: startsAheadMs = 0 } = JSON.parse(process.argv[2] ?? '{}');
const machineNow = Date.now;
// A region's clock may be wrong: the bundle sees that time of day.
if (startsAheadMs !== 0) (await import('./wrong-clock.mjs')).startAhead(startsAheadMs);

// What is outside AWS, where the emulator stands for that too.
if (outsidePorts !== undefined) (await import('./outside-network.mjs')).emulateOutside(outsidePorts);

async function load() {
  for (const extension of ['.js', '.cjs']) {
    const file = join(root, moduleName + extension);
    if (existsSync(file)) return createRequire(file)(file);
  }
  return import(pathToFileURL(join(root, `${moduleName}.mjs`)).href);
}

async function init() {
  const handler = (await load())[exportName];
  if (typeof handler !== 'function') {
    throw new Error(`Expected a function "${exportName}" in ${moduleName}; found ${typeof handler}.`);
  }
  // nodejs24.x: Runtime.CallbackHandlerDeprecated.
  if (handler.length > 2) throw new Error('Handlers that take a callback are refused by this runtime.');
  return handler;
}

async function serve(handler, { event, requestId, deadlineMs, aheadMs }) {
  if (aheadMs !== 0 || Date.now !== machineNow) (await import('./wrong-clock.mjs')).setAhead(aheadMs);
  const name = process.env.AWS_LAMBDA_FUNCTION_NAME;
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: `arn:aws:lambda:${process.env.AWS_REGION}:000000000000:function:${name}`,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - machineNow()),
  };
  process.send({ type: 'started' });
  try {
    process.send({ type: 'returned', json: JSON.stringify(await handler(event, context)) ?? 'null' });
  } catch (error) {
    console.error(error);
    process.send({ type: 'threw', ...asError(error) });
  }
}

try {
  const handler = await init();
  process.on('message', (invocation) => void serve(handler, invocation));
  process.send({ type: 'ready' });
} catch (error) {
  console.error(error);
  process.send({ type: 'init-failed', ...asError(error) }, () => process.exit(1));
}
