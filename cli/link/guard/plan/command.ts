import { CommandError } from '../../../kit/command-error.ts';
import { define } from '../../../kit/command.ts';
import { JSON_FLAG } from '../../../kit/flags.ts';
import type { Io } from '../../../kit/io.ts';
import { npmRun } from '../../../kit/npm-run.ts';
import { OUTPUTS_FLAG } from '../../../kit/read-outputs.ts';
import { printable } from '../../../kit/printable.ts';
import { table } from '../../../kit/table.ts';
import { openApplicationsApi } from '../../api/applications-api.ts';
import { CREDENTIALS_FLAG } from '../../api/credentials.ts';
import { planFor } from '../../plan/make-plan.ts';
import type { NamedPlan } from '../../plan/make-plan.ts';
import { planJson, printPlan } from '../../plan/print-plan.ts';
import { APPLICATION_FLAGS, linkCommand, readTarget, targetAgain } from '../../plan/target.ts';
import { KEPT_FLAG, openKept } from '../../write/kept.ts';
import { keptFlag } from '../../write/subject.ts';
import { checkApplication } from './check-application.ts';
import type { GuardCommands } from './check-application.ts';
import { checkCallFlow, forwardLine } from './check-call-flow.ts';
import { checkDeployment } from './check-deployment.ts';
import { ownWebhooks } from './own-webhooks.ts';
import type { Row } from './row.ts';

export const plan = define({
  name: 'guard plan',
  about: `Looks at a Vonage application that exists: whether its callbacks can be passed on to its server, whether functions/call-flow.ts
and settings.ts are written for that, what "link apply" would change in it, and which commands come next. Writes nothing.`,
  flags: {
    outputs: OUTPUTS_FLAG,
    applicationId: APPLICATION_FLAGS.application,
    credentials: CREDENTIALS_FLAG,
    kept: KEPT_FLAG,
    json: JSON_FLAG,
  },
  exits: {
    0: 'guarded: nothing would change',
    1: 'it cannot be guarded as it is: each reason is named, with what to do',
    2: 'ready: these values would change',
  },
  async run({ applicationId, outputs, credentials, kept: folder, json }, io) {
    const access = credentials === undefined ? {} : { credentials };
    const found = { outputs, ...access };
    const ofApplication = {
      ...access,
      ...(applicationId === undefined ? {} : { application: applicationId }),
    };
    const named = { outputs, ...ofApplication };
    const again = [
      'npm run guard -- plan',
      ...againFlags({ ...found, applicationId }),
      ...keptFlag(folder),
    ].join(' ');
    const target = await readTarget(
      { application: undefined, primary: undefined, timeouts: undefined, fallback: 'distribution', ...named },
      'plan',
      again,
    );
    const api = await openApplicationsApi(io, { credentialsFile: credentials });
    const id = target.applicationId;
    const application = await api.readApplication(id, io.signal);
    const kept = await openKept(folder, io.nowMs).list(id, api.host);
    const own = ownWebhooks(application, target.outputs, kept);
    const apply = `${linkCommand('apply', named)}${keptText(folder)}`;
    // Unlike the others it takes no outputs.
    const undo = `${linkCommand('undo', ofApplication)}${keptText(folder)}`;
    const rows = [
      ...checkApplication(own, { apply, undo }),
      ...checkCallFlow(own, target.flows),
      ...checkDeployment(id, api.apiKey, target.outputs),
    ];
    const planned = planFor(application, api, target);
    const isReady = rows.every(({ status }) => status !== 'fix');
    const next = [
      ...(isReady ? [] : [`${again}   # once what is to be fixed is fixed`]),
      ...(isReady && planned.changes.length > 0 ? commands(named, { apply, undo }) : []),
    ];
    print({ rows, line: forwardLine(own), planned, next, isJson: json }, io);
    if (!isReady)
      throw new CommandError(
        `Expected an application, a call flow and settings that go together, found ${String(rows.filter(({ status }) => status === 'fix').length)} to fix (above). Nothing was written.`,
      );
    return planned.changes.length === 0 ? 0 : 2;
  },
});

const keptText = (folder: string): string =>
  keptFlag(folder)
    .map((flag) => ` ${flag}`)
    .join('');

/** As they were typed, by the names that they have here. */
const againFlags = ({
  applicationId,
  ...flags
}: Omit<Parameters<typeof targetAgain>[0], 'application'> & {
  readonly applicationId: string | undefined;
}): readonly string[] => [
  ...(applicationId === undefined ? [] : ['--application-id', applicationId]),
  ...targetAgain(flags),
];

/** In the order in which they are typed. */
const commands = (
  named: Parameters<typeof linkCommand>[1],
  { apply, undo }: GuardCommands,
): readonly string[] => [
  `${npmRun('drill', '--app "node app.mjs"')}   # its path from this folder; starts it, and breaks it and the guard on this machine`,
  `${npmRun('deploy')}               # where the call flow or the settings have changed since the last one; not for a local system`,
  apply,
  linkCommand('verify', named),
  `${undo}   # takes the guard out: the application as it was`,
];

interface Printed {
  readonly rows: readonly Row[];
  readonly line: string | undefined;
  readonly planned: NamedPlan;
  readonly next: readonly string[];
  readonly isJson: boolean;
}

const NAMES: Readonly<Record<Row['status'], string>> = { ok: 'ok', note: 'note', fix: 'TO FIX' };

function print({ rows, line, planned, next, isJson }: Printed, io: Io): void {
  if (isJson) {
    const found = rows.map(({ about, status, text, fix }) => ({
      about,
      status,
      text,
      ...(fix === undefined ? {} : { fix }),
    }));
    io.stdout(planJson(planned, { forward: line ?? null, found, next }));
    return;
  }
  const lines = table(
    rows.map(({ about, status, text, fix }) => [
      NAMES[status],
      about,
      fix === undefined ? text : `${text} → ${printable(fix)}`,
    ]),
  );
  io.stdout(
    [
      printPlan(planned),
      '',
      ...lines,
      ...(next.length === 0 ? [] : ['', 'Next:', ...next.map((command) => `  ${command}`)]),
    ].join('\n'),
  );
}
