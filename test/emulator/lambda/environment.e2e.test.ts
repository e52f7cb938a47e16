import { setTimeout as sleep } from 'node:timers/promises';
import { deploy, PID, removeFunctions, value } from './deploy-function.ts';

afterEach(removeFunctions);

describe('an environment', () => {
  it('runs the bundle with the event and a context, and answers what it returns', async () => {
    const { invoke } = await deploy(
      `exports.handler = async (event, context) => ({
        event, name: context.functionName, left: context.getRemainingTimeInMillis(), id: context.awsRequestId });`,
    );
    const result = await invoke({ a: 1 });
    expect(result).toEqual({
      kind: 'returned',
      value: {
        event: { a: 1 },
        name: 'answer-function',
        left: expect.any(Number),
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
    const { left } = (result as { value: { left: number } }).value;
    expect(left).toBeGreaterThan(1000);
    expect(left).toBeLessThanOrEqual(2000);
  });

  it.each([
    ['index.js', 'exports.handler = async () => 1;'],
    ['index.mjs', 'export const handler = async () => 1;'],
  ])('runs %s too', async (file, code) => {
    const { invoke } = await deploy(code, {}, file);
    expect(await invoke()).toEqual({ kind: 'returned', value: 1 });
  });

  it("sees the template's variables and Lambda's, and of the parent's PATH alone", async () => {
    process.env['OF_THE_PARENT'] = 'secret';
    try {
      const { invoke } = await deploy('exports.handler = async () => process.env;');
      const { value: seen } = (await invoke()) as { value: Record<string, string> };
      expect(Object.keys(seen).sort()).toEqual(
        [
          ...[
            'AWS_ACCESS_KEY_ID',
            'AWS_DEFAULT_REGION',
            'AWS_ENDPOINT_URL_LAMBDA',
            'AWS_ENDPOINT_URL_S3',
            'AWS_ENDPOINT_URL_SSM',
            'AWS_ENDPOINT_URL_SECRETS_MANAGER',
          ],
          ...['AWS_EXECUTION_ENV', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_NAME'],
          ...['AWS_LAMBDA_FUNCTION_VERSION', 'AWS_LAMBDA_INITIALIZATION_TYPE', 'AWS_LAMBDA_LOG_GROUP_NAME'],
          ...['AWS_LAMBDA_LOG_STREAM_NAME', 'AWS_REGION', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
          ...['LAMBDA_TASK_ROOT', 'LANG', 'PATH', 'SETTINGS', 'TZ', '_HANDLER'],
        ].sort(),
      );
      expect(seen).toMatchObject({
        AWS_REGION: 'eu-central-1',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
        _HANDLER: 'index.handler',
        SETTINGS: '{}',
      });
    } finally {
      delete process.env['OF_THE_PARENT'];
    }
  });

  it('is used again, the last one used first', async () => {
    const { invoke } = await deploy(PID);
    await Promise.all([invoke(), invoke(), invoke()]);
    const first = value(await invoke());
    const second = value(await invoke());
    expect(second?.pid).toBe(first?.pid);
    expect(second?.count).toBe((first?.count ?? 0) + 1);
  });

  it('is one for each request at once', async () => {
    const { invoke } = await deploy(
      'exports.handler = async () => { await new Promise((r) => setTimeout(r, 2000)); return { pid: process.pid }; };',
      { timeoutMs: 10_000 },
    );
    const results = await Promise.all(Array.from({ length: 4 }, () => invoke()));
    expect(new Set(results.map((result) => value(result)?.pid)).size).toBe(4);
  });

  it('is frozen between requests: what it left running stands still', async () => {
    const { invoke } = await deploy(
      'let ticks = 0; setInterval(() => ticks++, 5); exports.handler = async () => ticks;',
    );
    const { value: before } = (await invoke()) as { value: number };
    await sleep(500);
    const { value: after } = (await invoke()) as { value: number };
    expect(after - before).toBeLessThan(20);
  });

  it('lives on after an error, and tells what was thrown', async () => {
    const { invoke, notes, living } = await deploy(
      'exports.handler = async () => { throw new TypeError("wrong"); };',
    );
    expect(await invoke()).toEqual({ kind: 'threw', detail: 'TypeError: wrong' });
    expect(living.size).toBe(1);
    expect(notes).toEqual([
      expect.objectContaining({ setting: 'Handler', text: expect.stringContaining('wrong') }),
    ]);
  });

  it.each([
    ['exits', 'process.exit(3)', 'its process ended (exit code 3)'],
    [
      'leaves a rejection unhandled',
      'Promise.reject(new Error("x")); await new Promise(() => {})',
      'exit code 1',
    ],
    ['is killed', 'process.kill(process.pid, "SIGKILL"); await new Promise(() => {})', 'SIGKILL'],
  ])(
    'has crashed when its process %s in mid-invocation; the next request is served by another',
    async (_case, code, detail) => {
      const { invoke, living } = await deploy(
        `exports.handler = async (event) => { if (event.bad) { ${code} } return { pid: process.pid }; };`,
      );
      const before = value(await invoke());
      expect(await invoke({ bad: true })).toMatchObject({
        kind: 'crashed',
        detail: expect.stringContaining(detail),
      });
      const after = value(await invoke());
      expect(after?.pid).not.toBe(before?.pid);
      expect(living.size).toBe(1);
    },
  );

  it.each([
    ['throws while loading', 'throw new Error("no config")', 'Error: no config'],
    ['exits while loading', 'process.exit(2)', 'exit code 2'],
    ['has no handler', 'exports.other = 1', 'Expected a function "handler" in index'],
    ['takes a callback', 'exports.handler = (event, context, callback) => callback()', 'take a callback'],
  ])('has crashed when the bundle %s', async (_case, code, detail) => {
    const { invoke } = await deploy(code);
    expect(await invoke()).toMatchObject({ kind: 'crashed', detail: expect.stringContaining(detail) });
  });

  it("is killed at the function's timeout", async () => {
    const { invoke, notes, living } = await deploy('exports.handler = () => new Promise(() => {});', {
      timeoutMs: 300,
    });
    expect(await invoke()).toEqual({ kind: 'timed-out', detail: 'Task timed out after 0.3 seconds' });
    await sleep(50);
    expect(living.size).toBe(0);
    expect(notes).toEqual([expect.objectContaining({ level: 'info', setting: 'Timeout' })]);
  });

  it('gives its output', async () => {
    const { invoke, output } = await deploy('exports.handler = async () => console.log("hello");');
    await invoke();
    await sleep(50);
    expect(output.join('')).toContain('hello');
  });
});
