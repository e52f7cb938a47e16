/**
 * CloudFormation cuts the name of a function that has none of its own to 63 characters: stack, logical id, and 12 characters
 * at random. Where both are long, 25 characters of the stack's name are left (24 where it was made when there were 13 at
 * random); where the logical id is short, more. AWS documents none of it: it is what names in accounts have in common.
 */
export const LEAST_OF_THE_STACK = 24;
const FOLDER = '/aws/lambda/';

/** What the log groups begin with that Lambda itself makes for functions of a stack; others' may begin so too. */
export const functionLogsPrefix = (stack: string): string => `${FOLDER}${stack.slice(0, LEAST_OF_THE_STACK)}`;

/** Whether a log group with the prefix is of a function of the stack, as far as its name tells. */
export function isFunctionLog(logGroup: string, stack: string): boolean {
  const name = logGroup.slice(FOLDER.length);
  for (let length = Math.min(LEAST_OF_THE_STACK, stack.length); length <= stack.length; length++)
    if (name.startsWith(`${stack.slice(0, length)}-`)) return true;
  return false;
}
