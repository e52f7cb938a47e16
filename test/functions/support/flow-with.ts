import type { CallFlow, Rungs, Start } from '../../../functions/define-flow.ts';
import { callFlow } from '../../fixtures/own/call-flow.ts';

/** It may return anything: the handlers find what is no NCCO. */
export type AnyStart = (...given: Parameters<Start>) => unknown;

/** The fixtures' call flow, with other parts. */
export const flowWith = ({
  start = callFlow.start,
  rungs,
}: {
  readonly start?: AnyStart;
  readonly rungs?: Partial<Rungs>;
}): CallFlow => ({ ...callFlow, start: start as Start, rungs: { ...callFlow.rungs, ...rungs } });
