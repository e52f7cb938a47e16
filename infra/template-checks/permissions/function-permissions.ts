import { canaryName } from '../../../contracts/canary-switch.ts';
import { deploymentRecordName } from '../../../contracts/deployment-record.ts';
import { JOURNAL_PREFIX } from '../../../contracts/journal/journal-key.ts';
import { ownStatements } from '../../own-statements.ts';
import { renderedPlace } from './render-value.ts';
import type { FlowShapes } from '../../../contracts/call-flow-report.ts';
import type { RouteName } from '../../../contracts/routes.ts';
import type { Settings } from '../../../contracts/settings/settings-schema.ts';

/** `action on resource`, the resource rendered (render-value.ts) and without the CDK's hashes: `${AnswerLogs.Arn}`. */
export type Permission = `${string} on ${string}`;

type Role = 'primary' | 'secondary';
const other = (role: Role): Role => (role === 'primary' ? 'secondary' : 'primary');

const READS_THE_SECRET: readonly Permission[] = ['secretsmanager:GetSecretValue on ${SignatureSecret}'];

const writesLog = (name: string): readonly Permission[] => [
  `logs:CreateLogStream on \${${name}Logs.Arn}`,
  `logs:PutLogEvents on \${${name}Logs.Arn}`,
];

/** Writes to its own journal, and to the other region's while its own is unavailable. No permission to read or delete. */
const journals = ({ name, regions }: Settings, role: Role): readonly Permission[] => [
  `s3:PutObject on \${JournalBucket.Arn}/${JOURNAL_PREFIX}*`,
  `s3:PutObject on arn:aws:s3:::${name}-journal-${regions[other(role)]}-\${AWS::AccountId}/${JOURNAL_PREFIX}*`,
];

const reads = (parameter: string, { regions }: Settings, role: Role): Permission =>
  `ssm:GetParameter on arn:aws:ssm:${regions[role]}:\${AWS::AccountId}:parameter${parameter}`;

/** Where the call flow has a candidate. */
const readsTheCanary = (settings: Settings, role: Role): Permission =>
  reads(canaryName(settings.name), settings, role);

/** What the call flow declares as its own. */
const ofCallFlow = (
  route: RouteName,
  { regions }: Settings,
  role: Role,
  flows: FlowShapes | undefined,
): readonly Permission[] =>
  ownStatements(flows, route, renderedPlace(regions[role])).map(
    ({ action, resource }): Permission => `${action} on ${resource}`,
  );

/**
 * All permissions that each function of a serving stack may have, by the beginning of its logical id. A function that is
 * not listed may have none.
 */
export const functionPermissions = (
  settings: Settings,
  role: Role,
  flows: FlowShapes | undefined,
): Readonly<Record<string, readonly Permission[]>> => ({
  Answer: [
    ...writesLog('Answer'),
    ...READS_THE_SECRET,
    readsTheCanary(settings, role),
    ...ofCallFlow('answer', settings, role, flows),
  ],
  Event: [
    ...writesLog('Event'),
    ...READS_THE_SECRET,
    ...journals(settings, role),
    ...ofCallFlow('event', settings, role, flows),
  ],
  WebsocketDisconnected: [
    ...writesLog('WebsocketDisconnected'),
    ...READS_THE_SECRET,
    ...journals(settings, role),
  ],
  Fallback: [
    ...writesLog('Fallback'),
    ...READS_THE_SECRET,
    ...journals(settings, role),
    readsTheCanary(settings, role),
    ...ofCallFlow('fallback', settings, role, flows),
  ],
  // Any client may call it, so it gets no more.
  Health: writesLog('Health'),
  Check: [
    ...writesLog('Check'),
    ...READS_THE_SECRET,
    reads(deploymentRecordName(settings.name), settings, role),
    // Where the gateway refuses the check's address.
    'lambda:InvokeFunction on ${AnswerFunction.Arn}',
    // The same, with provisioned concurrency.
    'lambda:InvokeFunction on ${AnswerAlias}',
  ],
});
