import type { RequestListener } from 'node:http';
import type { ParameterStore } from './parameter-store.ts';
import {
  type Input,
  jsonServiceListener,
  type Operations,
  ServiceError,
  textsOf,
} from '../services/json-service-listener.ts';

/** Each throws a ServiceError where Systems Manager would refuse, and for what the emulator does not emulate. */
const OPERATIONS: Operations<ParameterStore> = {
  GetParameter: (store, input) => {
    refuseUnknown(input, ['Name', 'WithDecryption']);
    const { name, value, version, modifiedAtMs } = store.get(nameOf(input));
    return {
      Parameter: {
        Name: name,
        Type: 'String',
        Value: value,
        Version: version,
        LastModifiedDate: modifiedAtMs / 1000,
        DataType: 'text',
      },
    };
  },
  PutParameter: (store, input) => {
    refuseUnknown(input, ['Name', 'Value', 'Type', 'Overwrite', 'Description', 'Tags']);
    const { Value: value, Type: type = 'String' } = textsOf(input, ['Value', 'Type']);
    if (type !== 'String') throw notEmulated(`parameters of type ${type}`);
    const { version } = store.put(nameOf(input), value ?? '', input['Overwrite'] === true);
    return { Version: version, Tier: 'Standard' };
  },
  DeleteParameter: (store, input) => {
    refuseUnknown(input, ['Name']);
    store.delete(nameOf(input));
    return {};
  },
};

/** By its name alone: versions, labels and other accounts' parameters are not emulated. */
function nameOf(input: Input): string {
  const { Name: name } = textsOf(input, ['Name']);
  if (name === undefined) throw new ServiceError('ValidationException', 'Name is missing.');
  if (!/^[\w./-]+$/.test(name)) throw notEmulated(`the parameter name ${name}`);
  return name;
}

function refuseUnknown(input: Input, known: readonly string[]): void {
  const unknown = Object.keys(input).find((key) => !known.includes(key));
  if (unknown !== undefined) throw notEmulated(`the member ${unknown}`);
}

const notEmulated = (what: string): ServiceError =>
  new ServiceError('ValidationException', `The emulator does not emulate ${what}.`);

/** The parameter store of AWS Systems Manager, as far as one text under one name goes. */
export const parametersRequestListener = (options: {
  readonly store: ParameterStore;
  readonly region: string;
}): RequestListener =>
  jsonServiceListener({ ...options, service: 'ssm', prefix: 'AmazonSSM.', operations: OPERATIONS });
