/** A file in place of functions/call-flow.ts from which the functions could not start. */
export class CallFlowError extends Error {
  override readonly name = 'CallFlowError';
}
