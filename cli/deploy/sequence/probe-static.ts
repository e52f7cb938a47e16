import { nccoProblem } from '../../link/verify/judge-ncco.ts';
import type { Io } from '../../kit/io.ts';

const ANSWER_WITHIN_MS = 10_000;

/** Fetches the static NCCO as the CloudFront distribution does, and checks it as Vonage would. @throws Error that says what is wrong */
export async function probeStatic(
  url: string,
  { fetch, signal }: Pick<Io, 'fetch' | 'signal'>,
): Promise<string> {
  const response = await fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  });
  const body = await response.text();
  if (response.status !== 200) throw new Error(`${url}: expected 200, found ${String(response.status)}`);
  const problem = nccoProblem({ headers: Object.fromEntries(response.headers), body });
  if (problem !== undefined) throw new Error(`${url}: ${problem}`);
  return `the static NCCO is served and valid (${url})`;
}
