import { settings } from '../../../infra/settings/settings.ts';
import { findTies } from '../../../infra/template-checks/find-ties.ts';
import type { Role } from '../../../infra/template-checks/find-ties.ts';

const withProperties = (properties: Readonly<Record<string, unknown>>, type = 'AWS::Test::Thing') => ({
  Resources: { Thing: { Type: type, Properties: properties } },
});

const PRIMARY = settings.regions.primary;
const SECONDARY = settings.regions.secondary;
const STATIC = settings.regions.static;

describe('findTies', () => {
  it("takes a stack that names its own region and, where it serves, the static tier's bucket and both journals", () => {
    const template = withProperties({
      host: `api.${SECONDARY}.amazonaws.com`,
      origin: {
        'Fn::Join': [
          '',
          [`${settings.name}-static-${STATIC}-`, { Ref: 'AWS::AccountId' }, `.s3.${STATIC}.x`],
        ],
      },
      Environment: { Variables: { SETTINGS: `{"otherUri":"wss://bot.${PRIMARY}.example.com"}` } },
      Joined: { Environment: { Variables: { SETTINGS: { 'Fn::Join': ['', [`wss://bot.${PRIMARY}.x`]] } } } },
      otherJournal: { 'Fn::Join': ['', [`${settings.name}-journal-${PRIMARY}-`, { Ref: 'AWS::AccountId' }]] },
    });
    expect(findTies(template, 'secondary', settings)).toEqual([]);
  });

  it.each<[string, Role, Readonly<Record<string, unknown>>, string]>([
    ['an imported value', 'primary', { a: { 'Fn::ImportValue': 'x' } }, 'refers to another stack'],
    [
      'an imported value in the static stack',
      'static',
      { a: { 'Fn::ImportValue': 'x' } },
      'refers to another stack',
    ],
    ["another stack's output", 'secondary', { a: { 'Fn::GetStackOutput': {} } }, 'refers to another stack'],
    ["the secondary's region in the primary", 'primary', { a: `x.${SECONDARY}.y` }, 'the secondary region'],
    ["the primary's region in the secondary", 'secondary', { a: `x.${PRIMARY}.y` }, 'the primary region'],
    ['a journal in the static stack', 'static', { a: `${settings.name}-journal-${PRIMARY}-` }, 'the primary'],
    ['a serving region in the static stack', 'static', { a: `x.${PRIMARY}.y` }, 'the primary region'],
    ['the static region beside its bucket', 'primary', { a: `sns.${STATIC}.y` }, 'the static region'],
    [
      'another region in a variable beside SETTINGS',
      'primary',
      { Environment: { Variables: { SETTINGS_BESIDE: `journal-${SECONDARY}` } } },
      'the secondary region',
    ],
  ])('refuses %s', (_case, role, properties, expected) => {
    expect(findTies(withProperties(properties), role, settings)).toEqual([expect.stringContaining(expected)]);
  });

  it('refuses another region in an output', () => {
    const Outputs = { Other: { Value: `https://x.${SECONDARY}.y` } };
    expect(findTies({ Outputs }, 'primary', settings)).toEqual([
      `Outputs.Other.Value names ${SECONDARY}, the secondary region: "https://x.${SECONDARY}.y"`,
    ]);
  });

  it.each(['Custom::CrossRegionExportWriter', 'AWS::CloudFormation::CustomResource'])(
    'refuses %s in a serving stack, and takes it in the static one',
    (type) => {
      expect(findTies(withProperties({}, type), 'primary', settings)).toEqual([
        `Thing is a custom resource (${type}): a deploy step inside a serving stack`,
      ]);
      expect(findTies(withProperties({}, type), 'static', settings)).toEqual([]);
    },
  );
});
