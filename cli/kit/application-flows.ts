import { CALL_FLOW, CALL_FLOWS } from '#own/files.ts';
import { calledNumbers } from '../../contracts/settings/called-numbers.ts';
import type { Common } from '../../contracts/settings/called-numbers.ts';
import { loadFlows } from '../../infra/load-call-flow.ts';
import type { OwnFlows } from '../../infra/load-call-flow.ts';
import { CommandError } from './command-error.ts';
import { type Forwards, forwardsOf } from './forwards.ts';

/** A call flow that calls to an application begin with. */
export interface ApplicationFlow {
  /** For people: `functions/call-flow.ts`, `"sales" of functions/call-flows.ts`. */
  readonly where: string;
  /** The numbers of the settings that it is for; none: all that are not in the table. */
  readonly numbers: readonly string[];
  /** Undefined: it passes nothing on. */
  readonly forward: Forwards | undefined;
}

/** A call flow that passes callbacks on. */
export type ForwardingFlow = ApplicationFlow & { readonly forward: Forwards };

export const isForwarding = (flow: ApplicationFlow): flow is ForwardingFlow => flow.forward !== undefined;

/** Where the common flow stands. */
export const COMMON_FLOW = 'functions/call-flow.ts';

/**
 * The call flows that calls to an application begin with, as the files say now. The first application is also that of the numbers that
 * are not in the table; another one has the common flow where the table has no number of it.
 */
export function flowsOf(
  applicationId: string,
  { callFlow, candidate, named }: OwnFlows,
  settings: Common,
): readonly ApplicationFlow[] {
  const numbers = calledNumbers(settings).filter((each) => each.applicationId === applicationId);
  const byFlow = Map.groupBy(numbers, ({ flow }) => flow);
  const isCommon = applicationId === settings.vonage.applicationIds[0]?.toLowerCase();
  const numbersOf = (flow: string | undefined): readonly string[] =>
    (byFlow.get(flow) ?? []).map(({ number }) => number);
  const common = isCommon || numbers.length === 0 ? [] : numbersOf(undefined);
  return [
    ...(isCommon || numbers.length === 0 || byFlow.has(undefined)
      ? [
          { where: COMMON_FLOW, numbers: common, forward: forwardsOf(callFlow) },
          ...(candidate === undefined
            ? []
            : [{ where: `candidate of ${COMMON_FLOW}`, numbers: common, forward: forwardsOf(candidate) }]),
        ]
      : []),
    ...Object.entries(named)
      .filter(([name]) => byFlow.has(name))
      .map(([name, flow]) => ({
        where: `${JSON.stringify(name)} of functions/call-flows.ts`,
        numbers: numbersOf(name),
        forward: forwardsOf(flow),
      })),
  ];
}

/** For which calls a flow is, in words. */
export const callsOf = ({ numbers }: ApplicationFlow): string =>
  numbers.length === 0 ? 'all numbers that have no flow of their own' : numbers.join(', ');

/** All call flows of the project; an error where a file cannot be loaded. */
export async function readOwnFlows(
  files: Parameters<typeof loadFlows>[0] = { callFlow: CALL_FLOW, callFlows: CALL_FLOWS },
): Promise<OwnFlows | CommandError> {
  return loadFlows(files).catch(
    (error: unknown) => new CommandError(error instanceof Error ? error.message : String(error)),
  );
}

/** The same as a list. @throws CommandError */
export async function allOwnFlows(): Promise<readonly object[]> {
  const flows = await readOwnFlows();
  if (flows instanceof CommandError) throw flows;
  const { callFlow, candidate, named } = flows;
  return [callFlow, ...(candidate === undefined ? [] : [candidate]), ...Object.values(named)];
}
