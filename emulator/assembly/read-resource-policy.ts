import type { PolicyStatementModel } from '../deployment.ts';
import { isAddressOrBlock } from '../network/address-list.ts';
import type { KnownProperties, PropertyReader } from './property-reader.ts';

const DOCUMENT: KnownProperties = { emulated: ['Statement'], harmless: ['Id', 'Version'] };
const STATEMENT: KnownProperties = {
  emulated: ['Action', 'Condition', 'Effect', 'Principal', 'Resource'],
  harmless: ['Sid'],
};
const ACTIONS = ['execute-api:Invoke', 'execute-api:*', '*'];
const EVERYBODY = ['"*"', '{"AWS":"*"}', '{"AWS":["*"]}'];
const OPERATORS = ['IpAddress', 'NotIpAddress'] as const;
/** The gateway completes it with the API's own ARN. */
const SHORT_FORM = 'execute-api:/';

/** The API's resource policy: statements with the principal `*`, by address. Undefined if it has none: all callers are admitted. */
export function readResourcePolicy(api: PropertyReader): readonly PolicyStatementModel[] | undefined {
  return api.object('Policy')?.refuseUnknown(DOCUMENT).objects('Statement').map(readStatement);
}

function readStatement(statement: PropertyReader): PolicyStatementModel {
  statement.refuseUnknown(STATEMENT);
  const effect = statement.text('Effect');
  if (effect !== 'Allow' && effect !== 'Deny') throw statement.wrong('Effect', 'Allow or Deny');
  const principal = JSON.stringify(statement.values['Principal']);
  if (!EVERYBODY.includes(principal))
    throw statement.notEmulated(`Principal ${principal}`, 'It knows statements for everybody ("*").');
  const action = oneOrMore(statement, 'Action').find((one) => !ACTIONS.includes(one));
  if (action !== undefined)
    throw statement.notEmulated(`Action ${action}`, `It knows ${ACTIONS.join(', ')}.`);
  return {
    effect,
    calls: oneOrMore(statement, 'Resource').map(callsOf(statement)),
    conditions: conditions(statement),
  };
}

/** `execute-api:/prod/GET/health` → `prod/GET/health`. */
const callsOf =
  (statement: PropertyReader) =>
  (resource: string): string => {
    if (resource === '*') return resource;
    if (resource.startsWith(SHORT_FORM)) return resource.slice(SHORT_FORM.length);
    throw statement.notEmulated(
      `Resource ${resource}`,
      `Use the short form, ${SHORT_FORM}stage/METHOD/path.`,
    );
  };

function conditions(statement: PropertyReader): PolicyStatementModel['conditions'] {
  const condition = statement.object('Condition')?.refuseUnknown({ emulated: OPERATORS, harmless: [] });
  return OPERATORS.flatMap((operator) => {
    const keys = condition?.object(operator);
    return Object.keys(keys?.values ?? {}).map((key) => {
      if (keys === undefined || key.toLowerCase() !== 'aws:sourceip')
        throw statement.notEmulated(`${operator} of ${key}`, 'It knows aws:SourceIp.');
      const ranges = oneOrMore(keys, key);
      if (ranges.length === 0 || !ranges.every(isAddressOrBlock))
        throw keys.wrong(key, 'addresses or CIDR blocks', 'API Gateway would refuse it.');
      return { operator, ranges };
    });
  });
}

function oneOrMore(properties: PropertyReader, name: string): readonly string[] {
  return typeof properties.values[name] === 'string' ? [properties.text(name)] : properties.texts(name);
}
