import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import { CALL_FLOWS } from '../../../contracts/call-flow-report.ts';
import { ALL, SERVING } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { walk } from '../template.ts';
import type { Template } from '../template.ts';

const FUNCTIONS = ['Fn::ImportValue', 'Fn::GetStackOutput'];

/**
 * What a serving stack may name outside its region: the static bucket, and both journals, since each region writes to the
 * other's while its own is unavailable.
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
 * A call flow may ask what stands in one region alone: its look-up has a default for when that region is down. What it declares is
 * in the metadata, and between its placeholders in policies.
 */
const isDeclaration = ([section, name]: readonly string[]): boolean =>
  section === 'Metadata' && name === CALL_FLOWS;
const declaredParts = ({ Metadata }: Template): readonly string[] =>
  (Metadata?.[CALL_FLOWS]?.own?.permissions ?? []).flatMap(({ resources }) =>
    resources.flatMap((resource) => resource.split(/\{(?:partition|region|account)\}/)),
  );

/** A widget reads another region only while the dashboard is open, and shows the rest if that region fails. */
const isWidget = (path: readonly string[], { Resources = {} }: Template): boolean => {
  const [section, id = '', , property] = path;
  return (
    section === 'Resources' &&
    Resources[id]?.Type === 'AWS::CloudWatch::Dashboard' &&
    property === 'DashboardBody'
  );
};

/** Where the control planes of IAM, CloudFront and Route 53 are. */
const CONTROL_PLANE_REGION = 'us-east-1';

/** Types that only a serving stack may have. */
const SERVING_TYPES = [
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
  'AWS::SecretsManager::Secret',
  'AWS::SSM::Parameter',
];

/** Keeps the three tiers independent: none fails because another does. */
export const TIERS_APART: readonly Rule[] = [
  {
    name: 'no-reference-to-another-stack',
    why: 'A stack that refers to another one can be neither deployed nor taken down without it.',
    whatToDo: 'Build the name from the settings (physical-names.ts).',
    appliesTo: ALL,
    find: ({ template }) =>
      [...walk(template)]
        .filter(({ path }) => FUNCTIONS.includes(path.at(-1) ?? ''))
        .map(({ path }) => `${path.join('.')} refers to another stack`),
  },
  {
    name: 'no-other-region',
    why: "A resource in another tier's region fails with that region.",
    whatToDo: 'Give the stack a resource of its own, in its own region.',
    appliesTo: ALL,
    find: ({ template, role }, settings) => {
      const others = Object.entries(settings.regions).filter(([other]) => other !== role);
      const allowed = role === 'static' ? [] : [...sharedBucketNames(settings), ...declaredParts(template)];
      return [...walk(template)].flatMap(({ path, value }) => {
        if (typeof value !== 'string' || isUserValue(path) || isDeclaration(path) || isWidget(path, template))
          return [];
        const rest = allowed.reduce((text, name) => text.replaceAll(name, ''), value);
        return others
          .filter(([, region]) => rest.includes(region))
          .map(([other, region]) => `${path.join('.')} names ${region}, the ${other} region: "${value}"`);
      });
    },
  },
  {
    name: 'no-control-plane-region',
    why: `An outage of ${CONTROL_PLANE_REGION} also takes down the control planes that a repair needs, so nothing that serves callers may be there.`,
    whatToDo: `Choose other regions than ${CONTROL_PLANE_REGION} in settings.ts.`,
    appliesTo: ALL,
    find: ({ template, role }, { regions }) => [
      ...(regions[role] === CONTROL_PLANE_REGION ? [`the ${role} region is ${CONTROL_PLANE_REGION}`] : []),
      ...[...walk(template)]
        .filter(({ value }) => typeof value === 'string' && value.includes(CONTROL_PLANE_REGION))
        .map(({ path }) => `${path.join('.')} names ${CONTROL_PLANE_REGION}`),
    ],
  },
  {
    name: 'static-serves-by-itself',
    why: 'The static tier serves callers when both regions are down, so it must share nothing with them.',
    whatToDo: 'Keep it to a bucket and a distribution, in a region of its own.',
    appliesTo: ['static'],
    find: ({ template: { Resources = {} } }, { regions }) => [
      ...Object.entries(Resources)
        .filter(([, { Type }]) => SERVING_TYPES.includes(Type))
        .map(([id, { Type }]) => `${id} (${Type}) belongs into a serving stack`),
      ...(['primary', 'secondary'] as const)
        .filter((role) => regions[role] === regions.static)
        .map((role) => `its region, ${regions.static}, is the ${role}'s`),
    ],
  },
  {
    name: 'no-static-tier-in-a-serving-stack',
    why: 'The static NCCO must be available when both regions are down, so its bucket must be in neither.',
    whatToDo: 'Keep the bucket of static NCCOs and audio in the static stack.',
    appliesTo: SERVING,
    find: ({ template: { Resources = {} } }, { name }) =>
      Object.entries(Resources)
        .filter(([, { Type }]) => Type === 'AWS::S3::Bucket')
        .filter(([, { Properties }]) =>
          [...walk(Properties?.['BucketName'])].some(
            ({ value }) => typeof value === 'string' && value.startsWith(`${name}-static`),
          ),
        )
        .map(([id]) => `${id} is a bucket of the static tier`),
  },
];
