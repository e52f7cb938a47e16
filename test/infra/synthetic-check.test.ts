import { findCycles } from '../../infra/template-checks/find-cycles.ts';
import { parseCheckSettings } from '../../contracts/check-settings.ts';
import { deploymentRecordName } from '../../contracts/deployment-record.ts';
import { TIMEOUTS } from '../../contracts/settings/timeouts.ts';
import { ofType, synthesized, theOnly } from './synthesized.ts';
import type { Resource, Synthesized, Template } from './synthesized.ts';

const CASES = {
  open: {},
  closed: { source: { mode: 'both', countOnly: false, operatorRanges: [] } },
  provisioned: {
    source: { mode: 'both', countOnly: false, operatorRanges: [] },
    functions: { memoryMb: 1024, provisionedConcurrency: 1, reservedConcurrency: 1 },
  },
  counting: { source: { mode: 'both', countOnly: true, operatorRanges: [] } },
  tight: { timeouts: 'tight', fallbackMethod: 'GET' },
} as const;
type Case = keyof typeof CASES;
const ROLES = ['primary', 'secondary'] as const;

let of: Readonly<Record<Case, Synthesized>>;
beforeAll(async () => {
  const names = Object.keys(CASES) as Case[];
  const all = await Promise.all(names.map(async (name) => [name, await synthesized(CASES[name])] as const));
  of = Object.fromEntries(all) as Record<Case, Synthesized>;
});
afterAll(() => Promise.all(Object.values(of).map(({ remove }) => remove())));

