import { afterEach, describe, expect, it } from '@jest/globals';
import { openBlackHole } from '../../../emulator/network/black-hole.ts';
import type { OriginModel } from '../../../emulator/deployment.ts';
import {
  API_BEHAVIOR,
  API_HOST,
  API_ORIGIN,
  FILES_ORIGIN,
  DISTRIBUTION,
  closedPort,
  startDistribution,
  NCCO,
} from './edge-harness.ts';
import type { Harness } from './edge-harness.ts';

let distribution: Harness;
afterEach(() => distribution.close());

const withApi = (change: Partial<OriginModel>) => ({
  ...DISTRIBUTION,
  origins: [{ ...API_ORIGIN, ...change }, FILES_ORIGIN],
});
const never: Harness['api'] = () => undefined;

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; tookMs: number }> {
  const startMs = performance.now();
  const result = await work();
  return { result, tookMs: performance.now() - startMs };
}

describe('CloudFront waits for an origin as long as its settings say', () => {
  it.each([1, 2])('to connect: %i attempts of ConnectionTimeout each', async (attempts) => {
    // So long that a loaded machine does not make another attempt of it.
    const timeoutMs = 1500;
    const connectionTimeoutMs = { value: timeoutMs, isDefault: false };
    distribution = await startDistribution(
      withApi({ connectionAttempts: { value: attempts, isDefault: false }, connectionTimeoutMs }),
    );
    const port = await closedPort();
    distribution.ports.set(API_HOST, port);
    const close = await openBlackHole(port);
    try {
      const { result, tookMs } = await timed(() => distribution.ask('POST', '/fallback'));
      expect(result.body).toBe(NCCO);
      expect(distribution.notes[0]?.text).toContain('504 (the origin did not accept a connection in time)');
      expect(Math.floor((tookMs + 10) / timeoutMs)).toBe(attempts);
    } finally {
      await close();
    }
  });

  it.each([
    ['GET', 1, 1],
    ['GET', 2, 2],
    ['HEAD', 2, 2],
    ['POST', 2, 1],
  ])('to be answered: a %s with ConnectionAttempts %i is sent %i times', async (method, attempts, times) => {
    distribution = await startDistribution(
      withApi({ connectionAttempts: { value: attempts, isDefault: false } }),
    );
    distribution.api = never;
    const { tookMs } = await timed(() => distribution.ask(method, '/fallback'));
    expect(distribution.asked.api).toHaveLength(times);
    expect(distribution.notes[0]?.text).toContain('504 (the origin did not answer in time)');
    expect(tookMs).toBeGreaterThan(150 * times - 10);
  });

  it('to get the next packet, not the whole', async () => {
    distribution = await startDistribution();
    distribution.api = (_request, response) => {
      for (const at of [0, 100, 200, 300]) setTimeout(() => response.write('x'), at);
      setTimeout(() => response.end(), 320);
    };
    expect((await distribution.ask('GET', '/a')).body).toBe('xxxx');
  });

  it('to get the whole, where ResponseCompletionTimeout limits it', async () => {
    distribution = await startDistribution(withApi({ responseCompletionTimeoutMs: 200 }));
    distribution.api = (_request, response) => {
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => {
        clearInterval(timer);
      });
    };
    expect((await distribution.ask('GET', '/a')).body).toBe(NCCO);
    expect(distribution.notes[0]?.text).toContain('504 (the origin did not end its response in time)');
  });
});

describe('A viewer that leaves', () => {
  const DEFAULTS = {
    connectionAttempts: { value: 3, isDefault: true },
    connectionTimeoutMs: { value: 10_000, isDefault: true },
    readTimeoutMs: { value: 30_000, isDefault: true },
  };

  it('while the origin does not answer: the note names OriginReadTimeout, its value and the default', async () => {
    distribution = await startDistribution(withApi(DEFAULTS));
    let isAborted = false;
    distribution.api = (_request, response) => {
      response.on('close', () => (isAborted = true));
    };
    await expect(distribution.ask('GET', '/fallback?a=1', { leavesAfterMs: 100 })).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isAborted).toBe(true);
    expect(distribution.notes).toEqual([
      {
        level: 'suspect',
        resource: 'app / Front (AWS::CloudFront::Distribution)',
        setting: 'OriginReadTimeout',
        text: 'GET /fallback: the viewer left while CloudFront was still waiting for an answer of origin api (/prod/fallback): ConnectionAttempts 3 (the default), ConnectionTimeout 10000 ms (the default), OriginReadTimeout 30000 ms (the default)',
      },
    ]);
  });

  it('while CloudFront connects: the note names ConnectionTimeout', async () => {
    distribution = await startDistribution(
      withApi({ ...DEFAULTS, connectionAttempts: { value: 1, isDefault: false } }),
    );
    const port = await closedPort();
    distribution.ports.set(API_HOST, port);
    const close = await openBlackHole(port);
    try {
      await expect(distribution.ask('GET', '/fallback', { leavesAfterMs: 100 })).rejects.toThrow();
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(distribution.notes).toMatchObject([
        {
          setting: 'ConnectionTimeout',
          text: expect.stringMatching(
            /still connecting to origin api \(\/prod\/fallback\): ConnectionAttempts 1, ConnectionTimeout 10000 ms \(the default\)/,
          ),
        },
      ]);
    } finally {
      await close();
    }
  });

  it('while the error page is asked of the origin that failed: the missing behaviour is noted already', async () => {
    distribution = await startDistribution({ ...DISTRIBUTION, behaviors: [API_BEHAVIOR] });
    distribution.api = never;
    await expect(distribution.ask('POST', '/fallback', { leavesAfterMs: 220 })).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(distribution.notes.map(({ setting }) => setting)).toEqual(['CacheBehaviors', 'OriginReadTimeout']);
    expect(distribution.notes[1]?.text).toContain('origin api (/prod/static/fallback.json)');
  });

  it('after its answer is not noted', async () => {
    distribution = await startDistribution();
    await distribution.ask('GET', '/fallback');
    expect(distribution.notes).toEqual([]);
  });
});
