import { type FlowShapes, haveSteps } from '../contracts/call-flow-report.ts';
import { type ArnPlace, resourceAt, statementsOfNeeds } from '../contracts/own-needs.ts';
import type { RouteName } from '../contracts/routes.ts';

/** An action that the call flow's own declaration allows a function, on one resource. */
export interface OwnStatement {
  readonly action: string;
  readonly resource: string;
  /** Why the resource has a wildcard; undefined where it has none, or is a secret. */
  readonly why: string | undefined;
}

/** Where a call flow begins, and where its steps run: elsewhere its rungs alone, which wait for nothing. */
const RUNS_STARTS: readonly RouteName[] = ['answer', 'fallback'];
const RUNS_STEPS: readonly RouteName[] = ['event', 'fallback'];

/** What a route's function is allowed for the call flow that it runs. */
export function ownStatements(
  flows: FlowShapes | undefined,
  route: RouteName,
  place: ArnPlace,
): readonly OwnStatement[] {
  const runs =
    flows?.own !== undefined &&
    (RUNS_STARTS.includes(route) || (RUNS_STEPS.includes(route) && haveSteps(flows)));
  return runs
    ? statementsOfNeeds(flows.own).flatMap(({ actions, resources, why }) =>
        actions.flatMap((action) =>
          resources.map((resource) => ({ action, resource: resourceAt(resource, place), why })),
        ),
      )
    : [];
}
