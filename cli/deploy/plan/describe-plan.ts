import { CALL_FLOWS } from '../../../contracts/call-flow-report.ts';
import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import { checkExampleSettings } from '../checks/check-example-settings.ts';
import type { Check } from '../checks/check.ts';
import { inOrder } from '../../stacks/assembly.ts';
import type { Assembly, AssemblyStack } from '../../stacks/assembly.ts';
import { describeFunctions } from './describe-functions.ts';
import type { FunctionPlan } from './describe-functions.ts';
import { describeHoldings } from './describe-holdings.ts';
import type { Holding } from './describe-holdings.ts';

export interface StackPlan {
  readonly role: AssemblyStack['role'];
  readonly name: string;
  readonly region: string;
  readonly functions: readonly FunctionPlan[];
  /** All else. */
  readonly holds: readonly Holding[];
  /** What is done once it is up, before the next one is touched. */
  readonly then: readonly string[];
}

export interface Plan {
  readonly deployment: string;
  /** In the order in which they are deployed. */
  readonly stacks: readonly StackPlan[];
  readonly settings: readonly (readonly [what: string, value: string])[];
  readonly checks: readonly Check[];
  readonly checksLeft: readonly string[];
}

const THEN: Readonly<Record<AssemblyStack['role'], readonly string[]>> = {
  static: ['each resource is looked up', 'the static NCCO is fetched as CloudFront does, and checked'],
  secondary: [
    'each resource is looked up',
    'its signature secret, where it has none yet',
    'its synthetic check asks it for an answer',
  ],
  primary: [
    'each resource is looked up',
    'its signature secret, where it has none yet',
    'its synthetic check asks it for an answer',
    "the deployment record, into both regions; each region probes the other one's CloudFront distribution",
  ],
};

/** What only an account can tell. */
const CHECKS_LEFT = [
  'credentials, and one account for all',
  'bootstrap of each region',
  'state of each stack that is there already',
  'bucket names that a former deployment has left taken',
  'Lambda quota in both serving regions',
  'the signature secret, there or given',
  "the call flow's own secrets, there in both regions",
] as const;

/** What a deployment of the assembly would make. Pure. */
export function describePlan(assembly: Assembly, settings: Settings): Plan {
  return {
    deployment: assembly.name,
    stacks: inOrder(assembly).map(({ role, name, region, template }) => ({
      role,
      name,
      region,
      functions: describeFunctions(template),
      holds: [...describeHoldings(template, region), ...describeOwn(template)],
      then: THEN[role],
    })),
    settings: describeSettings(settings),
    checks: [checkExampleSettings(settings)],
    checksLeft: CHECKS_LEFT,
  };
}

/** What the functions that run the call flow may do for it. */
function describeOwn({ Metadata }: AssemblyStack['template']): readonly Holding[] {
  const { secrets = [], permissions = [] } = Metadata?.[CALL_FLOWS]?.own ?? {};
  return [
    ...secrets.map((name) => ({ what: 'call flow reads', details: `the secret ${name}, which is yours` })),
    ...permissions.map(({ actions, resources, why }) => ({
      what: 'call flow may',
      details: `${actions.join(', ')} on ${resources.join(', ')}${why === undefined ? '' : ` (${why})`}`,
    })),
  ];
}

const describeSettings = ({
  vonage,
  person,
  websocketUri,
  timeouts,
  fallbackMethod,
  staticNcco,
  source,
  domain,
  drillable,
}: Settings): Plan['settings'] => [
  ['Vonage applications', vonage.applicationIds.join(', ')],
  ...(websocketUri === null
    ? []
    : [['bot', `${websocketUri.primary} (primary), ${websocketUri.secondary} (secondary)`] as const]),
  [
    'person',
    `${person.answersBy === 'phone' ? `+${person.phone}` : person.sip} (for the last resort and the static NCCO; functions/call-flow.ts says whom it rings)`,
  ],
  ['timeouts', timeouts],
  ['fallback', fallbackMethod],
  ['static NCCO', `static-ncco/${staticNcco}.json`],
  ['Vonage is known by', source.mode + (source.countOnly ? ' (addresses are counted only)' : '')],
  ['domain', domain?.name ?? "none: Vonage uses the regions' own addresses"],
  ...(drillable ? ([['drillable', 'yes: the handlers read a fault switch']] as const) : []),
];
