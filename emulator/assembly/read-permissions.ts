import type { KnownProperties } from './property-reader.ts';
import type { StackReader } from './stack-reader.ts';

const PERMISSION: KnownProperties = {
  emulated: ['Action', 'FunctionName', 'Principal', 'SourceArn'],
  harmless: [],
};
/** `*` is everybody, services too. */
const API_GATEWAY = ['apigateway.amazonaws.com', '*'];
const ACTIONS = ['lambda:InvokeFunction', 'lambda:*', '*'];

/**
 * From where API Gateway may invoke a function or an alias, as MethodModel has it. A permission on a function is none on its
 * alias, nor the other way round (Lambda developer guide, "Viewing resource-based IAM policies in Lambda").
 */
export const permittedSources = (stack: StackReader, arn: string): readonly string[] =>
  stack
    .ofType('AWS::Lambda::Permission')
    .map((resource) => resource.properties())
    .filter((permission) => API_GATEWAY.includes(permission.text('Principal')))
    .map((permission) => permission.refuseUnknown(PERMISSION))
    .filter((permission) => ACTIONS.includes(permission.text('Action')))
    .filter((permission) => namesOf(arn).includes(permission.text('FunctionName')))
    .map((permission) => permission.optionalText('SourceArn') ?? '*');

/** `arn:aws:lambda:<region>:<account>:function:<name>`, its end without `arn:aws:lambda:<region>:`, and the name alone. */
const namesOf = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return [arn, parts.slice(4).join(':'), parts.slice(6).join(':')];
};
