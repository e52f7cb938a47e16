import { describeAwsProblem } from '../../kit/aws-problem.ts';
import type { Asked } from '../../kit/aws-problem.ts';
import { NotCheckedError, RefusedError } from '../finding.ts';

/**
 * A failed AWS call means that the assumption cannot be checked: no credentials, no permission, no answer.
 * @throws RefusedError if AWS refused (4xx); NotCheckedError if it is unknown what AWS did
 */
export async function notCheckedUnless<T>(what: string, answer: Promise<T>, asked: Asked): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const { httpStatusCode: status = 0 } =
      (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata ?? {};
    const Problem = status >= 400 && status < 500 ? RefusedError : NotCheckedError;
    throw new Problem(`${what}: ${describeAwsProblem(error, asked)}`);
  }
}
