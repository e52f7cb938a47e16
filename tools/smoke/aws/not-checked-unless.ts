import { describeProblem } from '../../describe-problem.ts';
import { NotCheckedError } from '../finding.ts';

/** An assumption cannot be asked where AWS does not let us: no credentials, no permission, no answer. @throws NotCheckedError */
export async function notCheckedUnless<T>(what: string, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw new NotCheckedError(`${what}: ${describeProblem(error)}`);
  }
}
