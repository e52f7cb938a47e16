import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import { ALL } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { walk } from '../template.ts';
import type { Template } from '../template.ts';

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

/** A widget asks another region only while somebody looks at it, and then shows the rest without it. */
const isWidget = (path: readonly string[], { Resources = {} }: Template): boolean => {
  const [section, id = '', , property] = path;
  return (
    section === 'Resources' &&
    Resources[id]?.Type === 'AWS::CloudWatch::Dashboard' &&
    property === 'DashboardBody'
  );
};

export const noOtherRegion: Rule = {
  name: 'no-other-region',
  why: "What a stack uses in another's region dies with that region.",
  whatToDo: 'Give the stack one of its own, in its own region.',
  appliesTo: ALL,
  find: ({ template, role }, settings) => {
    const others = Object.entries(settings.regions).filter(([other]) => other !== role);
    const allowed = role === 'static' ? [] : sharedBucketNames(settings);
    return [...walk(template)].flatMap(({ path, value }) => {
      if (typeof value !== 'string' || isUserValue(path) || isWidget(path, template)) return [];
      const rest = allowed.reduce((text, name) => text.replaceAll(name, ''), value);
      return others
        .filter(([, region]) => rest.includes(region))
        .map(([other, region]) => `${path.join('.')} names ${region}, the ${other} region: "${value}"`);
    });
  },
};
