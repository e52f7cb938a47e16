import type { Answered } from './ask.ts';
import { nccoProblem } from '../link/verify/judge-ncco.ts';
import { NotCheckedError } from './finding.ts';
import type { Target } from './target.ts';

/** The NCCO that the static tier serves when both regions are unreachable. @throws NotCheckedError */
export const staticNcco = ({ ask, staticFallbackUrl: url }: Target): Promise<string> => nccoAt(url, ask);

/** The NCCO at a URL of the static tier. @throws NotCheckedError */
export async function nccoAt(url: string, ask: Target['ask']): Promise<string> {
  const answer = await ask({ method: 'GET', url });
  const problem = answer.status === 200 ? nccoProblem(answer) : `${String(answer.status)}`;
  if (problem !== undefined) throw new NotCheckedError(`the static tier itself has no NCCO: ${problem}`);
  return answer.body;
}

/** A short description of an answer. */
export function describeAnswer(answer: Answered, ncco?: string): string {
  const { status, body, headers } = answer;
  if (ncco !== undefined && body === ncco) return `${String(status)} with the static NCCO`;
  const type = headers['content-type'] ?? 'no content type';
  const excerpt = body === '' ? 'an empty body' : `${type}, ${body.slice(0, MOST_CHARACTERS)}`;
  return `${String(status)} with ${excerpt}`;
}

const MOST_CHARACTERS = 60;
