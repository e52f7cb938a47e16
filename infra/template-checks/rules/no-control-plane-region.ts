import { ALL } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { walk } from '../template.ts';

/** Where the control planes of IAM, CloudFront and Route 53 are. */
const CONTROL_PLANE_REGION = 'us-east-1';

export const noControlPlaneRegion: Rule = {
  name: 'no-control-plane-region',
  why: `An outage of ${CONTROL_PLANE_REGION} takes the means to repair with it; nothing that serves callers may be there too.`,
  whatToDo: `Choose other regions than ${CONTROL_PLANE_REGION} in settings.ts.`,
  appliesTo: ALL,
  find: ({ template, role }, { regions }) => [
    ...(regions[role] === CONTROL_PLANE_REGION ? [`the ${role} region is ${CONTROL_PLANE_REGION}`] : []),
    ...[...walk(template)]
      .filter(({ value }) => typeof value === 'string' && value.includes(CONTROL_PLANE_REGION))
      .map(({ path }) => `${path.join('.')} names ${CONTROL_PLANE_REGION}`),
  ],
};
