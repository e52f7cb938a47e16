import type { CallFlow, Step } from '../../functions/define-flow.ts';

const TOO_LONG_MS = 10_000;

/** The call flow, but that no step can answer what a caller did at a question. */
const withAnswer = (flow: CallFlow, answer: (step: Step) => Step): CallFlow => ({
  ...flow,
  steps: Object.fromEntries(
    Object.entries(flow.steps).map(([name, step]) => {
      const broken = answer(step);
      return [
        name,
        (happened, context) => (happened.kind === 'input' ? broken : step)(happened, context),
      ] satisfies [string, Step];
    }),
  ),
});

export const whoseStepsThrow = (flow: CallFlow): CallFlow =>
  withAnswer(flow, () => () => {
    throw new Error('This step always throws.');
  });

export const whoseStepsAreTooSlow = (flow: CallFlow): CallFlow =>
  withAnswer(flow, (step) => async (happened, context) => {
    await new Promise((resolve) => setTimeout(resolve, TOO_LONG_MS));
    return step(happened, context);
  });
