import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * Ports of 127.0.0.1 that stay ours while their listener is closed: outside the range from which the
 * system draws the source ports of outgoing connections. Inside it, a connection (or its TIME_WAIT) can
 * take the port of a listener that a fault has closed, or even connect to itself.
 */
export async function freePorts(count: number): Promise<number[]> {
  const [lowest, highest] = systemRange();
  const ports: number[] = [];
  for (let tries = 0; ports.length < count; tries++) {
    if (tries > 40 * count) {
      throw new Error(`Expected ${count} free ports on 127.0.0.1; found ${ports.length} in ${tries} tries.`);
    }
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    if ((port >= lowest && port <= highest) || ports.includes(port)) continue;
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

function systemRange(): [number, number] {
  try {
    const text = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8');
    const [lowest = 32_768, highest = 60_999] = text.trim().split(/\s+/).map(Number);
    return highest - lowest > 50_000 ? [32_768, highest] : [lowest, highest];
  } catch {
    return [49_152, 65_535];
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}
