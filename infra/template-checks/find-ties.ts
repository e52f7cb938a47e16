import type { Settings } from '../settings/settings-schema.ts';
import { walk } from './template.ts';
import type { Template } from './template.ts';

export type Role = keyof Settings['regions'];

const FORBIDDEN_FUNCTIONS = ['Fn::ImportValue', 'Fn::GetStackOutput'];

/**
 * What a serving stack may name outside its region: the static bucket, and the journals, where each region keeps what the
 * other's cannot.
 */
const sharedBucketNames = ({ name, regions }: Settings): readonly string[] => [
  `${name}-journal-${regions.primary}-`,
  `${name}-journal-${regions.secondary}-`,
  `${name}-static-${regions.static}-`,
  `.s3.${regions.static}.`,
];

/** The bots' URIs are the user's, in any region. */
const isUserValue = (path: readonly string[]): boolean =>
  /\.Variables\.SETTINGS(?:\.|$)/.test(path.join('.'));

/**
 * What ties a stack to another one, so that the death of the other's region, or of its deployment, is
 * its own: references between stacks, custom resources in a serving stack, the name of another's region.
 */
export const findTies = (template: Template, role: Role, settings: Settings): readonly string[] => {
  const { Resources = {} } = template;
  const customResources = Object.entries(Resources)
    .filter(([, { Type }]) => Type.startsWith('Custom::') || Type === 'AWS::CloudFormation::CustomResource')
    .map(([id, { Type }]) => `${id} is a custom resource (${Type}): a deploy step inside a serving stack`);

  const others = Object.entries(settings.regions).filter(([other]) => other !== role);
  const allowed = role === 'static' ? [] : sharedBucketNames(settings);
  const named = [...walk(template)].flatMap(({ path, value }) => {
    const where = path.join('.');
    if (FORBIDDEN_FUNCTIONS.includes(path.at(-1) ?? '')) return [`${where} refers to another stack`];
    if (typeof value !== 'string' || isUserValue(path)) return [];
    const rest = allowed.reduce((text, name) => text.replaceAll(name, ''), value);
    return others
      .filter(([, region]) => rest.includes(region))
      .map(([other, region]) => `${where} names ${region}, the ${other} region: "${value}"`);
  });
  return [...(role === 'static' ? [] : customResources), ...named];
};
