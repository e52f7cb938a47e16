import type { Input, Operations } from '../services/json-service-listener.ts';
import { ServiceError } from '../services/service-error.ts';
import { textsOf } from '../services/texts-of.ts';
import type { ParameterStore } from './parameter-store.ts';

/** Each throws a ServiceError where Systems Manager would refuse, and for what the world does not emulate. */
export const OPERATIONS: Operations<ParameterStore> = {
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
  new ServiceError('ValidationException', `The world does not emulate ${what}.`);
