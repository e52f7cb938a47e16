import type { DistributionModel } from '../../../../emulator/deployment.ts';
import { API_BEHAVIOR, FILES_BEHAVIOR, DISTRIBUTION } from '../edge-harness.ts';

/** A distribution that runs this code at each viewer request for the API. */
export const withFunction = (code: string): DistributionModel => ({
  ...DISTRIBUTION,
  behaviors: [
    FILES_BEHAVIOR,
    {
      ...API_BEHAVIOR,
      viewerRequest: {
        where: { stack: 'app', logicalId: 'EdgeFunction', type: 'AWS::CloudFront::Function' },
        code,
      },
    },
  ],
});

/** A function with this body; `request` is the event's. */
export const handler = (body: string): string =>
  `function handler(event) { const request = event.request; ${body}\nreturn request; }`;
