import { systemClock } from '../../../contracts/clock.ts';
import { jest } from '@jest/globals';
import { withFaultSwitch } from '../../../functions/aws/with-fault-switch.ts';
import { SETTINGS, fakeRuntime, unconfigured } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';

beforeEach(() => jest.useFakeTimers({ now: NOW_MS }));
afterEach(() => jest.useRealTimers());

const UNTIL_MS = NOW_MS + 60_000;

/** A function that answers at once, with a switch. */
const switched = (faultSwitch: unknown, { drillable = true } = {}) => {
  const { runtime, lines } = fakeRuntime();
  const ports = { ...runtime.ports, settings: { ...SETTINGS, drillable }, clock: systemClock };
  const read = jest.fn(() => (typeof faultSwitch === 'string' ? faultSwitch : JSON.stringify(faultSwitch)));
  const variables = Object.defineProperty({}, 'FAULT_SWITCH', { get: read });
  const answer = jest.fn((event: string) => Promise.resolve(`answer to ${event}`));
  const endProcess = jest.fn();
  const handler = withFaultSwitch(answer, { configured: true, ports }, variables, endProcess);
  const settled = jest.fn();
  return {
    ...{ lines, read, answer, endProcess, settled, handler },
    /** What has become of an invocation at last. */
    invoke: () => {
      const invocation = handler('a request', undefined);
      invocation.then(settled, settled);
      return invocation;
    },
  };
};
const after = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const INJECTED = expect.objectContaining({ level: 'warn', message: 'a fault is injected' });

describe('the fault switch of a function', () => {
  it('is not even read where the deployment is not for drills', () => {
    const { handler, answer, read, lines } = switched(
      { fault: 'crash', untilMs: UNTIL_MS },
      { drillable: false },
    );
    expect(handler).toBe(answer);
    expect(read).not.toHaveBeenCalled();
    expect(lines).toEqual([]);
  });

  it.each([undefined, ''])('that is %j leaves the function as it is', (found) => {
    const { handler, answer, lines } = switched(found);
    expect(handler).toBe(answer);
    expect(lines).toEqual([]);
  });

  it('is not read where the environment is wrong: there are no settings that could say so', () => {
    const answer = () => Promise.resolve('502');
    expect(withFaultSwitch(answer, unconfigured, { FAULT_SWITCH: '{}' })).toBe(answer);
  });

  it('that is malformed is said once, and injects nothing', async () => {
    const { invoke, lines, endProcess } = switched({ fault: 'crash', untilMs: 'tomorrow' });
    expect(await invoke()).toBe('answer to a request');
    expect(await invoke()).toBe('answer to a request');
    expect(endProcess).not.toHaveBeenCalled();
    expect(lines).toEqual([
      { level: 'error', message: expect.any(String), error: expect.stringContaining('FAULT_SWITCH.untilMs') },
    ]);
  });

  it('hangs: it never answers, and keeps the process alive for Lambda to end it', async () => {
    const { invoke, settled, answer, lines } = switched({ fault: 'hang', untilMs: UNTIL_MS });
    void invoke();
    await after(3_600_000);
    expect(settled).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(1);
    expect(answer).not.toHaveBeenCalled();
    expect(lines).toEqual([INJECTED]);
  });

  it('crashes: the process ends, and nothing is answered', async () => {
    const { invoke, settled, endProcess, lines } = switched({ fault: 'crash', untilMs: UNTIL_MS });
    void invoke();
    await after(1000);
    expect(endProcess).toHaveBeenCalledTimes(1);
    expect(settled).not.toHaveBeenCalled();
    expect(lines).toEqual([INJECTED]);
  });

  it('fails: the function throws', async () => {
    const { invoke, answer, lines } = switched({ fault: 'error', untilMs: UNTIL_MS });
    await expect(invoke()).rejects.toThrow('The fault switch injects "error".');
    expect(answer).not.toHaveBeenCalled();
    expect(lines).toEqual([INJECTED]);
  });

  it('is slow: it answers as ever, so much later', async () => {
    const { invoke, settled, lines } = switched({ fault: 'slow', untilMs: UNTIL_MS, delayMs: 700 });
    void invoke();
    await after(699);
    expect(settled).not.toHaveBeenCalled();
    await after(1);
    expect(settled).toHaveBeenCalledWith('answer to a request');
    expect(lines).toEqual([INJECTED]);
  });

  it('undoes itself: from its end on the function is as ever, and says nothing', async () => {
    const { invoke, lines } = switched({ fault: 'error', untilMs: UNTIL_MS });
    await after(59_999);
    await expect(invoke()).rejects.toThrow();
    await after(1);
    expect(await invoke()).toBe('answer to a request');
    expect(lines).toHaveLength(1);
  });

  it('says each injection in a line of its own, with what it was', async () => {
    const { invoke, lines } = switched({ fault: 'slow', untilMs: UNTIL_MS, delayMs: 1 });
    void invoke();
    void invoke();
    await after(1);
    const line = {
      level: 'warn',
      message: 'a fault is injected',
      fault: 'slow',
      untilMs: UNTIL_MS,
      delayMs: 1,
    };
    expect(lines).toEqual([line, line]);
  });
});