const only = (template: Template, type: string, prefix: string): readonly [string, Resource] => {
  const [first, ...others] = ofType(template, type).filter(([id]) => id.startsWith(prefix));
  if (first === undefined || others.length > 0) throw new Error(`expected one ${prefix} (${type})`);
  return first;
};
const lambda = (template: Template, prefix: string) => only(template, 'AWS::Lambda::Function', prefix);
/** `Fn::Join` and `Ref` as text: a reference reads `<logical id>`. */
const textOf = (value: { readonly 'Fn::Join': readonly [string, readonly unknown[]] }): string =>
  value['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : `<${(part as { readonly Ref: string }).Ref}>`))
    .join('');
/** With this region's API in place of what CloudFormation fills in. */
const checkSettingsOf = (template: Template) =>
  parseCheckSettings(
    textOf(lambda(template, 'Check')[1].Properties.Environment.Variables.CHECK_SETTINGS).replace(
      /https:\/\/<Api\w+>\.(\S+?)\.<AWS::URLSuffix>\/<\w+>/,
      'https://the-api.$1.example.com/prod',
    ),
  );
/** `action on resource`, besides its log. */
const allowed = (template: Template): readonly string[] =>
  only(template, 'AWS::IAM::Policy', 'Check')[1]
    .Properties.PolicyDocument.Statement.filter(
      ({ Action }: { readonly Action: unknown }) => typeof Action === 'string',
    )
    .map(
      ({ Action, Resource: on }: { readonly Action: string; readonly Resource: unknown }) =>
        `${Action} on ${JSON.stringify(on)}`,
    );

describe.each(ROLES)('the synthetic check of the %s', (role) => {
  it('is run once a minute, by a rule that alone may run it and tries nothing twice', () => {
    const template = of.open[role];
    const [id] = lambda(template, 'Check');
    const [ruleId, rule] = theOnly(template, 'AWS::Events::Rule');
    expect(rule.Properties).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [{ Arn: { 'Fn::GetAtt': [id, 'Arn'] }, RetryPolicy: { MaximumRetryAttempts: 0 } }],
    });
    // Nor by Lambda itself, or late.
    expect(theOnly(template, 'AWS::Lambda::EventInvokeConfig')[1].Properties).toEqual({
      FunctionName: { Ref: id },
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
    });
    const permissions = ofType(template, 'AWS::Lambda::Permission').filter(([, { Properties }]) =>
      JSON.stringify(Properties.FunctionName).includes(id),
    );
    expect(permissions.map(([, { Properties }]) => Properties)).toEqual([
      expect.objectContaining({
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': [ruleId, 'Arn'] },
      }),
    ]);
  });

  it('gets the URL of its own region, and how Vonage sends requests', () => {
    const region = of.open.settings.regions[role];
    const { answer, fallback } = TIMEOUTS.shipped;
    expect(checkSettingsOf(of.open[role])).toEqual({
      answerUrl: `https://the-api.execute-api.${region}.example.com/prod/answer`,
      answerFunction: null,
      fallbackMethod: 'POST',
      socketMs: { answer: answer.socketMs, fallback: fallback.socketMs },
    });
    expect(checkSettingsOf(of.tight[role])).toMatchObject({
      fallbackMethod: 'GET',
      socketMs: { answer: TIMEOUTS.tight.answer.socketMs, fallback: TIMEOUTS.tight.fallback.socketMs },
    });
  });

  it('may read its secret and the deployment record, and nothing else', () => {
    const { [role]: template, settings } = of.open;
    const [secretId] = theOnly(template, 'AWS::SecretsManager::Secret');
    const record = [
      `arn:aws:ssm:${settings.regions[role]}:`,
      { Ref: 'AWS::AccountId' },
      `:parameter${deploymentRecordName(settings.name)}`,
    ];
    expect(allowed(template)).toEqual([
      `secretsmanager:GetSecretValue on {"Ref":"${secretId}"}`,
      `ssm:GetParameter on ${JSON.stringify({ 'Fn::Join': ['', record] })}`,
    ]);
  });

  it('invokes the answer function, which alone it may, where the allow list refuses', () => {
    const [answerId] = lambda(of.closed[role], 'Answer');
    expect(checkSettingsOf(of.closed[role]).answerFunction).toBe(`<${answerId}>`);
    expect(allowed(of.closed[role]).slice(2)).toEqual([
      `lambda:InvokeFunction on {"Fn::GetAtt":["${answerId}","Arn"]}`,
    ]);
  });

  it('invokes what the API invokes where environments are provisioned: with all of them reserved, $LATEST is throttled', () => {
    const template = of.provisioned[role];
    const [aliasId, alias] = only(template, 'AWS::Lambda::Alias', 'Answer');
    expect(allowed(template).slice(2)).toEqual([`lambda:InvokeFunction on {"Ref":"${aliasId}"}`]);
    const variable = JSON.stringify(
      lambda(template, 'Check')[1].Properties.Environment.Variables.CHECK_SETTINGS,
    );
    // The name in the alias's ARN, and the alias.
    const name = `{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"${aliasId}"}]}]}`;
    expect(variable).toContain(`\\"answerFunction\\":\\"",${name},":${alias.Properties.Name}\\"`);
  });

  it('asks the URL while the allow list only counts', () => {
    expect(checkSettingsOf(of.counting[role]).answerFunction).toBeNull();
    expect(allowed(of.counting[role])).toHaveLength(2);
  });

  it.each(Object.keys(CASES) as Case[])('has time for all that it waits for (%s)', (name) => {
    const { answer, fallback } = checkSettingsOf(of[name][role]).socketMs;
    const seconds: number = lambda(of[name][role], 'Check')[1].Properties.Timeout;
    // Secret and record, 2 s each.
    expect(seconds * 1000).toBeGreaterThan(4000 + Math.max(answer, fallback));
    expect(seconds).toBeLessThan(60);
  });

  it.each(['open', 'closed'] as const)('closes no circle by knowing its own API (%s)', (name) => {
    expect(findCycles(of[name][role])).toEqual([]);
  });

  it('would close one if the answer function had the same settings', () => {
    const template = structuredClone(of.open[role]);
    const [answerId, answer] = lambda(template, 'Answer');
    const [, check] = lambda(template, 'Check');
    answer.Properties.Environment.Variables.CHECK_SETTINGS =
      check.Properties.Environment.Variables.CHECK_SETTINGS;
    expect(findCycles(template)).toContainEqual(expect.stringContaining(`-> ${answerId}`));
  });
});
