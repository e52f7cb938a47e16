import { describeAwsProblem } from '../../kit/aws-problem.ts';
import type { Asked } from '../../kit/aws-problem.ts';
import { NotCheckedError } from '../finding.ts';

/** An assumption cannot be asked where AWS does not let us: no credentials, no permission, no answer. @throws NotCheckedError */
export async function notCheckedUnless<T>(what: string, answer: Promise<T>, asked: Asked): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new NotCheckedError(`${what}: ${describeAwsProblem(error, asked)}`);
  }
}
