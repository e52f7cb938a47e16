import { canaryName } from '../../contracts/canary-switch.ts';
import { deploymentRecordName } from '../../contracts/deployment-record.ts';
import { journalBucketName, stackName, staticBucketName } from '../../contracts/settings/physical-names.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { describeAwsProblem } from '../kit/aws-problem.ts';
import { ROLES } from '../stacks/assembly.ts';
import type { Cloud } from '../stacks/cloud.ts';
import { stackRecordName } from '../stacks/stack-record.ts';
import { functionLogsPrefix, isFunctionLog } from './function-logs.ts';
import type { Surveyed } from './survey.ts';
import { npmRun } from '../kit/npm-run.ts';

/** Something of the deployment that is still in the account. */
export interface Leftover {
  readonly region: string;
  readonly what: string;
  /** Why, and how it goes. */
  readonly why: string;
  /** False: it should be gone. */
  readonly isOnPurpose: boolean;
}

/**
 * Asks a region what is left of the deployment: nothing is taken for granted. Never rejects.
 * @param withJournals its journal was to be deleted too
 * @param problem what went wrong there; undefined: nothing
 */
export async function findLeftovers(
  { role, name, region }: Surveyed,
  settings: Settings,
  { withJournals, problem }: { readonly withJournals: boolean; readonly problem: string | undefined },
  cloud: Cloud,
): Promise<readonly Leftover[]> {
  const again = problem === undefined ? 'the same command again' : `${problem}; then the same command again`;
  const left = (what: string): Leftover => ({ region, what, why: again, isOnPurpose: false });
  try {
    const { account } = await cloud.identity(region);
    const stack = await cloud.stack(region, name);
    const functionLogs = (await cloud.logGroups(region, functionLogsPrefix(name))).filter((group) =>
      isFunctionLog(group, name),
    );
    const logGroups = [...(await cloud.logGroups(region, `${name}-`)), ...functionLogs];
    return [
      ...(stack === undefined || stack.status === 'DELETE_COMPLETE'
        ? []
        : [left(`stack ${name} (${stack.status})`)]),
      ...(role === 'static'
        ? []
        : (await recordsLeft(region, settings, cloud)).map((record) => left(`parameter ${record}`))),
      ...(role === 'static' ? [] : (await cloud.secretsOf(region, name)).map((arn) => left(`secret ${arn}`))),
      ...(await bucketLeft({ role, region, account, withJournals }, settings, cloud, left)),
      ...logGroups.map((group) => ({
        ...left(`log group ${group}`),
        why: `written after the stack was deleted, unless it belongs to another stack with a similar name: aws logs delete-log-group --log-group-name ${group} --region ${region}`,
      })),
    ];
  } catch (error) {
    const what = `${name}, and what it leaves`;
    return [
      {
        region,
        what,
        why: `not looked for: ${describeAwsProblem(error, { region, endpoint: cloud.endpoint })} ${capital(again)}`,
        isOnPurpose: false,
      },
    ];
  }
}

/** Parameters that `npm run deploy` and `npm run canary` write into each serving region. */
export const recordNames = (settings: Settings): readonly string[] => [
  deploymentRecordName(settings.name),
  canaryName(settings.name),
  ...ROLES.map((role) => stackRecordName(settings.name, stackName(settings, role))),
];

async function recordsLeft(region: string, settings: Settings, cloud: Cloud): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of recordNames(settings))
    if ((await cloud.parameter(region, name)) !== undefined) found.push(name);
  return found;
}

async function bucketLeft(
  {
    role,
    region,
    account,
    withJournals,
  }: {
    readonly role: Surveyed['role'];
    readonly region: string;
    readonly account: string;
    readonly withJournals: boolean;
  },
  settings: Settings,
  cloud: Cloud,
  left: (what: string) => Leftover,
): Promise<readonly Leftover[]> {
  const bucket =
    role === 'static' ? staticBucketName(settings, account) : journalBucketName(settings, region, account);
  if (!(await cloud.bucketExists(region, bucket))) return [];
  if (role === 'static') return [left(`bucket ${bucket}`)];
  if (withJournals) return [left(`bucket ${bucket}, the journal`)];
  const days = String(settings.journal.expireAfterDays);
  return [
    {
      region,
      what: `bucket ${bucket}`,
      why: `the journal, kept: each event expires after ${days} days. ${npmRun('deploy', '--adopt')} takes it over; ${npmRun('destroy', '--with-journals', settings.name)} deletes it`,
      isOnPurpose: true,
    },
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
