import { EventEmitter, once } from 'node:events';
import { rmSync } from 'node:fs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { startEmulator } from '../../../emulator/start-emulator.ts';
import type { EmulatorOptions } from '../../../emulator/start-emulator.ts';
import type { RegionRole, Emulator } from '../../../emulator/emulator.ts';
import type { CheckReport } from '../../../contracts/check-report.ts';
import { deploymentRecordName } from '../../../contracts/deployment-record.ts';
import type { DeploymentRecord } from '../../../contracts/deployment-record.ts';
import { settings } from '../../fixtures/own/settings.ts';
import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import { regionalOutputs } from '../../../contracts/outputs.ts';
import { LOOPBACK_CREDENTIALS as credentials } from '../../../cli/kit/loopback-credentials.ts';
import { synthesizedAssembly } from '../synthesized-assembly.ts';

export const ROLES = ['primary', 'secondary'] as const;

/** An emulator whose synthetic checks are run by hand, as an operator would. */
export interface CheckedEmulator {
  readonly emulator: Emulator;
  readonly check: (role: RegionRole, payload?: object) => Promise<CheckReport>;
  /** Results of both regions' checks, as `role target` → result. */
  readonly results: () => Promise<Readonly<Record<string, string>>>;
  /** What `npm run deploy` writes in the end. */
  readonly writeRecord: (role: RegionRole) => Promise<void>;
  readonly deleteRecord: (role: RegionRole) => Promise<void>;
  /** Lines of functions that hold this text, from now on; resolves as soon as there are so many. */
  readonly watch: (text: string) => (count: number) => Promise<readonly string[]>;
  /** So that no answer is lost to a cold start on a busy machine. */
  readonly warm: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startCheckedEmulator(
  changes: Partial<Settings> = {},
  options: Omit<EmulatorOptions, 'assembly'> = {},
): Promise<CheckedEmulator> {
  const assembly = await synthesizedAssembly(changes);
  const output = new EventEmitter<{ line: [string] }>();
  const emulator = await startEmulator({
    assembly,
    ...options,
    onFunctionOutput: (line) => output.emit('line', line),
  });
  const outputs = regionalOutputs(emulator.outputs);
  const clients = (role: RegionRole) => {
    const { Region: region, LambdaUrl, SsmUrl } = outputs[role];
    return {
      lambda: new LambdaClient({ endpoint: LambdaUrl, region, credentials, maxAttempts: 1 }),
      ssm: new SSMClient({ endpoint: SsmUrl, region, credentials, maxAttempts: 1 }),
    };
  };
  const of = { primary: clients('primary'), secondary: clients('secondary') };
  const record: DeploymentRecord = {
    writtenAt: '2026-01-01T12:00:00.000Z',
    regions: Object.fromEntries(
      ROLES.map((role) => {
        const { Region, AnswerUrl: answerUrl, FallbackUrl: fallbackUrl } = outputs[role];
        return [Region, { role, answerUrl, fallbackUrl }];
      }),
    ),
  };
  const Name = deploymentRecordName(settings.name);
  const check: CheckedEmulator['check'] = async (role, payload = {}) => {
    const { Payload, FunctionError } = await of[role].lambda.send(
      new InvokeCommand({
        FunctionName: outputs[role].SyntheticCheckFunction,
        Payload: JSON.stringify(payload),
      }),
    );
    const text = Payload?.transformToString() ?? '';
    if (FunctionError !== undefined) throw new Error(text);
    return JSON.parse(text) as CheckReport;
  };
  return {
    emulator,
    check,
    results: async () => {
      const reports = await Promise.all(ROLES.map(async (role) => [role, await check(role)] as const));
      const entries = reports.flatMap(([role, { targets }]) =>
        Object.entries(targets).map(([target, { result }]) => [`${role} ${target}`, result]),
      );
      return Object.fromEntries(entries) as Record<string, string>;
    },
    writeRecord: async (role) => {
      const Value = JSON.stringify(record);
      await of[role].ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
    },
    deleteRecord: async (role) => {
      await of[role].ssm.send(new DeleteParameterCommand({ Name }));
    },
    watch: (text) => {
      const lines: string[] = [];
      output.on('line', (line) => {
        if (line.includes(text)) lines.push(line);
      });
      return async (count) => {
        while (lines.length < count) await once(output, 'line');
        return lines;
      };
    },
    warm: async () => {
      for (const role of ROLES)
        for (const route of ['answer', 'fallback'] as const) await emulator.warm(role, route, 1);
    },
    stop: async () => {
      for (const role of ROLES) for (const client of Object.values(of[role])) client.destroy();
      await emulator.stop();
      rmSync(assembly, { recursive: true });
    },
  };
}
