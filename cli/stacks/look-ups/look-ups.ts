import { API_GATEWAY_LOOK_UPS } from './api-gateway.ts';
import { LAMBDA_LOOK_UPS } from './lambda.ts';
import type { LookUp } from './look-up.ts';
import { OTHER_LOOK_UPS } from './other-services.ts';

/** How a resource of each type is asked for, at its own service: CloudFormation's word is not enough. */
export const LOOK_UPS: Readonly<Record<string, LookUp>> = {
  ...LAMBDA_LOOK_UPS,
  ...API_GATEWAY_LOOK_UPS,
  ...OTHER_LOOK_UPS,
};
