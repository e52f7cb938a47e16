import { jest } from '@jest/globals';

export interface Captured<T> {
  readonly result: T;
  readonly out: string;
  readonly err: string;
}

/** Runs something that prints, and keeps what it prints. */
export async function capture<T>(work: () => Promise<T>): Promise<Captured<T>> {
  const printed = { log: '', error: '' };
  const spies = (['log', 'error'] as const).map((name) =>
    jest
      .spyOn(console, name)
      .mockImplementation((text: unknown) => void (printed[name] += `${String(text)}\n`)),
  );
  try {
    const result = await work();
    return { result, out: printed.log, err: printed.error };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
