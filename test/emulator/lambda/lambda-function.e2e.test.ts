import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountOf } from '../../../emulator/lambda/concurrency.ts';
import { InvocationMeter } from '../../../emulator/lambda/invocation-meter.ts';
import { bundle, deploy, PID, removeFunctions, value } from './deploy-function.ts';

afterEach(removeFunctions);

describe('a function', () => {
  it('refuses a runtime that is not this Node', async () => {
    await expect(deploy(PID, { runtime: 'nodejs18.x' })).rejects.toThrow(
      /stack \/ AnswerFunction \(AWS::Lambda::Function\): Runtime is nodejs18\.x, but the emulator runs/,
    );
  });

  it('throttles at its reserved concurrency', async () => {
    const { invoke, notes } = await deploy(PID, { reservedConcurrency: 1 });
    const [first, second] = await Promise.all([invoke(), invoke()]);
    expect([first.kind, second.kind]).toEqual(['returned', 'throttled']);
    expect(notes).toEqual([expect.objectContaining({ setting: 'ReservedConcurrentExecutions' })]);
  });

  it('throttles at the quota of its account, whichever of its functions is busy', async () => {
    const account = { ...accountOf(), quota: 1 };
    const one = await deploy(PID, {}, undefined, account);
    const other = await deploy(PID, {}, undefined, account);
    const [first, second] = await Promise.all([one.invoke(), other.invoke()]);
    expect([first.kind, second.kind]).toEqual(['returned', 'throttled']);
    expect(other.notes).toEqual([expect.objectContaining({ setting: 'the account’s quota' })]);
    expect((await other.invoke()).kind).toBe('returned');
  });

  it('throttles beyond what the machine can bear, and ends an idle environment of another function first', async () => {
    const account = { ...accountOf(), mostLiving: 2 };
    const slow = `exports.handler = async () => {
      await new Promise((r) => setTimeout(r, 300)); return { pid: process.pid }; };`;
    const one = await deploy(slow, {}, undefined, account);
    const other = await deploy(PID, {}, undefined, account);
    await other.invoke();
    const results = await Promise.all([one.invoke(), one.invoke(), one.invoke()]);
    expect(results.map(({ kind }) => kind).toSorted()).toEqual(['returned', 'returned', 'throttled']);
    expect(other.living.size).toBe(0);
    expect(one.notes).toEqual([
      expect.objectContaining({
        setting: 'the machine',
        text: 'A request was throttled at 2 environments of the region.',
      }),
    ]);
    expect((await other.invoke()).kind).toBe('returned');
  });

  it('serves a burst with the environments that are free sooner, not with one for each request', async () => {
    const { one, invoke, living } = await deploy(PID);
    const results = await Promise.all(Array.from({ length: 60 }, () => invoke()));
    expect(results.every(({ kind }) => kind === 'returned')).toBe(true);
    expect(living.size).toBeLessThan(30);
    // Only the first request of an environment is a cold start.
    expect(one.coldStartsMs.length).toBeLessThanOrEqual(living.size);
    expect(one.coldStartsMs.length).toBeGreaterThan(0);
  });

  it('does not lose a request whose environment another request has taken', async () => {
    const { invoke } = await deploy(
      `exports.handler = async (event) => {
        await new Promise((r) => setTimeout(r, event.ms ?? 0)); return { pid: process.pid }; };`,
    );
    const mixed = Array.from({ length: 24 }, (_, index) => invoke({ ms: index % 3 === 0 ? 200 : 0 }));
    const results = await Promise.all(mixed);
    expect(results.map(({ kind }) => kind)).toEqual(results.map(() => 'returned'));
  });

  it('serves with no environment that was starting when its bundle was replaced', async () => {
    const { one, invoke } = await deploy("exports.handler = async () => ({ says: 'old' });");
    const code = await bundle("exports.handler = async () => ({ says: 'new' });");
    await Promise.all(Array.from({ length: 30 }, () => invoke()));
    one.setBundle(code);
    await sleep(500);
    const results = await Promise.all(Array.from({ length: 10 }, () => invoke()));
    expect(results.map(value)).toEqual(results.map(() => ({ says: 'new' })));
  });

  it('says of each invocation whether it was cold, how long it was held back, and what it waited', async () => {
    const { one } = await deploy(PID);
    const meters = [new InvocationMeter(), new InvocationMeter(), new InvocationMeter()] as const;
    await one.invoke({}, performance.now(), meters[0]);
    await one.invoke({}, performance.now(), meters[1]);
    one.setCold({ readyAfterMs: 1500 });
    await one.invoke({}, performance.now(), meters[2]);
    expect(meters.map(({ isCold }) => isCold)).toEqual([true, false, false]);
    expect(meters.map(({ heldMs }) => heldMs)).toEqual([0, 0, 1500]);
    for (const { waitedMs } of meters) expect(waitedMs).toBeGreaterThanOrEqual(0);
    // What it waited is still known once its process is gone.
    const { waitedMs } = meters[0];
    one.killAll();
    expect(meters[0].waitedMs).toBeGreaterThanOrEqual(waitedMs);
  });

  it('throttles everything while it is throttled, and nothing afterwards', async () => {
    const { one, invoke } = await deploy(PID);
    one.setFault('throttled');
    expect((await invoke()).kind).toBe('throttled');
    one.setFault(undefined);
    expect((await invoke()).kind).toBe('returned');
  });

  it('crashes in mid-invocation, warm or cold, until that is undone', async () => {
    const { one, invoke, living } = await deploy(PID);
    await one.warm(1, {});
    one.setFault('crashes');
    expect((await invoke()).kind).toBe('crashed');
    expect((await invoke()).kind).toBe('crashed');
    one.setFault(undefined);
    expect((await invoke()).kind).toBe('returned');
    expect(living.size).toBe(1);
  });

  it('hangs in mid-invocation; what hangs ends when that is undone', async () => {
    const { one, invoke, notes, living } = await deploy(PID, { timeoutMs: 20_000 });
    await one.warm(1, {});
    one.setFault('hangs');
    const hanging = invoke();
    expect(await Promise.race([hanging, sleep(300, 'hangs')])).toBe('hangs');
    one.setFault(undefined);
    expect((await hanging).kind).toBe('crashed');
    expect((await invoke()).kind).toBe('returned');
    expect(notes).toEqual([]);
    expect(living.size).toBe(1);
  });

  it('is cold for each request while it is made cold, and serves no earlier than given', async () => {
    const { one, invoke, living } = await deploy(PID);
    const warm = value(await invoke());
    one.setCold({ readyAfterMs: 400 });
    const startedMs = performance.now();
    const first = value(await invoke());
    const tookMs = performance.now() - startedMs;
    const second = value(await invoke());
    expect(tookMs).toBeGreaterThanOrEqual(399);
    expect(new Set([warm?.pid, first?.pid, second?.pid]).size).toBe(3);
    const measuredMs = one.coldStartsMs.slice(1);
    expect(measuredMs).toHaveLength(2);
    for (const ms of measuredMs) expect(ms).toBeGreaterThanOrEqual(399);
    await sleep(50);
    expect(living.size).toBe(0);
    one.setCold(undefined);
    expect(value(await invoke())?.pid).toBe(value(await invoke())?.pid);
  });

  it('starts new environments after it was recycled, while a busy one still answers', async () => {
    const { one, invoke, living } = await deploy(
      `exports.handler = async (event) => {
        await new Promise((r) => setTimeout(r, event.ms ?? 0)); return { pid: process.pid }; };`,
    );
    const idle = value(await invoke());
    const busy = invoke({ ms: 300 });
    const other = value(await invoke());
    one.recycle();
    const next = value(await invoke());
    expect([idle?.pid, other?.pid]).not.toContain(next?.pid);
    const late = value(await busy);
    expect(late?.pid).toBe(idle?.pid);
    await sleep(50);
    expect(living.has(late?.pid ?? 0)).toBe(false);
    expect([...living]).toEqual([next?.pid]);
  });

  it('runs another bundle in its place, and its own again', async () => {
    const { one, invoke } = await deploy('exports.handler = async () => "own";');
    await invoke();
    one.setBundle(await bundle('exports.handler = async () => "other";'));
    expect(await invoke()).toEqual({ kind: 'returned', value: 'other' });
    one.setBundle(undefined);
    expect(await invoke()).toEqual({ kind: 'returned', value: 'own' });
  });

  it('is warm for as many requests at once as given, each past one invocation', async () => {
    const { one, invoke } = await deploy(PID);
    await one.warm(3, {});
    const results = await Promise.all([invoke(), invoke(), invoke()]);
    expect(results.map((result) => value(result)?.count)).toEqual([2, 2, 2]);
    expect(new Set(results.map((result) => value(result)?.pid)).size).toBe(3);
    expect(one.coldStartsMs).toEqual([]);
  });

  it('starts its provisioned environments ahead: they serve first, know it, and are no cold start', async () => {
    const { one, invoke, living } = await deploy(
      `exports.handler = async () => {
        await new Promise((r) => setTimeout(r, 500));
        return [process.env.AWS_LAMBDA_INITIALIZATION_TYPE, process.env.AWS_LAMBDA_FUNCTION_VERSION]; };`,
      { provisionedConcurrency: 2 },
    );
    await one.provision();
    expect(living.size).toBe(2);
    const results = await Promise.all([invoke(), invoke(), invoke()]);
    expect(results.map((result) => (result as { value?: unknown }).value).sort()).toEqual([
      ['on-demand', '1'],
      ['provisioned-concurrency', '1'],
      ['provisioned-concurrency', '1'],
    ]);
    expect(one.coldStartsMs).toHaveLength(1);
  });

  it('provisions nothing where its bundle does not load: the next request meets that', async () => {
    const { one, invoke } = await deploy('throw new Error("no config")', { provisionedConcurrency: 1 });
    await one.provision();
    expect(await invoke()).toMatchObject({ kind: 'crashed', detail: 'Error: no config' });
  });

  it('says why it cannot be warmed', async () => {
    const { one } = await deploy('throw new Error("no config")');
    await expect(one.warm(2, {})).rejects.toThrow(
      'expected that an environment serves a request; found: crashed, Error: no config',
    );
  });

  it('never takes an environment again that its timeout has ended', async () => {
    const { one, invoke } = await deploy(
      'exports.handler = (event) => (event.slow ? new Promise(() => setTimeout(() => {}, 60_000)) : Promise.resolve({}));',
      { timeoutMs: 300 },
    );
    expect((await invoke({ slow: true })).kind).toBe('timed-out');
    await one.warm(1, {});
    expect((await invoke()).kind).toBe('returned');
  });

  it('takes another environment when one ended while frozen', async () => {
    const { invoke, living } = await deploy(PID);
    const first = value(await invoke());
    process.kill(first?.pid ?? 0, 'SIGKILL');
    for (let waits = 0; living.size > 0 && waits < 50; waits++) await sleep(20);
    expect(value(await invoke())?.pid).not.toBe(first?.pid);
  });
});
