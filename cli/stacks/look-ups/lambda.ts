import { get, segment } from './aws-request.ts';
import { parent } from './look-up.ts';
import type { LookUp } from './look-up.ts';

const FUNCTIONS = '/2015-03-31/functions';

/** `…:function:name:qualifier` */
const qualified = (arn: string): readonly [name: string, qualifier: string] | undefined => {
  const [, name, qualifier] = /:function:([^:]+):([^:]+)$/.exec(arn) ?? [];
  return name === undefined || qualifier === undefined ? undefined : [name, qualifier];
};

const byQualifier: LookUp = ({ physicalId }) => {
  const [name, qualifier] = qualified(physicalId) ?? [];
  return name === undefined || qualifier === undefined
    ? undefined
    : {
        request: get('lambda', `${FUNCTIONS}/${segment(name)}/configuration?Qualifier=${segment(qualifier)}`),
      };
};

export const LAMBDA_LOOK_UPS: Readonly<Record<string, LookUp>> = {
  'AWS::Lambda::Function': ({ physicalId }) => ({
    request: get('lambda', `${FUNCTIONS}/${segment(physicalId)}/configuration`),
  }),
  'AWS::Lambda::Version': byQualifier,
  'AWS::Lambda::Alias': byQualifier,
  'AWS::Lambda::EventInvokeConfig': (resource) => {
    const name = parent(resource, 'FunctionName');
    const { Qualifier } = resource.properties;
    return name === undefined || typeof Qualifier !== 'string'
      ? undefined
      : {
          request: get(
            'lambda',
            `/2019-09-25/functions/${segment(name)}/event-invoke-config?Qualifier=${segment(Qualifier)}`,
          ),
        };
  },
  'AWS::Lambda::LayerVersion': ({ physicalId }) => {
    const [, name, version] = /:layer:([^:]+):(\d+)$/.exec(physicalId) ?? [];
    return name === undefined || version === undefined
      ? undefined
      : { request: get('lambda', `/2018-10-31/layers/${segment(name)}/versions/${version}`) };
  },
  // A statement of the function's policy; CloudFormation gives it the resource's physical id, an emulator the logical one.
  'AWS::Lambda::Permission': (resource) => {
    const of = parent(resource, 'FunctionName');
    if (of === undefined) return undefined;
    const [name = of, qualifier] = qualified(of) ?? [];
    const asked = qualifier === undefined ? '' : `?Qualifier=${segment(qualifier)}`;
    return {
      request: get('lambda', `${FUNCTIONS}/${segment(name)}/policy${asked}`),
      holds: (answer) => answer.includes(resource.physicalId) || answer.includes(resource.logicalId),
    };
  },
};
