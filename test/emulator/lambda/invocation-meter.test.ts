import { setTimeout as sleep } from 'node:timers/promises';
import { InvocationMeter } from '../../../emulator/lambda/invocation-meter.ts';

describe('what an invocation has lost to the machine', () => {
  it('is nothing before it has an environment', () => {
    expect(new InvocationMeter()).toMatchObject({ waitedMs: 0, isCold: false, heldMs: 0 });
  });

  it('is what a warm environment has waited since', () => {
    const meter = new InvocationMeter();
    let waitedMs = 500;
    meter.attach(() => waitedMs);
    expect(meter).toMatchObject({ waitedMs: 0, isCold: false });
    waitedMs = 620;
    expect(meter.waitedMs).toBe(120);
  });

  it('holds the time in the queue of cold starts, while it lasts too, and all that the new process has waited', async () => {
    const meter = new InvocationMeter();
    meter.queue();
    await sleep(50);
    // It may be cut before its turn comes.
    expect(meter.isCold).toBe(true);
    const queuedMs = meter.waitedMs;
    expect(queuedMs).toBeGreaterThanOrEqual(49);
    meter.attach(() => 30);
    expect(meter.isCold).toBe(true);
    expect(meter.waitedMs).toBeGreaterThanOrEqual(queuedMs + 30);
    const before = meter.waitedMs;
    await sleep(20);
    expect(meter.waitedMs).toBe(before);
  });

  it('keeps what it has lost when another environment is free sooner, and goes on with the other', () => {
    const meter = new InvocationMeter();
    let otherMs = 700;
    meter.attach(() => 0);
    meter.queue();
    meter.attach(() => 40);
    const lostMs = meter.waitedMs;
    expect(lostMs).toBeGreaterThanOrEqual(40);
    meter.move(() => otherMs);
    expect(meter.waitedMs).toBeCloseTo(lostMs, 0);
    otherMs = 760;
    expect(meter.waitedMs).toBeCloseTo(lostMs + 60, 0);
  });

  it('leaves out what delayed nothing, because a fault held the environment back', () => {
    const meter = new InvocationMeter();
    let waitedMs = 80;
    meter.queue();
    meter.attach(() => waitedMs);
    meter.held(900);
    expect(meter).toMatchObject({ waitedMs: 0, isCold: false, heldMs: 900 });
    waitedMs = 95;
    expect(meter.waitedMs).toBe(15);
  });
});
