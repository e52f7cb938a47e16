import type { Io } from '../../../cli/kit/io.ts';

export interface Captured<T> {
  readonly result: T;
  readonly out: string;
  readonly err: string;
}

/** Runs something that prints through what it is given, and keeps what it prints. */
export async function capture<T>(
  work: (io: Pick<Io, 'stdout' | 'stderr'>) => Promise<T>,
): Promise<Captured<T>> {
  const printed = { out: '', err: '' };
  const result = await work({
    stdout: (text) => void (printed.out += `${text}\n`),
    stderr: (text) => void (printed.err += `${text}\n`),
  });
  return { result, ...printed };
}
