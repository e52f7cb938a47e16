import type { Where } from '../deployment.ts';
import { AssemblyError, NotEmulatedError } from './assembly-error.ts';
import { physicalNames } from './physical-names.ts';
import type { PhysicalNames } from './physical-names.ts';
import type { StackSource } from './stack-source.ts';

/** Resolves what a template says, in one stack. */
export interface Resolver {
  /** The value with every intrinsic function replaced; `AWS::NoValue` becomes undefined. */
  value(value: unknown, where: Where): unknown;
  condition(name: string, where: Where): boolean;
}

type Intrinsic = (argument: unknown, where: Where) => unknown;

export function createResolver(stack: StackSource): Resolver {
  const beingNamed = new Set<string>();

  const pseudo: Readonly<Record<string, string | undefined>> = {
    'AWS::Region': stack.region,
    'AWS::AccountId': stack.account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.name,
    'AWS::StackId': `arn:aws:cloudformation:${stack.region}:${stack.account}:stack/${stack.name}/0`,
    'AWS::NoValue': undefined,
  };

  function names(logicalId: string, where: Where): PhysicalNames {
    const resource = stack.template.Resources[logicalId];
    if (resource === undefined)
      throw new AssemblyError({
        where,
        expected: 'references within the stack',
        found: `a reference to ${logicalId}, which is not in it`,
        todo: 'Synthesize again: npm run synth.',
      });
    if (beingNamed.has(logicalId))
      throw new AssemblyError({
        where,
        expected: 'names that do not depend on each other',
        found: `a circle through ${logicalId}`,
        todo: 'Break the circle: CloudFormation refuses it too.',
      });
    const target: Where = { stack: stack.name, logicalId, type: resource.Type };
    beingNamed.add(logicalId);
    try {
      const named = physicalNames({
        ...target,
        region: stack.region,
        account: stack.account,
        property: (name) => {
          const property = value(resource.Properties?.[name], target);
          return typeof property === 'string' ? property : undefined;
        },
      });
      if (named !== undefined) return named;
    } finally {
      beingNamed.delete(logicalId);
    }
    throw new NotEmulatedError(
      target,
      'what Ref or Fn::GetAtt of this type give',
      'Nothing may refer to it.',
    );
  }

  function ref(name: string, where: Where): unknown {
    if (name in pseudo) return pseudo[name];
    const parameter = stack.template.Parameters?.[name];
    if (parameter === undefined) return names(name, where).ref;
    if (parameter.Default !== undefined && !parameter.Type.startsWith('AWS::SSM::')) return parameter.Default;
    throw new NotEmulatedError(where, `parameter ${name}`, 'Its value is unknown at synth: use a setting.');
  }

  function attribute(argument: unknown, where: Where): string {
    const [logicalId = '', ...rest] = Array.isArray(argument)
      ? argument.map(String)
      : String(argument).split('.');
    const found = names(logicalId, where).attributes[rest.join('.')];
    if (found === undefined)
      throw new NotEmulatedError(
        where,
        `Fn::GetAtt ${logicalId}.${rest.join('.')}`,
        'Use another attribute.',
      );
    return found;
  }

  function substitute(argument: unknown, where: Where): string {
    const [pattern, own] = Array.isArray(argument)
      ? [String(argument[0]), list(argument, where)[1] as Record<string, unknown>]
      : [String(argument), {}];
    return pattern.replace(/\$\{([^}]+)\}/g, (_match, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (name in own) return String(own[name]);
      return String(name.includes('.') ? attribute(name, where) : ref(name, where));
    });
  }

  function list(argument: unknown, where: Where): readonly unknown[] {
    const resolved = value(argument, where);
    if (Array.isArray(resolved)) return resolved;
    throw new AssemblyError({
      where,
      expected: 'a list as argument of an intrinsic function',
      found: JSON.stringify(argument),
      todo: 'Synthesize again: npm run synth.',
    });
  }

  const intrinsics: Readonly<Record<string, Intrinsic>> = {
    Ref: (argument, where) => ref(String(argument), where),
    'Fn::GetAtt': attribute,
    'Fn::Sub': substitute,
    'Fn::Join': (argument, where) => {
      const [separator, parts] = list(argument, where) as [string, unknown[]];
      return parts.map(String).join(separator);
    },
    'Fn::Split': (argument, where) => {
      const [separator, whole] = list(argument, where) as [string, string];
      return whole.split(separator);
    },
    'Fn::Select': (argument, where) => {
      const [index, items] = list(argument, where) as [unknown, unknown[]];
      return items[Number(index)];
    },
    'Fn::If': (argument, where) => {
      const [name, yes, no] = argument as [string, unknown, unknown];
      return value(condition(name, where) ? yes : no, where);
    },
    Condition: (argument, where) => condition(String(argument), where),
    'Fn::Equals': (argument, where) => {
      const [left, right] = list(argument, where);
      return left === right;
    },
    'Fn::Not': (argument, where) => list(argument, where)[0] !== true,
    'Fn::And': (argument, where) => list(argument, where).every((item) => item === true),
    'Fn::Or': (argument, where) => list(argument, where).some((item) => item === true),
  };

  function condition(name: string, where: Where): boolean {
    const definition = stack.template.Conditions?.[name];
    if (definition === undefined)
      throw new AssemblyError({
        where,
        expected: `condition ${name} in the template`,
        found: 'none of that name',
        todo: 'Synthesize again: npm run synth.',
      });
    return value(definition, where) === true;
  }

  function value(given: unknown, where: Where): unknown {
    if (Array.isArray(given))
      return given.map((item) => value(item, where)).filter((item) => item !== undefined);
    if (typeof given !== 'object' || given === null) return given;
    const entries = Object.entries(given);
    const [only] = entries;
    if (entries.length === 1 && only !== undefined) {
      const intrinsic = intrinsics[only[0]];
      if (intrinsic !== undefined && (only[0] !== 'Condition' || typeof only[1] === 'string'))
        return intrinsic(only[1], where);
      if (only[0].startsWith('Fn::'))
        throw new NotEmulatedError(
          where,
          only[0],
          'Stacks of this project refer to nothing outside themselves.',
        );
    }
    return Object.fromEntries(
      entries.map(([key, item]) => [key, value(item, where)]).filter(([, item]) => item !== undefined),
    );
  }

  return { value, condition };
}
