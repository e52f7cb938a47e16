// Jest's environment for Node, and a worker that ends as soon as it has nothing left to do. Left alone, Node first takes down
// the contexts of all the tests that the worker has run, and waits for its garbage collector's threads, which takes longer than the
// half second after which jest kills it and says that it failed to exit gracefully. A handle that a test leaves open still keeps the
// worker, and jest still says so.
import { TestEnvironment } from 'jest-environment-node';

// Tests see a copy of `process`: this is the worker's own, once a worker. Jest's first process has other things to do at its end.
if (process.send !== undefined && process.env.JEST_WORKER_ID !== undefined)
  process.once('exit', (code) =>
    code === 0 ? process.kill(process.pid, 'SIGKILL') : process.reallyExit(code),
  );

export default TestEnvironment;
