import type { RequestListener } from 'node:http';
import { jsonServiceListener } from '../services/json-service-listener.ts';
import { OPERATIONS } from './operations.ts';
import type { ParameterStore } from './parameter-store.ts';

/** The parameter store of AWS Systems Manager, as far as one text under one name goes. */
export const parametersRequestListener = (options: {
  readonly store: ParameterStore;
  readonly region: string;
}): RequestListener =>
  jsonServiceListener({ ...options, service: 'ssm', prefix: 'AmazonSSM.', operations: OPERATIONS });
