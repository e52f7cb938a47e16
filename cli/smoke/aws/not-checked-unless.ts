import { describeAwsProblem } from '../../kit/aws-problem.ts';
import type { Asked } from '../../kit/aws-problem.ts';
import { NotCheckedError, RefusedError } from '../finding.ts';

/**
 * An assumption cannot be asked where AWS does not let us: no credentials, no permission, no answer.
 * @throws RefusedError where AWS says no; NotCheckedError where it is not known what it did
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
