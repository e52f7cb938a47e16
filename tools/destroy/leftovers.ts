import { deploymentRecordName } from '../../functions/core/deployment-record.ts';
import { journalBucketName, staticBucketName } from '../../infra/settings/physical-names.ts';
import type { Settings } from '../../infra/settings/settings-schema.ts';
import { describeProblem } from '../describe-problem.ts';
import type { Cloud } from '../stacks/cloud.ts';
import { functionLogsPrefix, isFunctionLog } from './function-logs.ts';
import type { Surveyed } from './survey.ts';

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
 * @param problem what went wrong there; undefined: nothing
 */
export async function findLeftovers(
  { role, name, region }: Surveyed,
  settings: Settings,
  problem: string | undefined,
  cloud: Cloud,
): Promise<readonly Leftover[]> {
  const again = problem === undefined ? 'the same command again' : `${problem}; then the same command again`;
  const left = (what: string): Leftover => ({ region, what, why: again, isOnPurpose: false });
  try {
    const { account } = await cloud.identity(region);
    const stack = await cloud.stack(region, name);
    const record = role === 'static' ? undefined : deploymentRecordName(settings.name);
    const functionLogs = (await cloud.logGroups(region, functionLogsPrefix(name))).filter((group) =>
      isFunctionLog(group, name),
    );
    const logGroups = [...(await cloud.logGroups(region, `${name}-`)), ...functionLogs];
    return [
      ...(stack === undefined || stack.status === 'DELETE_COMPLETE'
        ? []
        : [left(`stack ${name} (${stack.status})`)]),
      ...(record !== undefined && (await cloud.parameter(region, record)) !== undefined
        ? [left(`parameter ${record}`)]
        : []),
      ...(role === 'static' ? [] : (await cloud.secretsOf(region, name)).map((arn) => left(`secret ${arn}`))),
      ...(await bucketLeft(role, region, account, settings, cloud, left)),
      ...logGroups.map((group) => ({
        ...left(`log group ${group}`),
        why: `written after its stack was gone, if no other stack's name begins like this one's: aws logs delete-log-group --log-group-name ${group} --region ${region}`,
      })),
    ];
  } catch (error) {
    const what = `${name}, and what it leaves`;
    return [{ region, what, why: `no answer (${describeProblem(error)}); ${again}`, isOnPurpose: false }];
  }
}

async function bucketLeft(
  role: Surveyed['role'],
  region: string,
  account: string,
  settings: Settings,
  cloud: Cloud,
  left: (what: string) => Leftover,
): Promise<readonly Leftover[]> {
  const bucket =
    role === 'static' ? staticBucketName(settings, account) : journalBucketName(settings, region, account);
  if (!(await cloud.bucketExists(region, bucket))) return [];
  if (role === 'static') return [left(`bucket ${bucket}`)];
  const days = String(settings.journal.expireAfterDays);
  return [
    {
      region,
      what: `bucket ${bucket}`,
      why: `the journal, kept: its events go ${days} days after they came. npm run deploy -- --adopt takes it over; npm run destroy -- --with-journals ${settings.name} deletes it`,
      isOnPurpose: true,
    },
  ];
}
